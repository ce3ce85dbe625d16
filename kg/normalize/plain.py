"""A normal text, and where each of its characters stands in the text that was given."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kg.model import Passage, move_passages

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands for `passage` of a text: its own words where `words` is None."""

    passage: Passage
    words: str | None = None


# Yields the pieces of a new text, in the order of the old one; what no piece covers is left out.
Step = Callable[[str], Iterator[Piece] | None]


@dataclass(frozen=True, slots=True)
class PlainText:
    """A normal text; its character N stands for [starts[N], ends[N]) of the given text.

    Without arrays the two are the same text.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def then(self, step: Step) -> PlainText:
        """Apply a step to this text; a step that gives None leaves it as it is."""
        pieces = step(self.text)
        return self if pieces is None else self._join(pieces)

    def _join(self, pieces: Iterable[Piece]) -> PlainText:
        words: list[str] = []
        starts, ends = array("I"), array("I")
        for piece in pieces:
            first, last = piece.passage.start, piece.passage.end
            if piece.words is None:
                words.append(self.text[first:last])
                starts.extend(self.starts[first:last] if self.starts else range(first, last))
                ends.extend(self.ends[first:last] if self.ends else range(first + 1, last + 1))
            elif piece.words:
                given = self.to_given(piece.passage)
                words.append(piece.words)
                starts.extend([given.start] * len(piece.words))
                ends.extend([given.end] * len(piece.words))
        return PlainText("".join(words), starts, ends)

    def to_given(self, passage: Passage) -> Passage:
        """Give the passage of the given text that a passage of this one stands for."""
        if self.starts is None or self.ends is None:
            return passage
        if passage.start < passage.end:
            return Passage(self.starts[passage.start], self.ends[passage.end - 1])
        place = self.starts[passage.start] if passage.start < len(self.starts) else self._length
        return Passage(place, place)

    @property
    def _length(self) -> int:
        return self.ends[-1] if self.ends else 0

    def show(self, passage: Passage) -> str:
        """Give the normal words of a passage of the given text."""
        if self.starts is None or self.ends is None:
            return passage.of(self.text)
        first = bisect_left(self.starts, passage.start)
        return self.text[first : max(first, bisect_right(self.ends, passage.end))]

    def restore(self, record: _Record) -> _Record:
        """Move what was read of this text to the given one."""
        return record if self.starts is None else move_passages(record, self.to_given)


def replace_each(matches: Iterable[tuple[Passage, str]], text: str) -> Iterator[Piece] | None:
    """Make pieces of a text with other words in some passages; None where there are none."""
    matches = iter(matches)
    first = next(matches, None)
    return None if first is None else _replace_from(first, matches, text)


def _replace_from(
    first: tuple[Passage, str], rest: Iterator[tuple[Passage, str]], text: str
) -> Iterator[Piece]:
    end = 0
    for passage, words in (first, *rest):
        yield Piece(Passage(end, passage.start))
        yield Piece(passage, words)
        end = passage.end
    yield Piece(Passage(end, len(text)))
