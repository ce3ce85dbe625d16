"""Cut a text where marks begin and end, so that those that overlap or lie in one another can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.explorer.reading import Span


@dataclass(frozen=True)
class Mark:
    """A mark on a passage: what it is of (`id`), and what the passage is for it (`kind`)."""

    span: Span
    kind: str
    id: str


@dataclass(frozen=True)
class Segment:
    """A piece of a text, and all marks that lie over it, those of the shortest passage first."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    is_start: bool = False

    @property
    def kinds(self) -> str:
        """The kinds of its marks, as classes of a stylesheet."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def ids(self) -> str:
        """What it is marked for, each once."""
        return " ".join(dict.fromkeys(mark.id for mark in self.marks))


def cut_text(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut the text into segments. All of them together are the text; a mark outside of it is left out."""
    inside = [mark for mark in marks if 0 <= mark.span.start < mark.span.end <= len(text)]
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(mark.span.start, []).append(mark)
    ends = {mark.span.end for mark in inside}
    borders = sorted({0, len(text)} | opening.keys() | ends)
    segments, live = [], list[Mark]()
    for start, end in pairwise(borders):
        live = [mark for mark in live if mark.span.end > start] + opening.get(start, [])
        segments.append(Segment(start, text[start:end], _sort(live), start in opening))
    return segments


def _sort(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.span.end - mark.span.start, mark.kind, mark.id)))
