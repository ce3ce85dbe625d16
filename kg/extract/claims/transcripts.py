"""Claims of transcripts and interviews: each turn, each answer, is its speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.contents import trim_whole
from kg.extract.turns import find_turns
from kg.model import Mention, Passage, SpeechAct
from kg.rules.reporting_words import REPORTING_WORDS

_LINE = re.compile(r"\S[^\n]*")
# A line that is nothing but a question, perhaps in bold letters.
_QUESTION = re.compile(r"[*_]*[^\"“”.:!?]{5,250}\?[*_]*$")
# Who asks one question only holds no interview.
_FEWEST_QUESTIONS = 2
# With fewer questions among its lines a conversation has remarks of the other side among the answers.
_LEAST_ASKED = 0.25


def find_transcript_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Find the turns of a transcript, or else the answers of an interview."""
    turns = list(_find_turn_claims(context))
    yield from turns or _find_answers(context)


def _find_turn_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    turns = find_turns(context.text)
    for turn in turns:
        source = context.span(turn.name)
        cue = context.span(Passage(turn.name.end, turn.name.end + 1))
        content = _trim_all(context, turn.said)
        if source is None or cue is None or not content:
            continue
        name = turn.name.of(context.text)
        act: SpeechAct = "question" if name in REPORTING_WORDS.asking else "statement"
        speakers: tuple[Mention, ...] = ()
        if name in REPORTING_WORDS.answering:
            interviewed = _find_interviewed(context, turns[0].name.start)
            source = context.mentions.span_of(interviewed) if interviewed else source
            speakers = (interviewed,) if interviewed else ()
        elif act != "question":
            mention = context.mentions.at(source[-1])
            speakers = tuple(context.mentions.names_in(source)) or ((mention,) if mention else ())
        yield ClaimCandidate("claims.turn", act, cue[0], cue, source, speakers, content, frame="quote")


def _find_answers(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Find what stands between questions that are lines of their own: the one person named before answers."""
    lines = [Passage(*match.span()) for match in _LINE.finditer(context.text)]
    asked = [number for number, line in enumerate(lines) if _QUESTION.match(line.of(context.text))]
    if len(asked) < max(_FEWEST_QUESTIONS, _LEAST_ASKED * (len(lines) - asked[0] if asked else 0)):
        return
    interviewed = _find_interviewed(context, lines[asked[0]].start)
    if interviewed is None or not _tells_of_talk(context, lines[asked[0]].start):
        return
    # Where the last answer ends nobody can tell: its first paragraph is one.
    for number, behind in pairwise([*asked, min(asked[-1] + 2, len(lines))]):
        question = context.span(lines[number])
        content = _trim_all(context, lines[number + 1 : behind])
        mark = next((token for token in question or () if token.text == "?"), None)
        if mark is not None and content:
            cue, source = context.doc[mark.i : mark.i + 1], context.mentions.span_of(interviewed)
            yield ClaimCandidate(
                "claims.answer", "statement", mark, cue, source, (interviewed,), content, frame="quote"
            )


def _tells_of_talk(context: ClaimContext, end: int) -> bool:
    words = REPORTING_WORDS.exchanges | REPORTING_WORDS.addressing
    before = context.doc.char_span(0, end, alignment_mode="contract")
    return any(token.lemma_.lower() in words for token in before or ())


def _find_interviewed(context: ClaimContext, end: int) -> Mention | None:
    """Find the one person whom the text names before `end`; None for several."""
    before: Span | None = context.doc.char_span(0, end, alignment_mode="contract")
    names = context.mentions.names_in(before) if before is not None else []
    people = {mention.head: mention for mention in reversed(names) if mention.type == "Person"}
    return next(iter(people.values())) if len(people) == 1 else None


def _trim_all(context: ClaimContext, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    spans = (context.span(passage) for passage in passages)
    return tuple(part for span in spans if span is not None and (part := trim_whole(span)) is not None)
