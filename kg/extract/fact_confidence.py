"""How often offices and acts like this one are right: by the rule that read them, or by the network's score.

Measured on the development part of the signings corpus by `evaluation/calibrate_facts.py`; the tables stand
in the model card (kg/models/reader/README.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

# Scores, each with the share of readings that are right; between them lines are drawn.
Table = Sequence[tuple[float, float]]

OFFICES: Table = ((0.31, 0.45), (0.54, 0.58), (0.74, 0.68), (0.83, 0.71), (0.95, 0.75))
# Acts whose cue is a verb of signing, and all others.
SIGNING_ACTS: Table = ((0.47, 0.37), (0.84, 0.74), (0.97, 0.87), (0.99, 0.96), (1.0, 1.0))
ACTS: Table = ((0.32, 0.19), (0.53, 0.52), (0.83, 0.59), (0.96, 0.78))

# The share of a rule's offices and acts that are right where rules alone read; and of the offices that they
# find where the network has read and marks none.
RULES: Mapping[str, float] = {
    "agreements.noun": 0.42,
    "agreements.verb": 0.62,
    "counts.joining": 0.9,
    "counts.ordinal": 0.9,
    "counts.total": 0.9,
    "roles.apposition": 0.73,
    "roles.before": 0.56,
    "roles.title": 0.5,
    "roles.verb": 0.57,
}
BESIDE_NETWORK: Mapping[str, float] = {
    "roles.apposition": 0.29,
    "roles.before": 0.6,
    "roles.title": 0.2,
    "roles.verb": 0.67,
}


def interpolate(score: float, table: Table) -> float:
    """Give the share of readings with this score that are right, in two decimals."""
    scores, shares = zip(*table, strict=True)
    return round(float(np.interp(score, scores, shares)), 2)
