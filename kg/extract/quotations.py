"""Quotations in a text: what stands between quotation marks, by the marks alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.model import Passage, find_meeting

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_MARK = re.compile(f"[{''.join([*_PAIRS, *_PAIRS.values()])}]")
_OPENING = re.compile(r"\s*+[“«„\"]")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[“\"«„])")
# A single mark opens a quotation only before a letter and not behind one; an apostrophe does not.
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
# It closes behind punctuation or a word; behind "s" and before a word it is rather "the agencies' work".
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])[’'](?!\w)|(?<=[^\Ws])[’'](?!\w)|(?<=s)[’'](?!\w|\s+[a-z])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks (`passage`) and without (`inside`).

    `continued` tells that it runs on in the next paragraph: it has no closing mark of its own.
    """

    passage: Passage
    inside: Passage
    continued: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in order, none inside another.

    Double marks of any shape come first; single ones, as British papers use, count outside of them. A
    paragraph whose quotation is not closed runs to the paragraph's end; that is a continued one where the
    next paragraph opens a quotation, and else a stray mark, which is left out.
    """
    found: list[Quotation] = []
    start = 0
    for end in [*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)]:
        found += _find_in_paragraph(text, start, end)
        start = end
    single = [quotation for quotation in _find_single(text) if not find_meeting(found, quotation.passage)]
    return tuple(sorted([*found, *single], key=lambda quotation: quotation.passage))


def _find_in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    marks = _Marks(text, start, end)
    last = start - 1
    for position in marks.places:
        if position <= last or text[position] not in _PAIRS:
            continue
        close = marks.find_close(position)
        if close is None:
            if _OPENING.match(text, end):
                last = position + len(text[position:end].rstrip())
                yield Quotation(Passage(position, last), Passage(position + 1, last), continued=True)
            return
        if close > position + 1:
            yield Quotation(Passage(position, close + 1), Passage(position + 1, close))
        last = close


class _Marks:
    """The double quotation marks of one paragraph, text[start:end]; what closes each is found at once, for a
    paragraph may hold nothing but marks.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._end = text, end
        self.places = [match.start() for match in _MARK.finditer(text, start, end)]
        self._balanced: dict[str, dict[int, int]] = {}

    def find_close(self, position: int) -> int | None:
        """Where the quotation that opens at `position` closes, quotations inside passed over; None for
        nowhere.

        Straight marks look alike: one before a word and behind a space opens another inside. Where that
        leaves the outer one unclosed, the next mark closes it after all, and else one of another shape.
        """
        opening = self._text[position]
        if opening not in self._balanced:
            self._balanced[opening] = self._balance(opening)
        close = self._balanced[opening].get(position)
        if close is None:
            close = _find_behind(self._closing[_PAIRS[opening]], position)
        return close if close is not None else _find_behind(self._closing[""], position)

    def _balance(self, opening: str) -> dict[int, int]:
        """By each mark of one shape the first behind it by which as many have closed as opened, it included.

        That is where the count of open ones first falls below what it is at the mark.
        """
        found: dict[int, int] = {}
        waiting: list[tuple[int, int]] = []
        depth = 0
        for i in self.places:
            if self._text[i] not in _PAIRS[opening] and self._text[i] != opening:
                continue
            depth += 1 if _opens(self._text, i, self._end) else -1
            while waiting and waiting[-1][1] > depth:
                found[waiting.pop()[0]] = i
            waiting.append((i, depth))
        return found

    @cached_property
    def _closing(self) -> dict[str, list[int]]:
        """The places of the marks that each shape is closed by, and of those of any shape, "", that can only
        close: as they stand behind a word and before none.
        """
        found = {shape: [i for i in self.places if self._text[i] in shape] for shape in _PAIRS.values()}
        return {**found, "": [i for i in self.places if _closes(self._text, i, self._end)]}


def _find_behind(places: list[int], position: int) -> int | None:
    number = bisect_right(places, position)
    return places[number] if number < len(places) else None


def _closes(text: str, i: int, end: int) -> bool:
    return not text[i - 1].isspace() and (i + 1 == end or text[i + 1].isspace())


def _opens(text: str, i: int, end: int) -> bool:
    if text[i] != '"':
        return text[i] in _PAIRS
    return (text[i - 1].isspace() or text[i - 1] in "([—–") and i + 1 < end and not text[i + 1].isspace()


def end_of_words(text: str, end: int) -> int:
    """Where text[:end] ends without the white space at its end."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _find_single(text: str) -> Iterator[Quotation]:
    position = 0
    while match := _SINGLE_OPEN.search(text, position):
        line_end = text.find("\n", match.end())
        end = line_end if line_end >= 0 else len(text)
        close = _SINGLE_CLOSE.search(text, match.end(), end)
        # Where nothing closes one, nothing closes another behind it in the paragraph.
        position = close.end() if close else end
        if close:
            yield Quotation(Passage(match.start(), close.end()), Passage(match.end(), close.start()))
