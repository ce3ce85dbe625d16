"""Normalize periods that end or begin at the publication: "the last twenty years", "coming weeks"."""

from __future__ import annotations

from datetime import date

from kg.extract.dates.arithmetic import add_units, to_timex
from kg.extract.dates.context import VAGUE, Context, NormalizedDate, to_reference
from kg.extract.dates.groups import find_meaning, find_unit, parse_count
from kg.extract.dates.patterns import PatternMatch


def normalize_vague_past(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "recent months", "the past weeks" to a duration."""
    unit = find_unit(match)
    if unit.startswith("T"):
        return to_reference("PAST_REF")
    return NormalizedDate("DURATION", to_duration(None, unit), reason=VAGUE)


def normalize_vague_future(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "coming weeks", "the coming months" to a duration, "future years" to a future reference."""
    if any(word.lower == "future" for word in match.words):
        return to_reference("FUTURE_REF")
    return NormalizedDate("DURATION", to_duration(None, find_unit(match)), reason=VAGUE)


def normalize_counted_period(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the last twenty years" -> P20Y, EDTF 1996/2016; "the next few years" -> PXY."""
    return normalize_period(find_unit(match), parse_count(match), find_meaning(match, "direction"), context)


def normalize_period(
    unit: str, count: float | None, direction: int, context: Context
) -> NormalizedDate | None:
    """Write the duration of a period, with its EDTF interval where the count and its direction are known."""
    value = to_duration(count, unit)
    base = context.published
    if count is None or base is None or direction == 0:
        return NormalizedDate("DURATION", value)
    point_unit = {"DE": "Y", "CE": "Y", "Q": "M", "F": "D", "W": "D", "WE": "D"}.get(unit, unit)
    far = None if unit.startswith("T") else timex_after(base, unit, direction * count, point_unit)
    if far is None:
        return NormalizedDate("DURATION", value)
    near = to_timex(base, point_unit)
    return NormalizedDate("DURATION", value, "/".join(sorted((far, near))), anchor=base)


def timex_after(base: date, unit: str, count: float, point_unit: str) -> str | None:
    """Write the TIMEX3 value `count` units from `base`; half units count in months or days."""
    if count != int(count):
        smaller = {"Y": ("M", 12), "M": ("W", 4), "W": ("D", 7), "DE": ("Y", 10), "CE": ("Y", 100)}.get(unit)
        if smaller is None:
            return None
        unit, count = smaller[0], count * smaller[1]
    if abs(count) > 10_000_000:
        return None
    moved = add_units(base, unit, round(count))
    return None if moved is None else to_timex(moved, point_unit)


def to_duration(count: float | None, unit: str) -> str:
    """Write a TIMEX3 duration: (2, "TH") -> PT2H, (None, "Y") -> PXY, (2, "DE") -> P20Y."""
    time = "T" if unit.startswith("T") else ""
    code = unit.removeprefix("T")
    factor, code = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W"), "WE": (1, "WE")}.get(code, (1, code))
    if count is None:
        return f"P{time}X{code}"
    number = count * factor
    return f"P{time}{int(number) if number == int(number) else round(number, 2)}{code}"
