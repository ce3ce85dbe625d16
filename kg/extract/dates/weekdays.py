"""Normalize days named by their weekday: "Monday week", "Tuesday of last week", "the first Monday of May"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.extract.dates.arithmetic import (
    add_units,
    first_day,
    granularity,
    nearest_weekday,
    nth_weekday,
)
from kg.extract.dates.calendar import find_contradiction, find_year, normalize_calendar, normalize_holiday
from kg.extract.dates.context import Context, NormalizedDate, to_unresolved
from kg.extract.dates.groups import find_meaning, find_unit, parse_count, parse_ordinal, parse_year
from kg.extract.dates.patterns import PatternMatch
from kg.extract.dates.tense import Tense

# "Friday next", "Tuesday last".
_SIGNS = {"next": 1, "last": -1}


def normalize_weekday(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "Tuesday": the last one up to the publication, or the next one under a verb that lies ahead.

    "The following Tuesday" is counted from the day named last; in "Monday (April 12)" the date tells.
    """
    explained = _find_explained(match, context)
    if explained:
        return explained
    weekday, base = find_meaning(match, "weekday"), context.published
    sign = _SIGNS.get(match.words[-1].lower, find_meaning(match, "direction"))
    if match.group_text("direction") in ("following", "previous", "preceding"):
        named = first_day(context.last_date) if granularity(context.last_date) == 4 else None
        return _to_date(_nearest(named or base, weekday, sign, strict=True), match, context)
    if sign:
        return _to_date(_nearest(base, weekday, sign, strict=True), match, context)
    is_over = "past" in {word.lower for word in match.words} or context.tense is Tense.PAST
    is_over = is_over if "direction" in match.groups else not context.tense.is_ahead
    return _to_date(_nearest(base, weekday, -1 if is_over else 1), match, context)


def _find_explained(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Read the date in brackets behind a weekday: "Monday (April 12, 2022)"; None without one."""
    ahead = context.following
    if ahead is None or ahead.pattern.normalizer != "calendar" or "weekday" not in match.groups:
        return None
    place = (ahead.words[0].start, ahead.words[-1].end)
    if context.text[context.end : place[0]] != " (":
        return None
    inside = replace(context, start=place[0], end=place[1], following_year=None, following=None)
    found = normalize_calendar(ahead, inside)
    day = first_day(found.value) if found and granularity(found.value) == 4 else None
    if found is None or day is None:
        return None
    return replace(found, reason=find_contradiction(match, day))


def normalize_weekday_weeks_on(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "Monday week", "Friday fortnight", "a week from Tuesday", "the Monday after next"."""
    day = _nearest(context.published, find_meaning(match, "weekday"), 1)
    unit = "W" if match.words[-1].lower == "next" else find_unit(match)
    return _to_date(_shift(day, unit, parse_count(match)), match, context)


def normalize_weekday_weeks_back(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "a week ago Tuesday", "the Monday before last", "two Fridays ago"."""
    weekday = find_meaning(match, "weekday") or find_meaning(match, "weekdays")
    day = _nearest(context.published, weekday, -1, strict=True)
    count = parse_count(match)
    if count is not None and "weekdays" in match.groups:
        count -= 1
    unit = "W" if match.words[-1].lower == "last" or "weekdays" in match.groups else find_unit(match)
    return _to_date(_shift(day, unit, None if count is None else -count), match, context)


def normalize_day_units_on(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "a week from tomorrow", "two weeks today", "a year ago today"."""
    day = add_units(context.published, "D", find_meaning(match, "deictic_day")) if context.published else None
    count = parse_count(match)
    if count is not None and any(word.lower == "ago" for word in match.words):
        count = -count
    return _to_date(_shift(day, find_unit(match), count), match, context)


def normalize_weekday_of_week(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "Tuesday of last week", "next week's Monday", "Monday of the week after next"."""
    words = [word.lower for word in match.words]
    weeks = find_meaning(match, "direction")
    if "direction" not in match.groups:
        weeks = 2 if "after" in words else -2
    base = context.published
    day = (
        add_units(base, "D", 7 * weeks + find_meaning(match, "weekday") - base.isoweekday()) if base else None
    )
    return _to_date(day, match, context)


def normalize_nth_weekday(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the first Monday in April", "the last Friday of next month"."""
    nth = -1 if "ordinal" not in match.groups else parse_ordinal(match)
    year, month = parse_year(match), find_meaning(match, "month")
    if month:
        year = year or find_year(month, None, context)
    elif context.published:
        moved = add_units(context.published, "M", find_meaning(match, "direction"))
        year, month = (moved.year, moved.month) if moved else (None, 0)
    day = nth_weekday(year, month, find_meaning(match, "weekday"), nth) if year and month else None
    found = _to_date(day, match, context)
    return (
        found if parse_year(match) is None else NormalizedDate(found.type, found.value, reason=found.reason)
    )


def normalize_weekday_round_holiday(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the second Tuesday after Easter", "the Friday before Christmas"."""
    nth = 1 if "ordinal" not in match.groups else parse_ordinal(match)
    sign = -1 if any(word.lower == "before" for word in match.words) else 1
    holiday = normalize_holiday(match, context)
    held = first_day(holiday.value) if holiday and granularity(holiday.value) == 4 else None
    day = _nearest(held, find_meaning(match, "weekday"), sign, strict=True)
    return _to_date(_shift(day, "W", sign * (nth - 1)), match, context)


def normalize_weekday_of_that_week(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the Tuesday of that week", where the text has named a week or a day."""
    base = first_day(context.last_date) if granularity(context.last_date) >= 3 else None
    return _to_date(
        add_units(base, "D", find_meaning(match, "weekday") - base.isoweekday()) if base else None,
        match,
        context,
    )


def normalize_weekday_elsewhere(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Leave open a weekday that is counted from something else: "the Monday after the launch"."""
    return _to_date(None, match, context)


def _nearest(day: date | None, weekday: int, direction: int, strict: bool = False) -> date | None:
    return nearest_weekday(day, weekday, direction, strict) if day else None


def _shift(day: date | None, unit: str, count: float | None) -> date | None:
    """Shift a day by a whole count of units; None without a day, a count, or a unit as long as a day."""
    if day is None or count is None or count != int(count) or unit.startswith("T"):
        return None
    return add_units(day, unit, int(count))


def _to_date(day: date | None, match: PatternMatch, context: Context) -> NormalizedDate:
    """Make the date of a day, or the weekday of an unknown one with the reason."""
    if day is None:
        weekday = find_meaning(match, "weekday")
        return to_unresolved(f"XXXX-WXX-{weekday}" if weekday else "XXXX-XX-XX", context)
    return NormalizedDate("DATE", day.isoformat(), anchor=context.published)
