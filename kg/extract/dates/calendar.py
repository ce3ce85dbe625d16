"""Normalize dates that name a month, a year, a decade, a century, a season, a holiday or a calendar day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg import edtf
from kg.extract.dates.arithmetic import MOVABLE_HOLIDAYS, first_day, is_date, to_timex
from kg.extract.dates.context import NO_YEAR, Context, NormalizedDate, to_impossible, to_unresolved
from kg.extract.dates.groups import find_meaning, parse_day, parse_ordinal, parse_spelled_year, parse_year
from kg.extract.dates.lexicon import Word
from kg.extract.dates.names import follows_name, is_season_of_name, is_year_of_name
from kg.extract.dates.patterns import PatternMatch, lexicon
from kg.extract.dates.tense import Tense

# A bare date lies at most so many days back from a past verb: news gives the year of what is farther away.
# Calibrated on TimeBank and AQUAINT: 240 to 300 days give the same figures, 200 and 365 worse.
_REACH = 270
# Some year, to learn the month in which a movable holiday mostly falls.
_COMMON_YEAR = 2010
# Without a tense the nearest such date is meant.
_HALF_YEAR = 182


def find_year(month: int, day: int | None, context: Context) -> int | None:
    """Infer the year of a date without one.

    A date joined to it gives it ("July and August 2022"), in a narrative the last date, else the tense: a
    past verb takes the last such date up to the publication (unless the next is far nearer: "set the payment
    for Nov. 20"), a future one the next, any other the nearest.
    """
    if context.following_year:
        return context.following_year
    if context.published is None and day:
        return context.named_years.get(to_date(None, month, day)[5:], context.year)
    if context.narrative or context.published is None:
        return context.year
    return _nearest_year(context.published, month, day, context.tense)


def _find_weekday_year(match: PatternMatch, month: int, day: int | None, context: Context) -> int | None:
    """Find the year nearest to the publication in which the date falls on the weekday named with it."""
    weekday = find_meaning(match, "weekday") or find_meaning(match, "weekday_short")
    published = context.published
    if not weekday or not day or published is None:
        return None
    likely = _nearest_year(published, month, day, Tense.UNKNOWN)
    fits = (
        year for year in (likely, likely - 1, likely + 1) if 1 <= year <= 9999 and is_date(year, month, day)
    )
    return next((year for year in fits if date(year, month, day).isoweekday() == weekday), None)


def _nearest_year(published: date, month: int, day: int | None, tense: Tense) -> int:
    """Return the year that puts the date near `published`, on the side of the tense unless too far."""
    reach = {Tense.PAST: _REACH, Tense.UNKNOWN: _HALF_YEAR}.get(tense, 0)
    distance = (month - published.month) * 30 + ((day - published.day) if day else 0)
    if distance > 365 - reach:
        return published.year - 1
    return published.year + (distance < -reach)


def year_of_last_date(context: Context) -> int | None:
    """Return the year of the last date, or None."""
    return int(context.last_date[:4]) if re.match(r"\d{4}", context.last_date) else None


def to_date(year: int | None, month: int, day: int | None) -> str:
    """Write the TIMEX3 value of a date whose year or day may be unknown."""
    head = "XXXX" if year is None else f"{year:04}"
    return f"{head}-{month:02}" + (f"-{day:02}" if day else "")


def normalize_calendar(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a calendar date: "July 26, 2022", "26 July", "July"; "May" only where it is not the verb."""
    month = find_meaning(match, "month")
    day = parse_day(match)
    year = parse_year(match)
    if not (year or day) and _is_other_word(match.words[-1]):
        return None
    if day and not is_date(year or 0, month, day):
        return to_impossible() if day <= 31 else None
    if year is None:
        return _normalize_bare_date(match, month, day, context)
    reason = _find_reason(match, year, month, day)
    return NormalizedDate("DATE", to_date(year, month, day), reason=reason)


def _normalize_bare_date(
    match: PatternMatch, month: int, day: int | None, context: Context
) -> NormalizedDate:
    """Normalize a date without its year: "July 26", "Tuesday, July 26", "July"."""
    year = _find_weekday_year(match, month, day, context) or find_year(month, day, context)
    if year and day and context.narrative and not is_date(year, month, day):
        year += is_date(year + 1, month, day)  # February 29, of the year after the one told of
    if day and not is_date(year or 0, month, day):
        return to_impossible()
    anchor = context.published if year and _is_counted(context) else None
    reason = _find_reason(match, year, month, day)
    if reason and year and context.published is None:
        year, reason = None, NO_YEAR  # the year was a guess
    return NormalizedDate("DATE", to_date(year, month, day), anchor=anchor, reason=reason)


def _find_reason(match: PatternMatch, year: int | None, month: int, day: int | None) -> str | None:
    """Say what is amiss with a date: its year is not known, or its weekday is another."""
    return find_contradiction(match, date(year, month, day) if day else None) if year else NO_YEAR


def find_contradiction(match: PatternMatch, day: date | None) -> str | None:
    """Say which weekday the date is where another is named with it: "Tuesday, March 13, 2024"."""
    named = find_meaning(match, "weekday") or find_meaning(match, "weekday_short")
    if not named or day is None or day.isoweekday() == named:
        return None
    weekdays = lexicon().meanings["weekday"].items()
    weekday = next(name for name, number in weekdays if number == day.isoweekday())
    return f"that day is a {weekday.title()}"


def _is_counted(context: Context) -> bool:
    """Whether an inferred year is counted from the publication."""
    return not (context.narrative or context.following_year)


def _is_other_word(word: Word) -> bool:
    """Whether a short form without its dot may be another word or a name: "Mar", "Jan"."""
    return word.lower in ("mar", "sat", "sun", "jun", "dec", "jan") and not word.text.endswith(".")


def normalize_day_range(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a range of days: "July 4-6, 2022", "4 to 6 July"; the value is the first day."""
    first, last = (int(word.text) for word in match.words if word.text.isdigit() and len(word.text) <= 2)
    month = find_meaning(match, "month")
    year = parse_year(match)
    anchor = None if year or context.narrative else context.published
    year = year or find_year(month, first, context)
    if first >= last:
        return None
    if not is_date(year or 0, month, last):
        return to_impossible()
    value = to_date(year, month, first)
    if year is None:
        return NormalizedDate("DATE", value, reason=NO_YEAR)
    return NormalizedDate("DATE", value, edtf.between(value, to_date(year, month, last)), anchor)


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
    """Normalize a day of the month named last: the "25" of "April 24 and 25", "the 20th"."""
    day = parse_day(match)
    value = _day_of_month(context.last_date, day) if day else None
    return NormalizedDate("DATE", value, reason=None if value[:4].isdigit() else NO_YEAR) if value else None


def _day_of_month(month: str, day: int) -> str | None:
    """Write a day of the month that a TIMEX3 value begins with; None where there is no such day."""
    found = re.match(r"(\d{4}|XXXX)-(\d\d)", month)
    if found is None or not is_date(int(found[1]) if found[1].isdigit() else 0, int(found[2]), day):
        return None
    return f"{found[0]}-{day:02}"


def normalize_week_of_day(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "the week of March 6" to the calendar week that holds the day."""
    found = normalize_calendar(match, context)
    day = first_day(found.value) if found else None
    if found is None or day is None:
        return found
    return replace(found, value=to_timex(day, "W"))


def normalize_short_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize the "22" of "2021-22", "2021/22": a later year, after a stroke the next."""
    last_year, short = year_of_last_date(context), int(match.words[0].text)
    if last_year is None:
        return None
    if short == (last_year + 1) % 100:
        return NormalizedDate("DATE", f"{last_year + 1:04}")
    if short <= last_year % 100 or context.before.endswith("/"):
        return None
    return NormalizedDate("DATE", f"{last_year - last_year % 100 + short:04}")


def normalize_plain_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a year: "2022", "early 1990", "the year two thousand", "'89"; not that of "Vision 2030"."""
    year = parse_year(match)
    if not year or (len(match.words) == 1 and is_year_of_name(context)):
        return None
    return NormalizedDate("DATE", f"{year:04}")


def normalize_spelled_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a year in words: "nineteen ninety-seven"."""
    return NormalizedDate("DATE", f"{parse_spelled_year(match.words):04}")


def normalize_year_bc(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a year before Christ: "480 BC" -> BC0480, EDTF -0479; "autumn of 481 BC" -> BC0481-FA."""
    year = f"BC{int(match.groups['ancient_year'][0].text):04}"
    month, season = find_meaning(match, "month"), match.meaning("season")
    return NormalizedDate("DATE", year + (f"-{month:02}" if month else f"-{season}" if season else ""))


def normalize_century_bc(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a century before Christ: "the 4th century BC" -> BC03, EDTF -03XX."""
    return NormalizedDate("DATE", f"BC{parse_ordinal(match) - 1:02}")


def normalize_decade(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a decade: "the late 2020s" -> 202, EDTF 202X; "the (nineteen-)nineties" -> 199."""
    words = match.groups.get("decade")
    if not words:
        century = find_meaning(match, "century_number", 19)
        return NormalizedDate("DATE", f"{century}{find_meaning(match, 'decade_word') // 10}")
    digits = re.sub(r"\D", "", words[0].text)
    if len(digits) == 4:
        return NormalizedDate("DATE", digits[:3])
    return NormalizedDate("DATE", f"{20 if digits in ('00', '10') else 19}{digits[0]}")


def normalize_century(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a century: "the 21st century" -> 20, EDTF 20XX."""
    return NormalizedDate("DATE", f"{parse_ordinal(match) - 1:02}")


def normalize_season(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a season: "the summer of 2022", "last fall", "this winter"; a bare one by the tense."""
    season = str(
        lexicon().meanings["season"][
            next(w.lower for w in match.words if w.lower in lexicon().meanings["season"])
        ]
    )
    year = parse_year(match)
    if year:
        return NormalizedDate("DATE", f"{year:04}-{season}")
    if match.words[-1].text[0].isupper() and is_season_of_name(context):
        return None
    if context.narrative or context.published is None:
        value = f"{context.year or 'XXXX'}-{season}"
        return NormalizedDate("DATE", value) if context.year else to_unresolved(value, context)
    published = context.published
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    if match.words[-1].lower == "year":
        return NormalizedDate(
            "DATE", f"{published.year + find_meaning(match, 'direction'):04}-{season}", anchor=published
        )
    direction = find_meaning(match, "direction") if "direction" in match.groups else None
    found = _season_year(published, month, direction, context.tense)
    return NormalizedDate("DATE", f"{found:04}-{season}", anchor=published)


def _season_year(published: date, month: int, direction: int | None, tense: Tense) -> int:
    """Infer the year of a season from "last" (-1), "this" (0) or "next" (1), else from the tense."""
    ahead = month > published.month + 1
    behind = month < published.month - 1
    if direction == -1 or (direction is None and tense is Tense.PAST):
        return published.year - ahead
    if direction == 1 or (direction is None and tense.is_ahead):
        return published.year + behind
    return published.year


def normalize_holiday(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a holiday, whose day the pattern gives: "Thanksgiving", "Christmas 2007", "Good Friday"."""
    kept = match.pattern.day
    if kept == "easter" and follows_name(context):
        return None
    movable = MOVABLE_HOLIDAYS.get(kept)
    month, day = (int(kept[:2]), int(kept[3:])) if movable is None else (movable(_COMMON_YEAR).month, 25)
    year = parse_year(match)
    if year is None and context.published and "direction" in match.groups:
        passed = (month, day) < (context.published.month, context.published.day)
        year = context.published.year + (passed if find_meaning(match, "direction") > 0 else passed - 1)
    elif year is None:
        year = find_year(month, day, context)
    if year is None:
        return to_unresolved(f"XXXX-{month:02}" if movable else f"XXXX-{kept}", context)
    value = movable(year).isoformat() if movable else f"{year:04}-{kept}"
    return NormalizedDate("DATE", value, anchor=None if "year" in match.groups else context.published)
