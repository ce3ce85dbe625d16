"""Candidates of claims: attributions while they are read, with spaCy objects still in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.claims.cues import find_cues
from kg.extract.claims.sources import find_speakers, source_span
from kg.extract.grammar import find_subject
from kg.extract.mentions import Mentions
from kg.extract.quotations import Quotation, end_of_words
from kg.extract.reporting import Frames
from kg.model import Mention, Passage, SpeechAct, find_meeting

# Words on either side of the cue that may tell of the act of saying; sentences without end have been seen.
NEAR = 40
# The words of a source and the mentions of those who speak.
SourceMatch = tuple[Span, tuple[Mention, ...]]


@dataclass(frozen=True)
class ClaimContext:
    """Shared input of the attribution patterns: the Doc, its mentions and quotations."""

    doc: Doc
    mentions: Mentions
    quotations: tuple[Quotation, ...]

    @cached_property
    def text(self) -> str:
        """The text of the Doc, which spaCy puts together from its words each time it is asked."""
        return self.doc.text

    @cached_property
    def cues(self) -> list[tuple[Token, Frames]]:
        """The reporting verbs with their frames, found once for all patterns."""
        return find_cues(self.doc)

    @cached_property
    def quoting(self) -> dict[int, SpeechAct]:
        """The verbs outside quotations that may bring one, by their index, with the speech act."""
        return {
            verb.i: frames["quote"]
            for verb, frames in self.cues
            if "quote" in frames and not self.quotation_at(verb)
        }

    def span(self, passage: Passage) -> Span | None:
        """Return the whole tokens inside a passage; None where there are none."""
        return self.doc.char_span(passage.start, passage.end, alignment_mode="contract")

    @cached_property
    def _by_start(self) -> dict[int, Quotation]:
        return {quotation.passage.start: quotation for quotation in self.quotations}

    def find_opened(self, start: int) -> Passage | None:
        """Find the quotation that opens at an offset, with its marks."""
        quotation = self._by_start.get(start)
        return quotation.passage if quotation else None

    def is_quotation(self, part: Passage) -> bool:
        """Tell whether a passage is a quotation with its marks."""
        return self.find_opened(part.start) == part

    def quotation_at(self, token: Token) -> Quotation | None:
        """The quotation that `token` stands in."""
        here = Passage(token.idx, token.idx + 1)
        return next((q for q in find_meeting(self.quotations, here) if q.inside.meets(here)), None)

    def is_set_apart(self, part: Passage) -> bool:
        """Tell whether a passage is a quotation that begins a sentence, or stands behind a colon or comma."""
        if not self.is_quotation(part):
            return False
        before = end_of_words(self.text, part.start)
        return not before or self.text[before - 1] in ',:.!?”"’' or "\n" in self.text[before : part.start]


@dataclass(frozen=True)
class ClaimCandidate:
    """A candidate of a claim: a cue with its source and content; dates, hearers and reactions hang on `verb`.

    `nested_in` is the cue of the claim in whose words this one stands (kg.extract.claims.nesting). `source`
    is None where the article does not say who spoke; `score` is the tagger's.
    """

    rule: str
    act: SpeechAct
    verb: Token
    cue: Span
    source: Span | None
    speakers: tuple[Mention, ...]
    content: tuple[Passage, ...]
    denied: bool = False
    frame: str = "clause"
    nested_in: Passage | None = None
    score: float | None = None

    @cached_property
    def surroundings(self) -> str:
        """The words about the cue in its sentence, lower-case, without those that were said."""
        doc, sentence = self.verb.doc, self.verb.sent
        first = max(sentence.start, self.verb.i - NEAR)
        near = doc[first : min(sentence.end, self.verb.i + NEAR)]
        return "".join(token.text_with_ws for token in near if not self.in_content(token)).lower()

    def in_content(self, token: Token) -> bool:
        """Tell whether a word is in the content."""
        return any(part.start <= token.idx < part.end for part in self.content)


def find_source(context: ClaimContext, verb: Token) -> SourceMatch | None:
    """Find the source of a reporting verb and its speakers; None where nobody speaks."""
    subject = find_subject(verb)
    # "The bands," said Ana Ruiz, "were full": what stands in the quotation does not speak it.
    if subject is None or (context.quotation_at(subject) and not context.quotation_at(verb)):
        return None
    source = source_span(subject, verb)
    speakers = find_speakers(subject, source, context.mentions)
    return (source, speakers) if speakers else None
