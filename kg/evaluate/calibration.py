"""Measure the calibration of confidences: of the claims with 0.8, about 8 in 10 should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10
# Characters of the widest bar of the diagram.
WIDTH = 40

# A confidence, and whether the claim that bears it is right.
Judged = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims with a confidence in [low, high): their number, mean confidence and share right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def find_bins(judged: Iterable[Judged]) -> list[Bin]:
    """Bin the claims by confidence, BINS of equal width over 0 to 1; empty bins are left out.

    A confidence of 1 falls into the last.
    """
    held: dict[int, list[Judged]] = {}
    for confidence, right in judged:
        # Rounded, because 0.7 * 10 may be a little less than 7.
        held.setdefault(min(int(round(confidence * BINS, 9)), BINS - 1), []).append((confidence, right))
    return [_to_bin(number, claims) for number, claims in sorted(held.items())]


def _to_bin(number: int, claims: Sequence[Judged]) -> Bin:
    count = len(claims)
    confidence = sum(confidence for confidence, _ in claims) / count
    return Bin(
        number / BINS, (number + 1) / BINS, count, confidence, sum(right for _, right in claims) / count
    )


def find_calibration_error(bins: Sequence[Bin]) -> float:
    """Compute the expected calibration error (Naeini et al. 2015), weighed by the number of claims.

    It is the distance of confidence and share right, 0 to 1; 0 without claims.
    """
    total = sum(bin.count for bin in bins)
    return sum(bin.count * abs(bin.right - bin.confidence) for bin in bins) / total if total else 0.0


def draw_bins(bins: Sequence[Bin]) -> list[str]:
    """Draw the reliability diagram in text: a bar for the share that is right, | at the mean confidence."""
    lines = [f"{'confidence':<12}{'claims':>8}{'mean':>7}{'right':>7}"]
    for bin in bins:
        bar = ("#" * round(bin.right * WIDTH)).ljust(WIDTH + 1)
        mark = round(bin.confidence * WIDTH)
        drawn = f"{bar[:mark]}|{bar[mark + 1 :]}".rstrip()
        lines.append(
            f"{bin.low:.1f} to {bin.high:.1f}  {bin.count:>8}{bin.confidence:>7.2f}{bin.right:>7.2f}  {drawn}"
        )
    return lines
