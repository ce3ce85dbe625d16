"""Lay out bars in time: what a drawing of offices needs, in units of the drawing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

# The width of the drawing, that of its names, and the height of a row.
WIDTH, LABELS, ROW = 900, 320, 24
# So many bars are drawn, and so many years are named under them.
MOST_BARS, MOST_YEARS = 40, 8
_YEAR = re.compile(r"(-?\d{4})(?:-(\d\d))?")


@dataclass(frozen=True)
class Bar:
    """A span of time; an end that is None is open."""

    label: str
    start: str | None
    end: str | None


def draw_bars(bars: Iterable[Bar]) -> dict[str, Any] | None:
    """Lay out the bars, each once, the earliest first; None where no bar has a year."""
    placed = sorted(
        {(start, end, bar) for bar in bars for start, end in [(read_year(bar.start), read_year(bar.end))]},
        key=lambda one: (one[0] if one[0] is not None else one[1] or 0.0, one[2].label),
    )[:MOST_BARS]
    years = [year for start, end, _ in placed for year in (start, end) if year is not None]
    if not years:
        return None
    first, last = int(min(years)), int(max(years)) + 1
    scale = (WIDTH - LABELS) / max(1, last - first)

    def across(year: float) -> float:
        return round(LABELS + (year - first) * scale, 1)

    step = max(1, -(-(last - first) // MOST_YEARS))
    return {
        "width": WIDTH + 24,
        "height": ROW * (len(placed) + 1),
        "labels": LABELS,
        "row": ROW,
        "years": [{"x": across(year), "year": year} for year in range(first, last + 1, step)],
        "bars": [_place(number, one, across) for number, one in enumerate(placed)],
    }


def _place(
    number: int, placed: tuple[float | None, float | None, Bar], across: Callable[[float], float]
) -> dict[str, Any]:
    start, end, bar = placed
    left = across(start) if start is not None else LABELS
    right = across(end) if end is not None else WIDTH
    return {
        "label": bar.label,
        "when": f"{bar.start or '…'} to {bar.end or '…'}",
        "x": left,
        "y": ROW * number,
        "width": max(3.0, round(right - left, 1)),
        "is_open": start is None or end is None,
    }


def read_year(day: str | None) -> float | None:
    """Read a day, or a year, as a number of years."""
    match = _YEAR.match(day or "")
    return int(match[1]) + (int(match[2] or 1) - 1) / 12 if match else None
