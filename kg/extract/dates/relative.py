"""Readings of expressions that are counted from the publication date or from a date said before."""

from __future__ import annotations

import re
from datetime import date

from kg import edtf
from kg.extract.dates.arithmetic import (
    add,
    count_units,
    fineness,
    first_day,
    is_day,
    shift,
    weekday_near,
    write_value,
)
from kg.extract.dates.context import UNPUBLISHED, VAGUE, Context, Reading, read_reference, read_unresolved
from kg.extract.dates.numbers import find_number, find_unit, read_count, read_day
from kg.extract.dates.patterns import Match

# The unit one step coarser, for "a few days ago": the count is a guess, so the month is all that can be said.
_COARSER = {"D": "M", "W": "M", "F": "M", "M": "Y", "Q": "Y", "WE": "M"}
_FEW = 3


def read_weekday(match: Match, context: Context) -> Reading | None:
    """ "Tuesday": the last one up to the publication, or the next one where the verb tells of the future."""
    weekday = find_number(match, "weekday")
    if context.published is None:
        return read_unresolved(f"XXXX-WXX-{weekday}", context)
    toward = find_number(match, "direction", 0) if "direction" in match.kept else None
    if toward is None:
        day = weekday_near(context.published, weekday, 1 if context.direction > 0 else -1, strict=False)
    elif toward == 0:
        past = "past" in {word.lower for word in match.words}
        day = weekday_near(context.published, weekday, -1 if past else 1, strict=False)
    else:
        day = weekday_near(context.published, weekday, toward, strict=True)
    return Reading("DATE", day.isoformat(), anchor=context.published) if day else None


def read_month_toward(match: Match, context: Context) -> Reading | None:
    """ "last April", "next June", "this September", "last Oct. 23"."""
    month, toward = find_number(match, "month"), find_number(match, "direction")
    said = first_day(context.said) if context.narrative else None
    base = said or context.published
    if base is None:
        return read_unresolved(f"XXXX-{month:02}", context)
    year = base.year
    if toward < 0:
        year -= month >= base.month
    elif toward > 0:
        year += month <= base.month
    day = read_day(match)
    if day and not is_day(year, month, day):
        return None
    return Reading("DATE", f"{year:04}-{month:02}" + (f"-{day:02}" if day else ""), anchor=base)


def read_month_of_year(match: Match, context: Context) -> Reading | None:
    """ "July last year", "June of this year"."""
    month = find_number(match, "month")
    if context.published is None:
        return read_unresolved(f"XXXX-{month:02}", context)
    year = context.published.year + find_number(match, "direction")
    return Reading("DATE", f"{year:04}-{month:02}", anchor=context.published)


def read_month_of_that_year(match: Match, context: Context) -> Reading | None:
    """ "June of that year": the year said last."""
    month = find_number(match, "month")
    if not re.match(r"\d{4}", context.said):
        return read_unresolved(f"XXXX-{month:02}", context)
    return Reading("DATE", f"{context.said[:4]}-{month:02}")


def read_deictic_day(match: Match, context: Context) -> Reading | None:
    """ "today", "yesterday", "tomorrow"."""
    if context.published is None:
        return read_unresolved("XXXX-XX-XX", context)
    day = add(context.published, "D", find_number(match, "deictic_day"))
    return Reading("DATE", day.isoformat(), anchor=context.published) if day else None


def read_day_beyond(match: Match, context: Context) -> Reading | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    if context.published is None:
        return read_unresolved("XXXX-XX-XX", context)
    day = add(context.published, "D", -2 if match.words[-1].lower == "yesterday" else 2)
    return Reading("DATE", day.isoformat(), anchor=context.published) if day else None


def read_direction(match: Match, context: Context) -> Reading | None:
    """ "last month", "this week", "next year", "the past decade" (a stretch of ten years)."""
    unit, toward = find_unit(match), find_number(match, "direction")
    word = match.text("direction")
    if unit.startswith("T"):
        return None
    if unit in ("DE", "CE") and word in ("past", "last", "next", "coming"):
        return _read_stretch(unit, 1, toward, context)
    base = context.published
    if word in ("following", "previous", "preceding") or (context.narrative and word != "this"):
        base = first_day(context.said) or base
    if base is None:
        return read_unresolved(_unknown(unit), context)
    value = count_units(base, unit, toward)
    return Reading("DATE", value, anchor=base) if value else None


