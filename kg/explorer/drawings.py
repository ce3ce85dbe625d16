"""Lay out curves and points: what the drawings need, in units of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.explorer.bars import MOST_YEARS, read_year

# The size of a drawing, and the room beside and under it for its scales.
WIDTH, HEIGHT, SIDE, FOOT = 900, 300, 48, 28


@dataclass(frozen=True)
class Point:
    """A point to draw; `path` is the address of what it stands for."""

    x: float
    y: float
    label: str
    path: str = ""


class Scale:
    """Where a value lies between two others, in units of the drawing."""

    def __init__(self, first: float, last: float, start: float, end: float) -> None:
        self.first, self.last, self.start, self.end = first, max(last, first + 1), start, end

    def __call__(self, value: float) -> float:
        """Place a value."""
        share = (value - self.first) / (self.last - self.first)
        return round(self.start + share * (self.end - self.start), 1)

    def steps(self) -> list[int]:
        """Choose the whole values that are named."""
        first, last = int(self.first), int(self.last)
        return list(range(first, last + 1, max(1, -(-(last - first) // MOST_YEARS))))


def draw_count(days: Iterable[str], stated: Sequence[Point] = ()) -> dict[str, Any] | None:
    """Lay out how many there were by each day, as steps, and the numbers that are stated as points (a year
    and a number each); None where fewer than two have a day.
    """
    years = sorted(year for day in days if (year := read_year(day)) is not None)
    every = sorted([*years, *(point.x for point in stated)])
    if len(every) < 2:
        return None
    across = Scale(int(every[0]), int(every[-1]) + 1, SIDE, WIDTH)
    up = Scale(0, max(len(years), *(point.y for point in stated), 0), HEIGHT - FOOT, 12)
    corners = [f"{across(year)},{up(0)}" for year in years[:1]]
    for number, year in enumerate(years, 1):
        corners += [f"{across(year)},{up(number - 1)}", f"{across(year)},{up(number)}"]
    corners += [f"{WIDTH},{up(len(years))}"] if years else []
    points = _place(across, up, stated)
    return _draw(across, up) | {"line": " ".join(corners), "points": points, "radius": 4}


def draw_points(points: Sequence[Point], joined: bool = False) -> dict[str, Any] | None:
    """Lay out points whose both sides are years, `joined` by a line from left to right; None for none."""
    if not points:
        return None
    across = Scale(int(min(one.x for one in points)), int(max(one.x for one in points)) + 1, SIDE, WIDTH)
    up = Scale(int(min(one.y for one in points)), int(max(one.y for one in points)) + 1, HEIGHT - FOOT, 12)
    corners = sorted((across(one.x), up(one.y)) for one in points) if joined else []
    line = " ".join(f"{x},{y}" for x, y in corners)
    return _draw(across, up) | {"line": line, "points": _place(across, up, points), "radius": 4}


def _place(across: Scale, up: Scale, points: Iterable[Point]) -> list[dict[str, Any]]:
    return [{"x": across(one.x), "y": up(one.y), "label": one.label, "path": one.path} for one in points]


def _draw(across: Scale, up: Scale) -> dict[str, Any]:
    foot = HEIGHT - FOOT
    ticks = [
        {
            "x1": across(one),
            "x2": across(one),
            "y1": 0,
            "y2": foot,
            "x": across(one),
            "y": HEIGHT - 8,
            "label": one,
        }
        for one in across.steps()
    ]
    ticks += [
        {"x1": SIDE, "x2": WIDTH, "y1": up(one), "y2": up(one), "x": 0, "y": up(one) + 4, "label": one}
        for one in up.steps()
    ]
    return {"width": WIDTH + 24, "height": HEIGHT, "ticks": ticks}
