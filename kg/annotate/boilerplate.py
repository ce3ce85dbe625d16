"""What stands beside the text of an article, by the shapes of lines: bylines, credits, other pages, consent.

Nothing is read from it: the Doc has spaces in its place, so every other character keeps its offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from kg.annotate.bylines import NAME, find_authors, is_byline
from kg.annotate.datelines import find_agencies
from kg.annotate.tables import find_tables
from kg.model import Passage
from kg.rules.boilerplate import BOILERPLATE

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_DECORATION = re.compile(r"[\s*_>#•|~=–—-]*")
# A longer line is a paragraph, or all of a text that lost its line ends.
_LONGEST = 500
# What follows an article stands among so many last lines.
_LAST_LINES = 6
# Under "Contact" or "Related articles" stand at most so many lines, none a whole sentence.
_LONGEST_LIST = 8
_SENTENCE = re.compile(r".{50,}[.!?][\"”’)]*$")


def _compile(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile the patterns of the rules, of which one must match."""
    return re.compile(f"(?i:{'|'.join(patterns)})".replace("NAME", NAME))


_ANYWHERE, _BELOW = _compile(BOILERPLATE.anywhere), _compile((*BOILERPLATE.anywhere, *BOILERPLATE.below))
_INSIDE = _compile(BOILERPLATE.inside)
_MAIL_HEAD = _compile(BOILERPLATE.mail)
_LEADING, _ENDING = _compile(BOILERPLATE.leading), _compile(BOILERPLATE.ending)


def blank(text: str) -> str:
    """Put spaces for all that is not read; line ends and offsets stay."""
    # Who is named in a byline or a credit alone is an author still.
    plain = _put_spaces(text, find_boilerplate(text))
    return _put_spaces(plain, find_authors(plain))


def _put_spaces(text: str, passages: Iterable[Passage]) -> str:
    parts = list(text)
    for passage in passages:
        parts[passage.start : passage.end] = re.sub(r"[^\n]", " ", passage.of(text))
    return "".join(parts)


def find_boilerplate(text: str) -> Iterator[Passage]:
    """Find what is not read of a text, but for what tells of authors: boilerplate, tables, agencies."""
    lines = [Passage(*match.span()) for match in _LINE.finditer(text)]
    yield from find_tables(text, lines)
    yield from find_agencies(text)
    yield from (Passage(*match.span()) for match in _INSIDE.finditer(text))
    yield from _find_lines(text, lines)
    yield from _find_under(text, lines)
    yield from _find_behind(text, lines)
    yield from _find_mail_heads(text, lines)


def _bare(line: Passage, text: str) -> str:
    """The words of a line without what decorates its beginning, "**", "- "."""
    return _DECORATION.sub("", line.of(text), count=1)


def _find_lines(text: str, lines: list[Passage]) -> Iterator[Passage]:
    """Find the lines that are boilerplate by their own words."""
    for number, line in enumerate(lines):
        shapes = _BELOW if number >= max(1, len(lines) - _LAST_LINES) else _ANYWHERE
        words = _bare(line, text)
        if 0 < len(words) <= _LONGEST and (shapes.match(words) or is_byline(words)):
            yield line


def _find_under(text: str, lines: list[Passage]) -> Iterator[Passage]:
    """Find the addresses and the names of other pages that stand under a line of their own."""
    left = 0
    for line in lines:
        words = _bare(line, text)
        if _LEADING.match(words):
            left = _LONGEST_LIST
            yield line
        elif left and not _SENTENCE.match(words):
            left -= 1
            yield line
        else:
            left = 0


def _find_behind(text: str, lines: list[Passage]) -> Iterator[Passage]:
    """Find what stands behind the end of a press release."""
    for line, after in pairwise(lines):
        if _ENDING.match(line.of(text)) and len(text) - line.end < max(line.start, _LONGEST):
            yield Passage(after.start, len(text))
            return


def _find_mail_heads(text: str, lines: list[Passage]) -> Iterator[Passage]:
    """Find the lines above a mail that say who writes to whom: one alone is none."""
    for is_head, group in groupby(lines, key=lambda line: _MAIL_HEAD.match(text, line.start) is not None):
        heads = list(group)
        if is_head and len(heads) > 1:
            yield Passage(heads[0].start, heads[-1].end)
