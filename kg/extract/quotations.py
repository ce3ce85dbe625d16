"""Quotations in a text: what stands between quotation marks, by the marks alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Passage

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_MARKS = "".join({*_PAIRS, *_PAIRS.values()})
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
    found += [q for q in _find_single(text) if not any(q.passage.meets(other.passage) for other in found)]
    return tuple(sorted(found, key=lambda quotation: quotation.passage))


def _find_in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found = []
    position = start
    while position < end:
        closing = _PAIRS.get(text[position])
        if closing is None:
            position += 1
            continue
        close = _find_close(text, position, end, closing)
        if close is None:
            if _next_paragraph_opens(text, end):
                last = position + len(text[position:end].rstrip())
                found.append(Quotation(Passage(position, last), Passage(position + 1, last), continued=True))
            break
        if close > position + 1:
            found.append(Quotation(Passage(position, close + 1), Passage(position + 1, close)))
        position = close + 1
    return found


def _find_close(text: str, position: int, end: int, closing: str) -> int | None:
    """Where the quotation that opens at `position` closes, quotations inside passed over; None for nowhere.

    Straight marks look alike: one before a word and behind a space opens another inside. Where that leaves
    the outer one unclosed, the next mark closes it after all, and else one of another shape.
    """
    marks = [i for i in range(position + 1, end) if text[i] in closing or text[i] == text[position]]
    depth = 1
    for i in marks:
        depth += 1 if _opens(text, i, end) else -1
        if depth == 0:
            return i
    ends = (i for i in marks if text[i] in closing)
    return next(ends, None) or next((i for i in range(position + 1, end) if _closes(text, i, end)), None)


def _closes(text: str, i: int, end: int) -> bool:
    """True for a mark of any shape that can only close, as it stands behind a word and before none."""
    return text[i] in _MARKS and not text[i - 1].isspace() and (i + 1 == end or text[i + 1].isspace())


def _opens(text: str, i: int, end: int) -> bool:
    if text[i] != '"':
        return text[i] in _PAIRS
    return (text[i - 1].isspace() or text[i - 1] in "([—–") and i + 1 < end and not text[i + 1].isspace()


def _next_paragraph_opens(text: str, end: int) -> bool:
    rest = text[end:].lstrip()
    return bool(rest) and rest[0] in _PAIRS


def _find_single(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    position = 0
    while match := _SINGLE_OPEN.search(text, position):
        paragraph_end = text.find("\n", match.end())
        close = _SINGLE_CLOSE.search(text, match.end(), paragraph_end if paragraph_end >= 0 else len(text))
        position = match.end()
        if close:
            found.append(Quotation(Passage(match.start(), close.end()), Passage(match.end(), close.start())))
            position = close.end()
    return found
