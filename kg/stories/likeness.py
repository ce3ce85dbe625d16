"""Compare two texts exactly: is one a copy of the other, perhaps shortened, or do they share a template?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.Levenshtein import opcodes

from kg.settings import (
    COPY_CONTAINED,
    COPY_LIKENESS,
    LONGEST_SWAP,
    MOST_SWAPS,
    REVISION_CONTAINED,
)
from kg.stories.words import to_shingles


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are.

    `contained` is the share of the shorter one's shingles that the other has, `jaccard` the share of all
    shingles of either that both have. `swaps` counts, for each hundred words that stand in both in one order,
    the places where one has a name or number and the other another one.
    """

    contained: float
    jaccard: float
    swaps: float

    @property
    def is_copy(self) -> bool:
        """Whether the two are nearly one text, the whole of it or its larger parts."""
        return self.contained >= COPY_CONTAINED and self.jaccard >= COPY_LIKENESS and self.swaps <= MOST_SWAPS

    @property
    def is_related(self) -> bool:
        """Whether one can be a revision of the other, from another day under the same address."""
        return self.contained >= REVISION_CONTAINED


def compare(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Compare two texts by their words."""
    ours, theirs = to_shingles(list(one)), to_shingles(list(other))
    both = len(ours & theirs)
    if not both:
        return Likeness(0.0, 0.0, 0.0)
    contained, jaccard = both / min(len(ours), len(theirs)), both / len(ours | theirs)
    # What is not alike enough is not aligned: that takes longest.
    is_alike = contained >= COPY_CONTAINED and jaccard >= COPY_LIKENESS
    return Likeness(contained, jaccard, _measure_swaps(one, other) if is_alike else 0.0)


def _measure_swaps(one: Sequence[str], other: Sequence[str]) -> float:
    aligned = opcodes([word.casefold() for word in one], [word.casefold() for word in other])
    same = sum(step.src_end - step.src_start for step in aligned if step.tag == "equal")
    swaps = sum(
        _is_swap(one[start:end], other[other_start:other_end])
        for start, end, other_start, other_end in _find_differences(aligned)
    )
    return 100 * swaps / same if same else float(swaps)


def _find_differences(aligned: Opcodes) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches between words that both have: start and end in one, start and end in the other."""
    at = other_at = 0
    for step in aligned:
        if step.tag == "equal":
            if step.src_start > at or step.dest_start > other_at:
                yield at, step.src_start, other_at, step.dest_start
            at, other_at = step.src_end, step.dest_end
    if aligned.src_len > at or aligned.dest_len > other_at:
        yield at, aligned.src_len, other_at, aligned.dest_len


def _is_swap(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a few words stand for a few others, with a name or a number in either."""
    return all(
        0 < len(words) <= LONGEST_SWAP and any(word[0].isupper() or word[0].isdigit() for word in words)
        for words in (ours, theirs)
    )
