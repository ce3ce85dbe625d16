"""Reporting clauses between subject and verb: "The valve, said Ana Ruiz, has been replaced"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.claims.contents import trim
from kg.extract.claims.cues import cue_span
from kg.extract.claims.draft import Draft, Page, Who
from kg.extract.claims.sources import may_speak
from kg.extract.grammar import FINITE
from kg.extract.mentions import to_passage

# Words of the reporting clause: "Ruiz told reporters on Monday".
_LONGEST_CLAUSE = 10
_RELATIVE = {"as", "that", "what", "when", "where", "which", "while", "who", "whose"}


def find_parenthetical_claims(page: Page) -> Iterator[Draft]:
    """Find the clauses that a reporting clause between two commas cuts behind their subject."""
    for verb, frames in page.cues:
        if "clause" not in frames or verb.tag_ not in ("VBD", "VBZ", "VBP") or page.quotation_at(verb):
            continue
        inside = _find_parenthesis(verb)
        if inside is None:
            continue
        doc, sentence = page.doc, verb.sent
        first = next(
            (t.i + 1 for t in reversed(doc[sentence.start : inside.start]) if t.text == ";"), sentence.start
        )
        last = next((t.i for t in doc[inside.end : sentence.end] if t.text == ";"), sentence.end)
        # What has a verb before the comma is a clause of its own: the tagger reads it.
        subject, rest = doc[first : inside.start - 1], doc[inside.end + 1 : last]
        content = tuple(part for span in (subject, rest) if len(span) and (part := trim(span)))
        who = _find_who(page, verb, inside)
        if who and len(content) == 2 and not any(t.tag_ in FINITE or t.lower_ in _RELATIVE for t in subject):
            yield Draft("claims.parenthesis", frames["clause"], verb, cue_span(verb), *who, content)


def _find_parenthesis(verb: Token) -> Span | None:
    """Find the words about a verb between two commas, when it is the only finite one among them."""
    doc, sentence = verb.doc, verb.sent
    before = next((t.i for t in reversed(doc[sentence.start : verb.i]) if t.is_punct), None)
    behind = next((t.i for t in doc[verb.i : sentence.end] if t.is_punct), None)
    if before is None or behind is None or doc[before].text != "," or doc[behind].text != ",":
        return None
    inside = doc[before + 1 : behind]
    others = any(t != verb and (t.tag_ in FINITE or t.lower_ in (*_RELATIVE, "by", "to")) for t in inside)
    return None if others or len(inside) > _LONGEST_CLAUSE else inside


def _find_who(page: Page, verb: Token, inside: Span) -> Who | None:
    """Find the speaker: right before the verb, or right behind it in "said Ana Ruiz"."""
    doc = page.doc
    begins = verb.i == inside.start
    words = [token for token in inside if (token.i > verb.i if begins else token.i < verb.i)]
    for token in words if begins else reversed(words):
        mention = page.mentions.at(token)
        if mention is not None and may_speak(mention):
            span = page.mentions.span_of(mention)
            # "Her deputy Marc Tessier" is the name; whom somebody told is no speaker.
            named = page.mentions.names_in(doc[verb.i + 1 : inside.end]) if begins else [mention]
            speaker = next((m for m in named if m.type == "Person"), mention)
            source = doc[verb.i + 1 : inside.end] if begins else doc[inside.start : span.end]
            return (source, (speaker,)) if to_passage(source).holds(speaker.passage) else None
    return None
