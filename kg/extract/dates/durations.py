"""Normalize durations, sets ("every morning") and times of day."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.dates.arithmetic import add_units, nearest_weekday, to_timex
from kg.extract.dates.context import VAGUE, Context, NormalizedDate, to_reference, to_unresolved
from kg.extract.dates.groups import find_meaning, find_unit, parse_count, parse_number
from kg.extract.dates.patterns import PatternMatch, lexicon
from kg.extract.dates.periods import normalize_period, timex_after, to_duration
from kg.extract.dates.signals import ends_now
from kg.extract.dates.zones import find_zone

# Half a unit, as TIMEX3 adds it to a duration.
_HALVES = {"Y": "6M", "M": "2W", "D": "T12H", "TH": "30M", "TM": "30S"}


def normalize_duration(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a duration: "20 years" -> P20Y; "will fly in 2-3 years" is 2024/2025 too."""
    unit, count = find_unit(match), parse_count(match)
    if _is_year_beside_unit(match, count):
        return NormalizedDate("DATE", match.words[0].text, words=1)
    if match.group_text("count") == "one" and unit == "D" and len(match.words) == 2 and _is_some_day(context):
        return to_reference("FUTURE_REF")
    value = _write_halves(match, count, unit) or to_duration(count, unit)
    if context.published is None or count is None or unit.startswith("T"):
        return NormalizedDate("DURATION", value)
    if not re.search(r"\bin (?:just |only |about )?$", context.before):
        return NormalizedDate("DURATION", value)
    if ends_now(context.text[: context.start]):
        return normalize_period(unit, count, -1, context)
    if context.tense.counts_ahead:
        return NormalizedDate(
            "DURATION", value, _count_ahead(match, unit, count, context.published), context.published
        )
    return NormalizedDate("DURATION", value)


def _is_year_beside_unit(match: PatternMatch, count: float | None) -> bool:
    """Whether a year stands before a unit that it does not count: "in 2014 day five began"."""
    one_word = len(match.words) == 2 and match.words[1].lower in lexicon().meanings["unit"]
    return one_word and count is not None and 1900 <= count < 2100


def _is_some_day(context: Context) -> bool:
    """Whether "one day" is a day to come: "will one day be", not "in one day"."""
    return context.tense.is_ahead and not re.search(
        r"\b(?:in|for|within|by|after|of|just|only|than)\s+$", context.before
    )


def _count_ahead(match: PatternMatch, unit: str, count: float, published: date) -> str | None:
    """Write the EDTF of "2-3 years" after `published`: from the smaller to the larger count, or one date."""
    point_unit = {"DE": "Y", "CE": "Y", "W": "D", "F": "D", "WE": "D"}.get(unit, unit)
    if unit == "Q":
        return None
    near = timex_after(published, unit, count, point_unit)
    if "upper" not in match.groups:
        return near
    far = timex_after(published, unit, parse_number(match.groups["upper"]), point_unit)
    return f"{near}/{far}" if near and far and near <= far else None


