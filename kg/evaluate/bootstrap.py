"""Bootstrap the interval of a figure over articles (Efron 1979)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Counts = Mapping[str, int]

SEED = 1
# The share of resamples that lie below the lower end, and above the upper one.
TAIL = 0.025


def find_interval(
    articles: Sequence[Counts], measure: Callable[[Counts], float], rounds: int
) -> tuple[float, float]:
    """Compute the 95 % interval of `measure` of summed counts, over `rounds` seeded resamples of articles."""
    chance = random.Random(SEED)
    found = sorted(measure(add_up(chance.choices(articles, k=len(articles)))) for _ in range(max(1, rounds)))
    tail = int(TAIL * len(found))
    return found[tail], found[-1 - tail]


def add_up(articles: Sequence[Counts]) -> dict[str, int]:
    """Sum the counts of several articles, name by name; all have the same names."""
    return {name: sum(counts[name] for counts in articles) for name in articles[0]} if articles else {}


def show_interval(score: Mapping[str, Any]) -> str:
    """Give the interval of a score's F1, in percent, to stand before other words; "" where there is none."""
    low, high = score.get("interval", (0, 0))
    return f"95% {100 * low:.1f}-{100 * high:.1f}   " if high else ""
