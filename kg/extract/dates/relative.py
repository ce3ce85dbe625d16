"""Normalize expressions that are counted from the publication date or from the last date."""

from __future__ import annotations

import re
from datetime import date

from kg import edtf
from kg.extract.dates.arithmetic import (
    add_units,
    first_day,
    granularity,
    is_date,
    shift_timex,
    to_timex,
    unit_after,
)
from kg.extract.dates.context import (
    EITHER_WEEKEND,
    NO_ANCHOR,
    UNPUBLISHED,
    Context,
    NormalizedDate,
    to_reference,
    to_unresolved,
)
from kg.extract.dates.groups import find_meaning, find_part, find_unit, parse_count, parse_day
from kg.extract.dates.patterns import PatternMatch, lexicon
from kg.extract.dates.periods import normalize_period, timex_after, to_duration
from kg.extract.dates.tense import Tense

# The unit one step coarser, for "a few days ago": the count is a guess, so the month is all that can be said.
_COARSER = {"D": "M", "W": "M", "F": "M", "M": "Y", "Q": "Y", "WE": "M"}
_FEW = 3


def normalize_directed_month(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a month with "last", "this" or "next": "last April", "last Oct. 23"."""
    month, direction = find_meaning(match, "month"), find_meaning(match, "direction")
    last_day = first_day(context.last_date) if context.narrative else None
    base = last_day or context.published
    if base is None:
        return to_unresolved(f"XXXX-{month:02}", context)
    year = base.year
    if direction < 0:
        year -= month >= base.month - 1  # the month before this one would be "last month"
    elif direction > 0:
        year += month <= base.month
    day = parse_day(match)
    if day and not is_date(year, month, day):
        return None
    return NormalizedDate("DATE", f"{year:04}-{month:02}" + (f"-{day:02}" if day else ""), anchor=base)


def normalize_month_of_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a month of a relative year: "July last year", "June of this year"."""
    month = find_meaning(match, "month")
    if context.published is None:
        return to_unresolved(f"XXXX-{month:02}", context)
    year = context.published.year + find_meaning(match, "direction")
    return NormalizedDate("DATE", f"{year:04}-{month:02}", anchor=context.published)


def normalize_month_of_that_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "June of that year" in the year of the last date."""
    month = find_meaning(match, "month")
    if not re.match(r"\d{4}", context.last_date):
        return to_unresolved(f"XXXX-{month:02}", context)
    return NormalizedDate("DATE", f"{context.last_date[:4]}-{month:02}")


def normalize_deictic_day(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "today", "yesterday", "tomorrow"."""
    if context.published is None:
        return to_unresolved("XXXX-XX-XX", context)
    day = add_units(context.published, "D", find_meaning(match, "deictic_day"))
    return NormalizedDate("DATE", day.isoformat(), anchor=context.published) if day else None


def normalize_two_days_away(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the day before yesterday", "the day after tomorrow"."""
    if context.published is None:
        return to_unresolved("XXXX-XX-XX", context)
    day = add_units(context.published, "D", -2 if match.words[-1].lower == "yesterday" else 2)
    return NormalizedDate("DATE", day.isoformat(), anchor=context.published) if day else None


def normalize_two_units_away(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the week after next", "the year before last"."""
    unit, base = find_unit(match), context.published
    if unit.startswith("T"):
        return None
    if base is None:
        return to_unresolved(_unknown(unit), context)
    value = unit_after(base, unit, 2 if match.words[-1].lower == "next" else -2)
    return NormalizedDate("DATE", value, anchor=base) if value else None


def normalize_directed_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "last month", "this week", "next year"; "the past decade" is a period of ten years."""
    unit, direction = find_unit(match), find_meaning(match, "direction")
    word = match.group_text("direction")
    if unit.startswith("T") or _is_quoted_title(match, context):
        return None
    if unit in ("DE", "CE") and word in ("past", "last", "next", "coming"):
        return normalize_period(unit, 1, direction, context)
    base = context.published
    if unit == "WE" and direction == 0 and base:
        return _normalize_this_weekend(base, context.tense)
    if word in ("following", "previous", "preceding") or (context.narrative and word != "this"):
        base = first_day(context.last_date) or base
    if base is None:
        return to_unresolved(_unknown(unit), context)
    value = unit_after(base, unit, direction)
    return NormalizedDate("DATE", value, anchor=base) if value else None


def _is_quoted_title(match: PatternMatch, context: Context) -> bool:
    """Whether the words are a title in quotation marks: the programme "This Week"."""
    return match.words[-1].text[0].isupper() and context.before.endswith(('"', "“", "``", "‘"))


def _normalize_this_weekend(published: date, tense: Tense) -> NormalizedDate:
    """Find which weekend "this weekend" is: seen from a Monday to Thursday the tense tells.

    On a Monday or Tuesday no tense is no answer; later in the week it is the weekend to come.
    """
    weekday = published.isoweekday()
    if weekday <= 2 and tense is Tense.UNKNOWN:
        return NormalizedDate("DATE", "XXXX-WXX-WE", anchor=published, reason=EITHER_WEEKEND)
    is_over = weekday <= 4 and tense is Tense.PAST
    return NormalizedDate("DATE", str(unit_after(published, "WE", -1 if is_over else 0)), anchor=published)


def _unknown(unit: str) -> str:
    """Write the TIMEX3 value of an unknown date at the granularity of a unit."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(
        unit, "XXXX"
    )


def normalize_end_of_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize an end or a beginning: "the end of the year", "year-end", "the beginning of next month".

    "Year-end" is a day; the middle of a decade or a century is about its middle year.
    """
    unit = find_unit(match)
    base = first_day(context.last_date) if context.narrative else context.published
    if unit.startswith("T"):
        return None
    if base is None:
        return to_unresolved(_unknown(unit), context)
    value = unit_after(base, unit, find_meaning(match, "direction"))
    if value and unit == "Y" and any(word.text == "-" for word in match.words):
        return NormalizedDate("DATE", f"{value}-12-31", anchor=base)
    middle = {"DE": "5~", "CE": "50~"}.get(unit) if find_part(match) == "MID" else None
    return NormalizedDate("DATE", value, middle and value + middle, anchor=base) if value else None


def normalize_same_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "that year", "the same day": the unit that holds the last date."""
    unit = find_unit(match)
    base = first_day(context.last_date)
    if unit.startswith("T") or base is None or granularity(context.last_date) < granularity(_unknown(unit)):
        return to_unresolved(_unknown(unit), context)
    return NormalizedDate("DATE", to_timex(base, unit), anchor=base)


def normalize_adjacent_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the following year", "the day before", "the next day", counted from the last date."""
    unit = find_unit(match)
    words = {word.lower for word in match.words}
    moved = shift_timex(context.last_date, unit, -1 if words & {"before", "previous"} else 1)
    if moved is None:
        return to_unresolved(_unknown(unit), context)
    return NormalizedDate("DATE", moved, anchor=first_day(context.last_date))


def normalize_this_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the year", "the week", "the weekend" to those of the publication.

    On a Monday "the week" that is over is the last one.
    """
    unit = find_unit(match)
    base = first_day(context.last_date) if context.narrative else context.published
    if base is None:
        return to_unresolved(_unknown(unit), context)
    is_last_week = unit == "W" and base.isoweekday() == 1 and context.tense is Tense.PAST
    if is_last_week or (unit == "WE" and not context.tense.is_ahead):
        return NormalizedDate("DATE", str(unit_after(base, unit, -1)), anchor=base)
    return NormalizedDate("DATE", to_timex(base, unit), anchor=base)


def normalize_ago(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "two years ago" -> 2020, "more than six decades ago" -> ../1958, "a few days ago" ->
    2022-07~.

    An indefinite count is taken as three and written one unit coarser, as an approximation.
    """
    return _normalize_counted(match, context, -1, context.published)


def normalize_ago_this_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "fifty years ago this month" to the month, fifty years before that of the publication."""
    unit, count = find_unit(match), parse_count(match)
    if context.published is None:
        return to_reference("PAST_REF", UNPUBLISHED)
    if count is None or count != int(count) or unit.startswith("T"):
        return None
    held = str(lexicon().meanings["unit"][match.words[-1].lower])
    value = timex_after(context.published, unit, -int(count), held)
    return NormalizedDate("DATE", value, anchor=context.published) if value else None


def normalize_from_now(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a date after publication: "two weeks from now"."""
    return _normalize_counted(match, context, 1, context.published)


def normalize_shifted_date(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "three days later", "two years before", counted from the last date; else a duration."""
    unit, count = find_unit(match), parse_count(match)
    sign = -1 if match.group_text("shift") in ("earlier", "before", "previously") else 1
    whole = None if count is None or count != int(count) else int(count)
    moved = (
        shift_timex(context.last_date, unit, sign * whole)
        if whole is not None and not unit.startswith("T")
        else None
    )
    if moved:
        return NormalizedDate("DATE", moved, anchor=first_day(context.last_date))
    return NormalizedDate("DURATION", to_duration(count, unit), reason=NO_ANCHOR)


def _normalize_counted(
    match: PatternMatch, context: Context, sign: int, base: date | None
) -> NormalizedDate | None:
    """Count units before (-1) or after (1) `base`, qualified by "more than", "about" or "a few"."""
    unit, count = find_unit(match), parse_count(match)
    vague_value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if base is None:
        return to_reference(vague_value, UNPUBLISHED)
    if unit.startswith("T"):
        return NormalizedDate("TIME", to_timex(base, "D"), anchor=base)
    if count is None:
        return _normalize_few(unit, sign, base)
    point_unit = {"DE": "Y", "CE": "Y"}.get(unit, unit)
    value = timex_after(base, unit, sign * count, point_unit)
    if value is None:
        return to_reference(vague_value)
    return NormalizedDate("DATE", value, _qualify(value, match, sign), anchor=base)


def _qualify(value: str, match: PatternMatch, sign: int) -> str | None:
    """Write the EDTF of a counted date with "more than" (further away), "less than" (nearer) or "about"."""
    written = edtf.from_timex(value)
    if written is None:
        return None
    if "more" in match.groups:
        return edtf.before(written) if sign < 0 else edtf.after(written)
    if "less" in match.groups:
        return edtf.since(written) if sign < 0 else edtf.until(written)
    return edtf.approximate(written) if "approx" in match.groups else written


def _normalize_few(unit: str, sign: int, base: date) -> NormalizedDate:
    """Approximate an indefinite count: "a few days ago" -> 2022-07~, "several years ago" -> 2019~."""
    moved = add_units(base, unit, sign * _FEW)
    value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if moved is None:
        return to_reference(value)
    coarse = to_timex(moved, _COARSER.get(unit, "Y"))
    return NormalizedDate("DATE", value, edtf.approximate(coarse), anchor=base)
