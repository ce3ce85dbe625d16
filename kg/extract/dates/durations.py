"""Readings of durations, of sets ("every morning") and of times of day."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.dates.arithmetic import add, weekday_near, write_value
from kg.extract.dates.context import VAGUE, Context, Reading, read_reference, read_unresolved
from kg.extract.dates.numbers import find_number, find_unit, read_count, read_number
from kg.extract.dates.patterns import Match, lexicon
from kg.extract.dates.relative import count_back, write_duration


def read_duration(match: Match, context: Context) -> Reading | None:
    """ "more than 20 years" -> P20Y; after "in", unless the verb is past, "2-3 years" is 2024/2025."""
    unit, count = find_unit(match), read_count(match)
    value = write_duration(count, unit)
    if context.published is None or count is None or unit.startswith("T"):
        return Reading("DURATION", value)
    if re.search(r"\bin (?:just |only |about )?$", context.before) and context.direction >= 0:
        return Reading(
            "DURATION", value, _count_ahead(match, unit, count, context.published), context.published
        )
    return Reading("DURATION", value)


def _count_ahead(match: Match, unit: str, count: float, published: date) -> str | None:
    """ "2-3 years" after `published`: an interval from the smaller to the larger count, or one date."""
    point_unit = {"DE": "Y", "CE": "Y", "W": "D", "F": "D", "WE": "D"}.get(unit, unit)
    if unit == "Q":
        return None
    near = count_back(published, unit, count, point_unit)
    if "upper" not in match.kept:
        return near
    far = count_back(published, unit, read_number(match.kept["upper"]), point_unit)
    return f"{near}/{far}" if near and far and near <= far else None


def read_duration_and_half(match: Match, context: Context) -> Reading | None:
    """ "a year and a half" -> P1Y6M, "a minute and a half" -> PT1M30S."""
    unit, count = find_unit(match), read_count(match)
    rest = {"Y": "6M", "M": "2W", "D": "T12H", "TH": "30M", "TM": "30S", "DE": ""}.get(unit)
    if count is None or rest is None:
        return None
    if unit == "DE":
        return Reading("DURATION", write_duration(count + 0.5, unit))
    return Reading("DURATION", write_duration(count, unit) + rest)


def read_half_unit(match: Match, context: Context) -> Reading | None:
    """ "half an hour" -> PT30M, "half a century" -> P50Y."""
    smaller = {
        "Y": (6, "M"),
        "TH": (30, "TM"),
        "D": (12, "TH"),
        "DE": (5, "Y"),
        "CE": (50, "Y"),
        "M": (2, "W"),
    }
    found = smaller.get(find_unit(match))
    return Reading("DURATION", write_duration(*found)) if found else None


def read_vague_duration(match: Match, context: Context) -> Reading | None:
    """ "for years", "months-long"."""
    return Reading("DURATION", write_duration(None, find_unit(match)))


def read_frequency(match: Match, context: Context) -> Reading | None:
    """ "daily", "annually"."""
    return Reading("SET", str(match.meaning("frequency")))


def read_every(match: Match, context: Context) -> Reading | None:
    """ "every morning", "each July", "every two weeks"."""
    if "month" in match.kept:
        return Reading("SET", f"XXXX-{find_number(match, 'month'):02}")
    if "weekday" in match.kept:
        return Reading("SET", f"XXXX-WXX-{find_number(match, 'weekday')}")
    if "season" in match.kept:
        return Reading("SET", f"XXXX-{match.meaning('season')}")
    if "daypart" in match.kept:
        return Reading("SET", f"XXXX-XX-XXT{match.meaning('daypart')}")
    count = 2 if match.words[1].lower == "other" else read_count(match)
    return Reading("SET", write_duration(count, find_unit(match)))


def read_weekdays(match: Match, context: Context) -> Reading | None:
    """ "Tuesdays", "Tuesday nights"."""
    weekday = find_number(match, "weekdays") or find_number(match, "weekday")
    part = lexicon().meanings["daypart"].get(match.words[-1].lower.rstrip("s"), "")
    return Reading("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))


def read_rate(match: Match, context: Context) -> Reading | None:
    """ "twice a week", "per year"."""
    return Reading("SET", write_duration(1, find_unit(match)))


def read_time(match: Match, context: Context) -> Reading | None:
    """ "8:30 a.m. EDT" -> the clock of a day that is put in when the day is known."""
    clock = _read_clock(match)
    return None if clock is None else Reading("TIME", f"T{clock}")


def _read_clock(match: Match) -> str | None:
    """hh:mm in 24 hours, or None for what no clock shows."""
    if "clockword" in match.kept:
        return str(match.meaning("clockword"))
    if "hours_minutes" in match.kept:
        digits = match.kept["hours_minutes"][0].text
        return f"{digits[:2]}:{digits[2:]}"
    if "clock" in match.kept:
        hour, minute = match.kept["clock"][0].text.split(":")[:2]
    else:
        hour = str(int(read_number(match.kept.get("hour") or match.kept["cardinal"])))
        minute = "00"
    return _turn_clock(int(hour), minute, match)


def _turn_clock(hour: int, minute: str, match: Match) -> str | None:
    half = match.kept.get("ampm")
    if half and not 1 <= hour <= 12:
        return None
    afternoon = find_number(match, "ampm") if half else 0
    if match.meaning("daypart") in ("AF", "EV") and hour < 12:
        afternoon = 12
    turned = hour % 12 + afternoon if half or afternoon else hour
    return f"{turned:02}:{minute}" if turned <= 24 else None


def read_daypart(match: Match, context: Context) -> Reading | None:
    """ "in the morning": a part of a day that is put in when the day is known."""
    return Reading("TIME", f"T{match.meaning('daypart')}")


def read_some_night(match: Match, context: Context) -> Reading | None:
    """ "at night": on no day in particular."""
    return Reading("TIME", f"XXXX-XX-XXT{match.meaning('daypart')}", reason=VAGUE)


def read_daypart_of(match: Match, context: Context) -> Reading | None:
    """ "Friday evening", "last night", "this morning", "tonight", "yesterday afternoon"."""
    part = str(match.meaning("daypart") or "NI")
    published = context.published
    if published is None:
        return read_unresolved(f"XXXX-XX-XXT{part}", context)
    day: date | None = published
    if "weekday" in match.kept:
        sign = 1 if context.direction > 0 else -1
        day = weekday_near(published, find_number(match, "weekday"), sign, strict=False)
    elif "deictic_day" in match.kept:
        day = add(published, "D", find_number(match, "deictic_day"))
    elif "direction" in match.kept:
        day = add(published, "D", find_number(match, "direction"))
    elif match.words[0].lower == "overnight":
        day = add(published, "D", -1)
    return Reading("TIME", f"{write_value(day, 'D')}T{part}", anchor=published) if day else None


def read_vague_reference(match: Match, context: Context) -> Reading | None:
    """ "now", "recently", "soon"."""
    return read_reference(str(match.meaning("reference") or match.meaning("reference_noun")))