def _unknown(unit: str) -> str:
    """The value of a unit of which nothing is known."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(
        unit, "XXXX"
    )


def read_end_of_unit(match: Match, context: Context) -> Reading | None:
    """ "the end of the year", "year-end", "the beginning of next month", "the end of the decade"."""
    unit = find_unit(match)
    base = first_day(context.said) if context.narrative else context.published
    if unit.startswith("T"):
        return None
    if base is None:
        return read_unresolved(_unknown(unit), context)
    value = count_units(base, unit, find_number(match, "direction"))
    return Reading("DATE", value, anchor=base) if value else None


def read_same_unit(match: Match, context: Context) -> Reading | None:
    """ "that year", "the same day": the unit that holds the date said last."""
    unit = find_unit(match)
    base = first_day(context.said)
    if unit.startswith("T") or base is None or fineness(context.said) < fineness(_unknown(unit)):
        return read_unresolved(_unknown(unit), context)
    return Reading("DATE", write_value(base, unit), anchor=base)


def read_next_unit(match: Match, context: Context) -> Reading | None:
    """ "the following year", "the day before", "the next day": counted from the date said last."""
    unit = find_unit(match)
    words = {word.lower for word in match.words}
    moved = shift(context.said, unit, -1 if words & {"before", "previous"} else 1)
    if moved is None:
        return read_unresolved(_unknown(unit), context)
    return Reading("DATE", moved, anchor=first_day(context.said))


def read_this_unit(match: Match, context: Context) -> Reading | None:
    """ "the year", "the week", "the weekend": those of the publication."""
    unit = find_unit(match)
    base = first_day(context.said) if context.narrative else context.published
    if base is None:
        return read_unresolved(_unknown(unit), context)
    if unit == "WE" and context.direction <= 0:
        return Reading("DATE", str(count_units(base, unit, -1)), anchor=base)
    return Reading("DATE", write_value(base, unit), anchor=base)


def read_ago(match: Match, context: Context) -> Reading | None:
    """ "two years ago" -> 2020, "more than six decades ago" -> ../1958, "a few days ago" -> 2022-07~.

    An indefinite count is taken as three and written one unit coarser, as an approximation.
    """
    return _read_counted(match, context, -1, context.published)


def read_from_now(match: Match, context: Context) -> Reading | None:
    """ "two weeks from now"."""
    return _read_counted(match, context, 1, context.published)


def read_earlier_later(match: Match, context: Context) -> Reading | None:
    """ "three days later", "two years before": counted from the date said last."""
    unit, count = find_unit(match), read_count(match)
    sign = -1 if match.text("shift") in ("earlier", "before", "previously") else 1
    whole = None if count is None or count != int(count) else int(count)
    moved = (
        shift(context.said, unit, sign * whole) if whole is not None and not unit.startswith("T") else None
    )
    if moved:
        return Reading("DATE", moved, anchor=first_day(context.said))
    return read_unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", context)


def _read_counted(match: Match, context: Context, sign: int, base: date | None) -> Reading | None:
    """So many units before or after the day `base`, with what "more than", "about" or "a few" do to it."""
    unit, count = find_unit(match), read_count(match)
    vague_value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if base is None:
        return read_reference(vague_value, UNPUBLISHED)
    if unit.startswith("T"):
        return Reading("TIME", write_value(base, "D"), anchor=base)
    if count is None:
        return _read_few(unit, sign, base)
    point_unit = {"DE": "Y", "CE": "Y"}.get(unit, unit)
    value = count_back(base, unit, sign * count, point_unit)
    if value is None:
        return read_reference(vague_value)
    return Reading("DATE", value, _qualify(value, match, sign), anchor=base)


def count_back(base: date, unit: str, count: float, point_unit: str) -> str | None:
    """The value `count` units from `base`; half units count in months or days."""
    if count != int(count):
        smaller = {"Y": ("M", 12), "M": ("W", 4), "W": ("D", 7), "DE": ("Y", 10), "CE": ("Y", 100)}.get(unit)
        if smaller is None:
            return None
        unit, count = smaller[0], count * smaller[1]
    if abs(count) > 10_000_000:
        return None
    moved = add(base, unit, round(count))
    return None if moved is None else write_value(moved, point_unit)


def _qualify(value: str, match: Match, sign: int) -> str | None:
    """The EDTF of a counted date with its "more than" (further away), "less than" (nearer) or "about"."""
    written = edtf.from_timex(value)
    if written is None:
        return None
    if "more" in match.kept:
        return edtf.before(written) if sign < 0 else edtf.after(written)
    if "less" in match.kept:
        return edtf.since(written) if sign < 0 else edtf.until(written)
    return edtf.approximate(written) if "approx" in match.kept else written


def _read_few(unit: str, sign: int, base: date) -> Reading:
    """ "a few days ago" -> 2022-07~, "several years ago" -> 2019~."""
    moved = add(base, unit, sign * _FEW)
    value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if moved is None:
        return read_reference(value)
    coarse = write_value(moved, _COARSER.get(unit, "Y"))
    return Reading("DATE", value, edtf.approximate(coarse), anchor=base)


def read_vague_past(match: Match, context: Context) -> Reading | None:
    """ "recent months", "the past weeks"; "recent years" are no stretch but a time gone by."""
    unit = find_unit(match)
    if unit == "Y" or unit.startswith("T"):
        return read_reference("PAST_REF")
    return Reading("DURATION", write_duration(None, unit), reason=VAGUE)


def read_vague_future(match: Match, context: Context) -> Reading | None:
    """ "coming weeks", "the coming months"."""
    return read_reference("FUTURE_REF")


def read_stretch(match: Match, context: Context) -> Reading | None:
    """ "the last twenty years" -> P20Y, EDTF 1996/2016; "the next few years" -> PXY."""
    return _read_stretch(find_unit(match), read_count(match), find_number(match, "direction"), context)


def _read_stretch(unit: str, count: float | None, toward: int, context: Context) -> Reading | None:
    value = write_duration(count, unit)
    base = context.published
    if count is None or base is None or toward == 0:
        return Reading("DURATION", value)
    point_unit = {"DE": "Y", "CE": "Y", "Q": "M", "F": "D", "W": "D", "WE": "D"}.get(unit, unit)
    far = None if unit.startswith("T") else count_back(base, unit, toward * count, point_unit)
    if far is None:
        return Reading("DURATION", value)
    near = write_value(base, point_unit)
    return Reading("DURATION", value, "/".join(sorted((far, near))), anchor=base)


def write_duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a stretch: (2, "TH") -> PT2H, (None, "Y") -> PXY, (2, "DE") -> P20Y."""
    time = "T" if unit.startswith("T") else ""
    code = unit.removeprefix("T")
    factor, code = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W"), "WE": (1, "WE")}.get(code, (1, code))
    if count is None:
        return f"P{time}X{code}"
    number = count * factor
    return f"P{time}{int(number) if number == int(number) else round(number, 2)}{code}"
