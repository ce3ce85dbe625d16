"""The labels that the network gives to words, and how far a word is from a cue."""

from __future__ import annotations

import numpy as np

Run = tuple[int, int]  # words [start, end) of a paragraph

ROLES = ("source", "cue", "content")

# Begin and inside of each role, first over all attributions of a window, then for the attribution of one cue.
WORD_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
PAIR_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")

# Distances in words are told apart up to these bounds, on either side of the cue; inside it is 0.
_BOUNDS = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23, 36])
DISTANCES = 2 * len(_BOUNDS) + 1


def distance_to(start: int, end: int, words: int) -> np.ndarray:
    """For each of `words` words of a paragraph its distance class from the cue at words [start, end)."""
    positions = np.arange(words)
    before = np.searchsorted(_BOUNDS, np.maximum(start - positions, 0), side="right")
    after = np.searchsorted(_BOUNDS, np.maximum(positions - end + 1, 0), side="right")
    return np.where(after > 0, len(_BOUNDS) + after, before)


def find_runs(labels: np.ndarray, begin: int) -> tuple[Run, ...]:
    """The runs of the role whose labels are `begin` and, inside, `begin` + 1, which may open a run too."""
    runs: list[Run] = []
    for place, label in enumerate(labels.tolist()):
        if label == begin + 1 and runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        elif label in (begin, begin + 1):
            runs.append((place, place + 1))
    return tuple(runs)


def longest_stretch(run: Run, taken: set[int]) -> Run:
    """The longest part of `run` without a word of `taken`, the first of equals; may be empty."""
    best = start = run[0], run[0]
    for word in range(*run):
        start = (start[0], word + 1) if word not in taken else (word + 1, word + 1)
        best = max(best, start, key=lambda part: part[1] - part[0])
    return best
