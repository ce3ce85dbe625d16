"""Find the pairs of articles that are worth comparing, by their signatures (locality-sensitive hashing).

The signature is cut into bands; two articles are a pair where one band is the same (Broder 1997, Indyk and
Motwani 1998). Memory grows with the number of articles, not of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kg.settings import BAND_LENGTH, CANDIDATE_LIKENESS, MOST_COMPARED


def find_neighbors(signatures: NDArray[np.uint32]) -> set[tuple[int, int]]:
    """Find pairs of rows (the smaller first) that may be copies; of each row the MOST_COMPARED most alike."""
    pairs: set[tuple[int, int]] = set()
    for row, others in _find_candidates(signatures):
        likeness = (signatures[others] == signatures[row]).mean(axis=1)
        order = np.lexsort((others, -likeness))[:MOST_COMPARED]
        for other in others[order[likeness[order] >= CANDIDATE_LIKENESS]].tolist():
            pairs.add((min(row, other), max(row, other)))
    return pairs


def _find_candidates(signatures: NDArray[np.uint32]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each row that shares a band with others, and those."""
    bands = [
        _group(signatures[:, at : at + BAND_LENGTH]) for at in range(0, signatures.shape[1], BAND_LENGTH)
    ]
    for row in range(len(signatures)):
        shared = [
            rows[starts[row] : ends[row]] for rows, starts, ends in bands if ends[row] - starts[row] > 1
        ]
        if shared:
            others = np.unique(np.concatenate(shared))
            yield row, others[others != row]


def _group(
    band: NDArray[np.uint32],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Group rows that are the same: the rows by groups, and where the group of each row starts and ends."""
    _, group, counts = np.unique(band, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    ends = np.cumsum(counts)
    return np.argsort(group, kind="stable"), (ends - counts)[group], ends[group]
