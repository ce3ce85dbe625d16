"""What stands in a block of its own: behind a line that ends with a colon, or in the transcript of a talk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span, Token

from kg.extract.claims.contents import trim
from kg.extract.claims.cues import cue_span
from kg.extract.claims.draft import Draft, Page, Who, find_source
from kg.extract.grammar import is_negated
from kg.model import Passage
from kg.rules.reporting_words import REPORTING_WORDS

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MARKS = "\"“«„'‘"
# "WALLACE: Will she be there?", also behind a quotation mark; titles and initials may go before the name.
_TURN = re.compile(r"\s*[\"“]?((?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z][A-Z’'-]+):\s+(?=\S)")
# Lines of this form that make a transcript, and how many must speak in it: a single "NOTE: ..." does not.
_FEWEST_TURNS, _FEWEST_SPEAKERS = 4, 2
# Words of a line that leads in a block: "The governor added:".
_LONGEST_LEAD = 30


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line of a transcript: who speaks in capitals, and where the name ends."""

    line: Passage
    name: Passage

    def speaker(self, text: str) -> str:
        return self.name.of(text)


def find_block_claims(page: Page) -> Iterator[Draft]:
    """The claims whose contents are whole paragraphs, in text order."""
    lines = [Passage(*match.span()) for match in _LINE.finditer(page.text)]
    yield from _find_led_in(page, lines)
    yield from _find_turns(page, lines)


def _find_led_in(page: Page, lines: list[Passage]) -> Iterator[Draft]:
    """ "He said:" and, on the next line, what he said: a quotation, or a paragraph without marks."""
    for lead, block in pairwise(lines):
        span = _span(page, lead)
        if span is None or not lead.of(page.text).rstrip().endswith(":"):
            continue
        introduced = _find_introduction(page, span)
        content = _find_block(page, block)
        if introduced and content:
            cue, verb, who = introduced
            yield Draft("claims.block", "statement", verb, cue, *who, (content,), frame="quote")


def _find_introduction(page: Page, line: Span) -> tuple[Span, Token, Who] | None:
    """The cue, its verb and who speaks, in the last sentence of a line: "added", "made this comment"."""
    sentence = page.doc[max(line.start, line[-1].sent.start) : line.end]
    if len(sentence) > _LONGEST_LEAD:
        return None
    takers = {verb.i for verb, frames in page.cues if frames.get("quote") == "statement"}
    making = REPORTING_WORDS.making_verbs
    for verb in reversed(sentence):
        if page.quotation_at(verb) or verb.pos_ != "VERB" or is_negated(verb):
            continue
        things = [c for c in verb.children if c.dep_ in ("dobj", "ccomp") and not _is_hearer(page, c)]
        words = next((c for c in things if _is_words(c)), None)
        made = words is not None and verb.lemma_.lower() in making
        # What "announced investments, including:" has said is the investments.
        if not made and (things or verb.i not in takers):
            continue
        who = find_source(page, verb)
        if who is not None:
            return (page.doc[verb.i : words.i + 1] if words else cue_span(verb)), verb, who
    return None


def _is_hearer(page: Page, noun: Token) -> bool:
    mention = page.mentions.at(noun)
    return mention is not None and (mention.form != "nominal" or mention.type is not None)


def _is_words(noun: Token) -> bool:
    return noun.lemma_.lower() in REPORTING_WORDS.word_nouns


def _find_block(page: Page, block: Passage) -> Passage | None:
    """The quotation that the paragraph opens with, or all of a paragraph without one; None for no clause."""
    quotation = next((q for q in page.quotations if q.passage.start == block.start), None)
    if quotation is not None:
        return quotation.passage
    span = _span(page, block)
    opens = page.text[block.start] in _MARKS
    if span is None or opens or not any(token.pos_ in ("VERB", "AUX") for token in span):
        return None
    return None if any(q.passage.meets(block) for q in page.quotations) else trim(span)


def _find_turns(page: Page, lines: list[Passage]) -> Iterator[Draft]:
    """A claim for each turn of a transcript; a line in quotation marks carries on the turn before."""
    text = page.text
    turns = [
        _Turn(line, Passage(line.start + match.start(1), line.start + match.end(1)))
        for line in lines
        if (match := _TURN.match(line.of(text)))
    ]
    if len(turns) < _FEWEST_TURNS or len({turn.speaker(text) for turn in turns}) < _FEWEST_SPEAKERS:
        return
    opened = {turn.line: turn for turn in turns}
    for number, line in enumerate(lines):
        turn = opened.get(line)
        source = _span(page, turn.name) if turn else None
        said = _span(page, Passage(turn.name.end + 1, line.end)) if turn else None
        if source is None or said is None or source.end >= len(page.doc):
            continue
        cue = page.doc[source.end : source.end + 1]
        content = [trim(said), *_carry_on(page, lines[number + 1 :], opened)]
        parts = tuple(part for part in content if part)
        if parts and cue.text == ":":
            speakers = tuple(page.mentions.names_in(source))
            yield Draft("claims.turn", "statement", cue[0], cue, source, speakers, parts, frame="quote")


def _carry_on(page: Page, lines: list[Passage], opened: dict[Passage, _Turn]) -> Iterator[Passage | None]:
    """The lines behind a turn that open with a quotation mark, up to the next turn."""
    for line in lines:
        if line in opened or page.text[line.start] not in _MARKS:
            return
        span = _span(page, line)
        yield trim(span) if span is not None else None


def _span(page: Page, passage: Passage) -> Span | None:
    return page.doc.char_span(passage.start, passage.end, alignment_mode="contract")