def normalize_duration_and_half(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a duration and a half: "a year and a half" -> P1Y6M, "a minute and a half" -> PT1M30S."""
    unit, count = find_unit(match), parse_count(match)
    if count is None or unit not in (*_HALVES, "DE"):
        return None
    if unit == "DE":
        return NormalizedDate("DURATION", to_duration(count + 0.5, unit))
    return NormalizedDate("DURATION", to_duration(count, unit) + _HALVES[unit])


def _write_halves(match: PatternMatch, count: float | None, unit: str) -> str | None:
    """Write a count with a half as the next smaller unit: "2 1/2 years" -> P2Y6M; None for any other."""
    if (
        count is None
        or "fraction" not in match.groups
        or count % 1 != 0.5
        or count < 1
        or unit not in _HALVES
    ):
        return None
    return to_duration(int(count), unit) + _HALVES[unit]


def normalize_half_unit(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize half a unit: "half an hour" -> PT30M, "half a century" -> P50Y."""
    smaller = {
        "Y": (6, "M"),
        "TH": (30, "TM"),
        "D": (12, "TH"),
        "DE": (5, "Y"),
        "CE": (50, "Y"),
        "M": (2, "W"),
    }
    found = smaller.get(find_unit(match))
    if found is None:
        return None
    if ends_now(context.text[: context.start]):
        return normalize_period(found[1], found[0], -1, context)
    return NormalizedDate("DURATION", to_duration(*found))


def normalize_vague_duration(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a duration without a count: "for years", "months-long"."""
    return NormalizedDate("DURATION", to_duration(None, find_unit(match)))


def normalize_frequency(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a frequency adverb or adjective to a SET: "daily", "annually"."""
    return NormalizedDate("SET", str(match.meaning("frequency")))


def normalize_every(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "every morning", "each July", "every two weeks" to a SET."""
    if "month" in match.groups:
        return NormalizedDate("SET", f"XXXX-{find_meaning(match, 'month'):02}")
    if "weekday" in match.groups:
        return NormalizedDate("SET", f"XXXX-WXX-{find_meaning(match, 'weekday')}")
    if "season" in match.groups:
        return NormalizedDate("SET", f"XXXX-{match.meaning('season')}")
    if "daypart" in match.groups:
        return NormalizedDate("SET", f"XXXX-XX-XXT{match.meaning('daypart')}")
    count = 2 if match.words[1].lower == "other" else parse_count(match)
    return NormalizedDate("SET", to_duration(count, find_unit(match)))


def normalize_weekdays(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize plural weekdays to a SET: "Tuesdays", "Tuesday nights"."""
    weekday = find_meaning(match, "weekdays") or find_meaning(match, "weekday")
    part = lexicon().meanings["daypart"].get(match.words[-1].lower.rstrip("s"), "")
    return NormalizedDate("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))


def normalize_rate(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a rate to a SET: "twice a week", "per year"."""
    return NormalizedDate("SET", to_duration(1, find_unit(match)))


def normalize_time(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a time of day, "8:30 a.m. EDT"; its day is filled in by `join_adjacent`."""
    clock = _parse_clock(match)
    return None if clock is None else NormalizedDate("TIME", f"T{clock}", zone=find_zone(match))


def _parse_clock(match: PatternMatch) -> str | None:
    """Parse a time of day to hh:mm in 24 hours; None for one that no clock shows."""
    if "clockword" in match.groups:
        return str(match.meaning("clockword"))
    if "hours_minutes" in match.groups:
        digits = match.groups["hours_minutes"][0].text
        return f"{digits[:2]}:{digits[2:]}"
    written = match.groups.get("clock") or match.groups.get("dotted_clock")
    if written:
        hour, minute = re.split("[:.Hh]", written[0].text)[:2]
    else:
        hour = str(int(parse_number(match.groups.get("hour") or match.groups["cardinal"])))
        minute = "00"
    return _to_24_hours(int(hour), minute, match)


def _to_24_hours(hour: int, minute: str, match: PatternMatch) -> str | None:
    """Convert an hour with "a.m.", "p.m." or a part of the day to hh:mm; None beyond 24:00."""
    half = match.groups.get("ampm")
    if half and not 1 <= hour <= 12:
        return None
    afternoon = find_meaning(match, "ampm") if half else 0
    if match.meaning("daypart") in ("AF", "EV") and hour < 12:
        afternoon = 12
    turned = hour % 12 + afternoon if half or afternoon else hour
    return f"{turned:02}:{minute}" if turned <= 24 else None


def normalize_daypart(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a part of a day, "in the morning"; its day is filled in by `join_adjacent`."""
    return NormalizedDate("TIME", f"T{match.meaning('daypart')}")


def normalize_undated_daypart(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a part of no particular day: "at night"."""
    return NormalizedDate("TIME", f"XXXX-XX-XXT{match.meaning('daypart')}", reason=VAGUE)


def normalize_dated_daypart(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a part of a day that is named with it: "Friday evening", "last night", "tonight"."""
    part = str(match.meaning("daypart") or "NI")
    published = context.published
    if published is None:
        return to_unresolved(f"XXXX-XX-XXT{part}", context)
    day: date | None = published
    if "weekday" in match.groups:
        sign = 1 if context.tense.is_ahead else -1
        day = nearest_weekday(published, find_meaning(match, "weekday"), sign, strict=False)
    elif "deictic_day" in match.groups:
        day = add_units(published, "D", find_meaning(match, "deictic_day"))
    elif "direction" in match.groups:
        day = add_units(published, "D", find_meaning(match, "direction"))
    elif match.words[0].lower == "overnight":
        day = add_units(published, "D", -1)
    return NormalizedDate("TIME", f"{to_timex(day, 'D')}T{part}", anchor=published) if day else None


def normalize_vague_reference(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a vague reference: "now", "recently", "soon"."""
    return to_reference(str(match.meaning("reference") or match.meaning("reference_noun")))
