"""Look up passages by their place, without looking at all of them: a text may have thousands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from kg.model.texts import Passage


class Placed(Protocol):
    """What stands at a passage: a date, a quotation."""

    @property
    def passage(self) -> Passage:
        """Where it stands."""


_Placed = TypeVar("_Placed", bound=Placed)
_Owner = TypeVar("_Owner")


def find_meeting(records: Sequence[_Placed], passage: Passage) -> Sequence[_Placed]:
    """Find those of `records` that share a character with a passage; they are in text order, without
    overlap.
    """
    first = bisect_right(records, passage.start, key=lambda record: record.passage.end)
    last = bisect_left(records, passage.end, lo=first, key=lambda record: record.passage.start)
    return records[first:last]


class Places(Generic[_Owner]):
    """Passages that may overlap, each with its owner."""

    def __init__(self, places: Iterable[tuple[Passage, _Owner]]) -> None:
        self._places = sorted(places, key=lambda place: place[0])
        self._starts = [passage.start for passage, _ in self._places]
        # How far those reach that begin no later than each.
        self._reach = list(accumulate((passage.end for passage, _ in self._places), max))

    def meet(self, passage: Passage) -> bool:
        """Tell whether any shares a character with `passage`."""
        number = bisect_left(self._starts, passage.end)
        return number > 0 and self._reach[number - 1] > passage.start

    def hold(self, passage: Passage) -> bool:
        """Tell whether `passage` lies inside any, ends included."""
        number = bisect_right(self._starts, passage.start)
        return number > 0 and self._reach[number - 1] >= passage.end

    def meeting(self, passage: Passage) -> Iterator[_Owner]:
        """The owners of what shares a character with `passage`, the last first."""
        return self._find_back(bisect_left(self._starts, passage.end), passage.start + 1)

    def holding(self, passage: Passage) -> Iterator[_Owner]:
        """The owners of what `passage` lies inside, ends included, the last first."""
        return self._find_back(bisect_right(self._starts, passage.start), passage.end)

    def _find_back(self, number: int, end: int) -> Iterator[_Owner]:
        """The owners of those before `number` that end at `end` or behind it."""
        while number and self._reach[number - 1] >= end:
            number -= 1
            passage, owner = self._places[number]
            if passage.end >= end:
                yield owner
