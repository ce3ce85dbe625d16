"""Normalize days whose month is named elsewhere: "April 24 and 25", "on the 20th", "the 3rd of the month"."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.dates.arithmetic import add_units, is_date, unit_after
from kg.extract.dates.calendar import normalize_calendar
from kg.extract.dates.context import NO_YEAR, Context, NormalizedDate, to_impossible, to_unresolved
from kg.extract.dates.groups import find_meaning, parse_day
from kg.extract.dates.patterns import PatternMatch


def normalize_first_day_of_pair(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize the first day of a pair: the "28" of "the 28 and 29 August", "26 to 30 November 2022"."""
    following, day = context.following, parse_day(match)
    if day is None or following is None or following.pattern.normalizer != "calendar":
        return None
    place = (following.words[0].start, following.words[-1].end)
    ahead = normalize_calendar(
        following, replace(context, start=place[0], end=place[1], following_year=None, following=None)
    )
    value = _day_of_month(ahead.value, day) if ahead and ahead.value.count("-") == 2 else None
    return replace(ahead, value=value, edtf=None) if ahead and value else None


def normalize_day_of_month(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a day of the month named last: the "25" of "April 24 and 25", "the 20th".

    Where none was named "on the 20th" is of the month that holds the publication, or of the one beside it.
    """
    day = parse_day(match)
    value = _day_of_month(context.last_date, day) if day else None
    if value is None and day and context.published and not context.last_date:
        sign = 1 if context.tense.is_ahead else -1
        passed = (day - context.published.day) * sign < 0
        near = unit_after(context.published, "M", sign if passed else 0)
        value = _day_of_month(near, day) if near else None
        return NormalizedDate("DATE", value, anchor=context.published) if value else None
    return NormalizedDate("DATE", value, reason=None if value[:4].isdigit() else NO_YEAR) if value else None


def normalize_day_of_directed_month(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the 15th of next month", "the 3rd of the month"."""
    base, day = context.published, parse_day(match)
    moved = add_units(base, "M", find_meaning(match, "direction")) if base else None
    if day is None or moved is None:
        return to_unresolved("XXXX-XX-XX", context)
    if not is_date(moved.year, moved.month, day):
        return to_impossible()
    return NormalizedDate("DATE", moved.replace(day=day).isoformat(), anchor=base)


def _day_of_month(month: str, day: int) -> str | None:
    """Write a day of the month that a TIMEX3 value begins with; None where there is no such day."""
    found = re.match(r"(\d{4}|XXXX)-(\d\d)", month)
    if found is None or not is_date(int(found[1]) if found[1].isdigit() else 0, int(found[2]), day):
        return None
    return f"{found[0]}-{day:02}"
