"""The best well-formed sequence of labels under independent scores (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.annotate.attribution.labels import PAIR_LABELS

# Large enough that no sequence of words makes up for it.
_NEVER = -1e9


def _forbid() -> np.ndarray:
    """From each label (row) to each other: 0 where it may follow, else _NEVER; an inside needs its begin."""
    steps = np.zeros((len(PAIR_LABELS), len(PAIR_LABELS)))
    for inside, label in enumerate(PAIR_LABELS):
        if label.startswith("I-"):
            steps[:, inside] = _NEVER
            steps[[inside - 1, inside], inside] = 0
    return steps


_STEPS = _forbid()
_INSIDE = [number for number, label in enumerate(PAIR_LABELS) if label.startswith("I-")]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    found: np.ndarray = powers / powers.sum(-1, keepdims=True)
    return found


def find_best_labels(scores: Sequence[np.ndarray]) -> list[np.ndarray]:
    """For each score matrix (words, PAIR_LABELS) its best label sequence; all padded to the longest."""
    if not scores:
        return []
    longest, rows = max(len(matrix) for matrix in scores), np.arange(len(scores))
    padded = np.zeros((longest, len(scores), len(PAIR_LABELS)))
    for number, matrix in enumerate(scores):
        padded[: len(matrix), number] = matrix
        padded[len(matrix) :, number, 1:] = _NEVER
    best = padded[0].copy()
    best[:, _INSIDE] = _NEVER
    steps = np.zeros(padded.shape, int)
    for place in range(1, longest):
        options = best[:, :, None] + _STEPS
        steps[place] = options.argmax(1)
        best = options.max(1) + padded[place]
    path = np.zeros((longest, len(scores)), int)
    path[-1] = best.argmax(1)
    for place in range(longest - 1, 0, -1):
        path[place - 1] = steps[place, rows, path[place]]
    return [path[: len(matrix), number] for number, matrix in enumerate(scores)]
