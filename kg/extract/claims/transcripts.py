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
# A turn that only asks.
_QUESTIONS = re.compile(r"(?:[^.!?…]*\?)+[\"”’)]*")
# "AR: It is safe." So many letters are the initials of a name.
_LONGEST_INITIALS = 3


def find_transcript_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Find the turns of a transcript, or else the answers of an interview."""
    turns = list(_find_turn_claims(context))
    yield from turns or _find_answers(context)


def _find_turn_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    turns = find_turns(context.text)
    for turn in turns:
        source = context.doc.char_span(turn.name.start, turn.name.end, alignment_mode="expand")
        content = _trim_all(context, turn.said)
        if source is None or not content:
            continue
        name = turn.name.of(context.text)
        asks = name in REPORTING_WORDS.asking
        act: SpeechAct = (
            "question" if asks or _QUESTIONS.fullmatch(content[-1].of(context.text)) else "statement"
        )
        speaker = None if asks else _find_speaker(context, source, name, turns[0].name.start)
        if speaker is not None and speaker.passage.end <= turns[0].name.start:
            source = context.mentions.span_of(speaker)
        speakers = (speaker,) if speaker else ()
        cue = _find_mark(context, Passage(turn.name.end, turn.said[0].start), source)
        yield ClaimCandidate("claims.turn", act, cue[0], cue, source, speakers, content, frame="quote")


def _find_speaker(context: ClaimContext, source: Span, name: str, start: int) -> Mention | None:
    """Find who speaks by the name of the turn; by "A" or initials, whom the text names before `start`."""
    if name in REPORTING_WORDS.answering:
        return _find_interviewed(context, start)
    people = _list_people(context, start) if name.isalpha() and len(name) <= _LONGEST_INITIALS else {}
    fitting = [one for one in people.values() if "".join(word[0] for word in one.name.split()) == name]
    named = fitting if len(fitting) == 1 else context.mentions.names_in(source)
    return next(iter(named), None) or context.mentions.at(source[-1])


def _find_mark(context: ClaimContext, behind: Passage, name: Span) -> Span:
    """Give the colon behind the name of a turn and an office, or the name where there is none."""
    colon = context.text.find(":", behind.start, behind.end)
    end = colon if colon >= 0 else behind.start
    mark = context.doc.char_span(end, end + 1, alignment_mode="expand")
    return name if mark is None or context.text[end].isspace() else mark


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
    people = _list_people(context, end)
    return next(iter(people.values())) if len(people) == 1 else None


def _list_people(context: ClaimContext, end: int) -> dict[str, Mention]:
    """List the persons whom the text names before `end` by their surnames, each where it does so first."""
    before: Span | None = context.doc.char_span(0, end, alignment_mode="contract")
    names = context.mentions.names_in(before) if before is not None else []
    return {mention.head: mention for mention in reversed(names) if mention.type == "Person"}


def _trim_all(context: ClaimContext, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    spans = (context.span(passage) for passage in passages)
    return tuple(part for span in spans if span is not None and (part := trim_whole(span)) is not None)
