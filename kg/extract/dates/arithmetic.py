"""Calendar arithmetic on days and TIMEX3 values, at the granularity of a unit.

Units are written as in TIMEX3 durations: Y, M, W, D, Q (quarter), DE (decade), CE (century), WE (weekend), F
(fortnight), and TH, TM, TS for hours, minutes and seconds. Nothing here knows English or today's date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kg import edtf

MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS_IN = {"D": 1, "W": 7, "WE": 7, "F": 14}


def to_timex(day: date, unit: str) -> str:
    """Write the `unit` that holds `day` as a TIMEX3 value: (2022-07-26, "W") -> "2022-W30", "DE" -> "202"."""
    year = f"{day.year:04}"
    if unit in ("W", "F", "WE"):
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{year}-Q{(day.month - 1) // 3 + 1}"
    lengths = {"Y": 4, "DE": 3, "CE": 2}
    return year[: lengths[unit]] if unit in lengths else day.isoformat()[: 7 if unit == "M" else 10]


def add_units(day: date, unit: str, count: int) -> date | None:
    """Add `count` units to a day; hours and less stay on the day; None outside of the years 1 to 9999.

    A month that is too short gives its last day: one month after January 31 is February 28 or 29.
    """
    if unit in MONTHS_IN:
        months = day.year * 12 + day.month - 1 + count * MONTHS_IN[unit]
        year, month = months // 12, months % 12 + 1
        if not MINYEAR <= year <= MAXYEAR:
            return None
        return date(year, month, min(day.day, edtf.last_day(year, month)))
    try:
        return day + timedelta(days=count * DAYS_IN.get(unit, 0))
    except OverflowError:
        return None


def unit_after(day: date, unit: str, count: int) -> str | None:
    """Write the unit that lies `count` units after the one that holds `day`, as a TIMEX3 value."""
    moved = add_units(day, unit, count)
    return None if moved is None else to_timex(moved, unit)


def first_day(value: str) -> date | None:
    """Return the first day of a TIMEX3 value; None where it has none or lies before the year 1."""
    written = edtf.from_timex(value)
    first = edtf.bounds(written)[0] if written else None
    try:
        return date.fromisoformat(first) if first else None
    except ValueError:
        return None


def shift_timex(value: str, unit: str, count: int) -> str | None:
    """Shift a TIMEX3 value by `count` units; a shift by years or more keeps the granularity of the value.

    ("1989-Q3", "Y", -1) -> "1988-Q3"; ("1989-10-26", "M", -2) -> "1989-08"; None where the value has no day
    or is coarser than the unit ("two days after 1988").
    """
    day = first_day(value)
    if day is None or granularity(value) < _GRANULARITY.get(unit, 5):
        return None
    if unit in ("Y", "DE", "CE"):
        moved = add_units(day, unit, count)
        if moved is None:
            return None
        return to_timex(moved, unit) if granularity(value) < 1 else f"{moved.year:04}{value[4:]}"
    return unit_after(day, unit, count)


_GRANULARITY = {"CE": -2, "DE": -1, "Y": 0, "Q": 1, "M": 2, "W": 3, "F": 3, "WE": 3, "D": 4}


def granularity(value: str) -> int:
    """Rank the granularity of a value: century -2, decade -1, year 0, quarter 1, month 2, week 3, day 4."""
    if "T" in value or len(value) == 10:
        return 4
    if "-W" in value and "-WI" not in value:
        return 3
    if len(value) == 7 and value[5:].isdigit():
        return 2
    return {2: -2, 3: -1, 4: 0}.get(len(value), 1)


def nearest_weekday(anchor: date, weekday: int, direction: int, strict: bool) -> date | None:
    """Return the nearest day that is `weekday` (Monday 1 to Sunday 7) before (-1) or after (1) `anchor`.

    Without `strict` the anchor itself may be the day.
    """
    distance = (weekday - anchor.isoweekday()) % 7
    if direction < 0:
        distance = -((anchor.isoweekday() - weekday) % 7)
    if strict and distance == 0:
        distance = 7 * direction
    return add_units(anchor, "D", distance)


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day; without a year (0) February has 29."""
    return 1 <= month <= 12 and 1 <= day <= (
        29 if not year and month == 2 else edtf.last_day(year or 2000, month)
    )


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the `nth` `weekday` (Monday 1 to Sunday 7) of the month, -1 the last; None where it has none."""
    days = [
        date(year, month, day)
        for day in range(1, edtf.last_day(year, month) + 1)
        if date(year, month, day).isoweekday() == weekday
    ]
    return days[nth - (nth > 0)] if nth and nth <= len(days) else None


def thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November, as the United States keep it."""
    return date(year, 11, 1) + timedelta(days=(4 - date(year, 11, 1).isoweekday()) % 7 + 21)


def easter(year: int) -> date:
    """Return the Sunday of the western Easter (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + skipped + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * late + 114, 31)
    return date(year, month, day + 1)


MOVABLE_HOLIDAYS: Mapping[str, Callable[[int], date]] = {
    "thanksgiving": thanksgiving,
    "easter": easter,
    "good friday": lambda year: easter(year) - timedelta(days=2),
    "easter monday": lambda year: easter(year) + timedelta(days=1),
}
