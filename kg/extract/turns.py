"""Turns of a transcript, by the lines alone: who speaks stands before a colon."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.model import Passage

_LINE = re.compile(r"\S[^\n]*")
_TITLE = r"(?:(?:MR|MRS|MS|DR|SEN|REP|GEN|AMB)\.? )?"
# "WALLACE: Will she be there?", also behind a quotation mark; "Q: Will she?".
_CAPITALS = re.compile(
    rf"[\"“]?[*_]*{_TITLE}((?:[A-Z][A-Z.’'-]+ ){{0,3}}[A-Z][A-Z’'-]+|[QA])[*_]*:[*_]*\s+(?=\S)"
)
# "Ana Ruiz: Will she be there?": only whole sentences, for "Phone: 12 34" is no turn.
_WRITTEN = re.compile(r"((?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+):\s+(?=\S.*[.?!…][\"”’)]*$)")
# A single "NOTE: ..." makes no transcript: so many turns of so many speakers do, as many of whom speak twice.
_FEWEST_TURNS, _FEWEST_SPEAKERS = 3, 2
_MARKS = "\"“«„'‘"


@dataclass(frozen=True, slots=True)
class Turn:
    """The name of who speaks, and the lines that he or she says."""

    name: Passage
    said: tuple[Passage, ...]


def find_turns(text: str) -> tuple[Turn, ...]:
    """Find the turns of a transcript in a text; a line in quotation marks carries on a turn."""
    lines = [match.span() for match in _LINE.finditer(text)]
    return _match_turns(text, lines, _CAPITALS, 1) or _match_turns(text, lines, _WRITTEN, 2)


def _match_turns(
    text: str, lines: list[tuple[int, int]], pattern: re.Pattern[str], repeating: int
) -> tuple[Turn, ...]:
    """Find the turns of one form; none where fewer than `repeating` speakers speak twice."""
    found: list[tuple[Passage, list[Passage]]] = []
    is_open = False
    for start, end in lines:
        if match := pattern.match(text[start:end]):
            name = Passage(start + match.start(1), start + match.end(1))
            found.append((name, [Passage(start + match.end(), end)]))
        elif is_open and text[start] in _MARKS:
            found[-1][1].append(Passage(start, end))
            continue
        is_open = bool(match)
    turns = tuple(Turn(name, tuple(said)) for name, said in found)
    counts = Counter(turn.name.of(text) for turn in turns)
    again = sum(count > 1 for count in counts.values())
    enough = len(turns) >= _FEWEST_TURNS and len(counts) >= _FEWEST_SPEAKERS and again >= repeating
    return turns if enough else ()
