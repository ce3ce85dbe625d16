"""Turns of a transcript, by the lines alone: who speaks stands before a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from kg.model import Passage
from kg.rules.reporting_words import REPORTING_WORDS

_LINE = re.compile(r"\S[^\n]*")
_TITLE = r"(?:(?:MR|MRS|MS|DR|SEN|REP|GEN|AMB)\.? )?"
_WORD = r"[^\W\d_][\w.’'-]*"
# "(Haven Wire)", ", harbor master": what may stand between a name and its colon.
_OFFICE = r"(?: ?\([^()\n]{2,60}\)|, [^:\n]{2,60})?"
# "WALLACE: Will she be there?", also behind a quotation mark; "Q: Will she?", "Q. Will she?", "Q Will she?".
_NAMED = rf"(?:{_WORD} ){{0,3}}[^\W\d_][\w’'-]+(?={_OFFICE}[*_]*:)|[QA](?={_OFFICE}[*_]*[:.])|Q(?=\s)"
_CAPITALS = re.compile(rf"[\"“]?[*_]*{_TITLE}({_NAMED}){_OFFICE}[*_]*[:.]?[*_]*\s+(?=\S)")
# "Ana Ruiz: Will she be there?": only whole sentences, for "Phone: 12 34" is no turn.
_WRITTEN = re.compile(r"((?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+):\s+(?=\S.*[.?!…][\"”’)]*$)")
# A single "NOTE: ..." makes no transcript: so many turns of so many speakers do, as many of whom speak twice.
_FEWEST_TURNS, _FEWEST_SPEAKERS = 3, 2
# A turn goes on in the lines before the next one, where these are few, and sentences.
_MOST_LINES, _SENTENCE = 4, re.compile(r"(?![(\[]|[^?!:]{2,60}:\s).*[.?!…][\"”’)]*$")
_MARKS = "\"“«„'‘"


@dataclass(frozen=True, slots=True)
class Turn:
    """The name of who speaks, and the lines that he or she says."""

    name: Passage
    said: tuple[Passage, ...]


def find_turns(text: str) -> tuple[Turn, ...]:
    """Find the turns of a transcript in a text; a line in quotation marks carries on a turn."""
    lines = [Passage(*match.span()) for match in _LINE.finditer(text)]
    return _match_turns(text, lines, _CAPITALS, 1) or _match_turns(text, lines, _WRITTEN, 2)


def _match_turns(
    text: str, lines: Sequence[Passage], pattern: re.Pattern[str], repeating: int
) -> tuple[Turn, ...]:
    """Find the turns of one form; none where fewer than `repeating` speakers speak twice."""
    matches = {number: pattern.match(text, line.start, line.end) for number, line in enumerate(lines)}
    heads = {number: match for number, match in matches.items() if match and _is_speaker(match[1], pattern)}
    counts = Counter(match[1] for match in heads.values())
    again = sum(count > 1 for count in counts.values())
    if len(heads) < _FEWEST_TURNS or len(counts) < _FEWEST_SPEAKERS or again < repeating:
        return ()
    # Nobody can tell where the last turn ends.
    may_go_on = [pattern is _CAPITALS] * (len(heads) - 1) + [False]
    return tuple(
        _read_turn(text, match, lines[number + 1 : behind], goes_on)
        for (number, behind), match, goes_on in zip(
            pairwise([*heads, len(lines)]), heads.values(), may_go_on, strict=True
        )
    )


def _read_turn(text: str, head: re.Match[str], lines: Sequence[Passage], may_go_on: bool) -> Turn:
    """Read a turn with those of the lines up to the next one that carry it on."""
    sentences = all(_SENTENCE.match(line.of(text)) for line in lines)
    rest = lines if may_go_on and sentences and len(lines) <= _MOST_LINES else _take_quoted(text, lines)
    return Turn(Passage(*head.span(1)), (Passage(head.end(), head.endpos), *rest))


def _is_speaker(name: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether a name has the form of the transcript's and is no heading, "TRANSCRIPT: ..."."""
    return (name.isupper() or pattern is _WRITTEN) and name.upper() not in REPORTING_WORDS.headings


def _take_quoted(text: str, lines: Sequence[Passage]) -> list[Passage]:
    """Take the lines in quotation marks up to the first other one."""
    return list(takewhile(lambda line: text[line.start] in _MARKS, lines))
