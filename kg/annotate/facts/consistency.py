"""Weigh the names of a Doc by all places of the same words: what is a name once is one everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Mark

# A name whose surest place is less likely is none; one that is this sure somewhere is taken at less sure
# places too. Chosen on the development part of the signings corpus: see kg/models/reader/README.md.
LEAST_SURE, SURE = 0.6, 0.8
LEAST_ALONE = 0.5

# A name with its words.
Named = tuple[str, Mark]


def keep_names(windows: Sequence[Sequence[Named]]) -> list[list[Mark]]:
    """Give the names of each window that stand, each with the type that is the likeliest of its words."""
    surest: defaultdict[str, float] = defaultdict(float)
    likely: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words, mark in (named for window in windows for named in window):
        surest[words] = max(surest[words], mark.score)
        likely[words][mark.label] += mark.score
    labels = {words: max(sorted(sums), key=sums.__getitem__) for words, sums in likely.items()}
    return [
        [replace(mark, label=labels[words]) for words, mark in window if _stands(mark, surest[words])]
        for window in windows
    ]


def _stands(mark: Mark, surest: float) -> bool:
    return surest >= LEAST_SURE and (mark.score >= LEAST_ALONE or surest >= SURE)
