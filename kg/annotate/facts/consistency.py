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
    places: defaultdict[str, list[Mark]] = defaultdict(list)
    for words, mark in (named for window in windows for named in window):
        places[words].append(mark)
    return [[kept for words, mark in window for kept in _keep(mark, places[words])] for window in windows]


def _keep(mark: Mark, same: Sequence[Mark]) -> list[Mark]:
    surest = max(one.score for one in same)
    if surest < LEAST_SURE or (mark.score < LEAST_ALONE and surest < SURE):
        return []
    likely: defaultdict[str, float] = defaultdict(float)
    for one in same:
        likely[one.label] += one.score
    return [replace(mark, label=max(sorted(likely), key=likely.__getitem__))]
