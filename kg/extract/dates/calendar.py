"""Readings of dates that name a month, a year, a decade, a season, a quarter or a day of the calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg import edtf
from kg.extract.dates.arithmetic import first_day, is_day, thanksgiving, write_value
from kg.extract.dates.context import NO_YEAR, Context, Reading, read_unresolved
from kg.extract.dates.numbers import find_number, read_day, read_ordinal, read_year, spell_year
from kg.extract.dates.patterns import Match, lexicon

# A bare date lies at most so many days back from a past verb: news gives the year of what is farther away.
# Calibrated on TimeBank and AQUAINT: 240 to 300 days give the same figures, 200 and 365 worse.
_REACH = 270
# Without a tense the nearest such date is meant.
_HALF_YEAR = 182


def find_year(month: int, day: int | None, context: Context) -> int | None:
    """The year of a date that names none: that of "and August 2022" behind it, else by what was said before
    in a narrative, else by the tense.

    A past verb takes the last such date up to the publication (unless the next is far nearer: "set the
    payment for Nov. 20"), a future one the next, any other the nearest.
    """
    if context.year_ahead:
        return context.year_ahead
    said = said_year(context)
    if context.narrative or context.published is None:
        return said
    return _nearest_year(context.published, month, day, context.direction)


def _find_weekday_year(match: Match, month: int, day: int | None, context: Context) -> int | None:
    """The year next to the publication in which the date falls on the weekday that is named with it."""
    weekday = find_number(match, "weekday") or find_number(match, "weekday_short")
    published = context.published
    if not weekday or not day or published is None:
        return None
    likely = _nearest_year(published, month, day, 0)
    fits = (
        year for year in (likely, likely - 1, likely + 1) if 1 <= year <= 9999 and is_day(year, month, day)
    )
    return next((year for year in fits if date(year, month, day).isoweekday() == weekday), None)


def _nearest_year(published: date, month: int, day: int | None, direction: int) -> int:
    """The year that puts the date within reach of `published`, in `direction` where that is not too far."""
    reach = {-1: _REACH, 0: _HALF_YEAR, 1: 0}[direction]
    distance = (month - published.month) * 30 + ((day - published.day) if day else 0)
    if distance > 365 - reach:
        return published.year - 1
    return published.year + (distance < -reach)


def said_year(context: Context) -> int | None:
    """The year of the date said last, or None."""
    return int(context.said[:4]) if re.match(r"\d{4}", context.said) else None


def write_date(year: int | None, month: int, day: int | None) -> str:
    """The TIMEX3 value of a date of which the year or the day may be unknown."""
    head = "XXXX" if year is None else f"{year:04}"
    return f"{head}-{month:02}" + (f"-{day:02}" if day else "")


def read_calendar(match: Match, context: Context) -> Reading | None:
    """ "July 26, 2022", "26 July", "July"; "May" is a month only where it is not the verb."""
    month = find_number(match, "month")
    day = read_day(match)
    year = read_year(match)
    if (
        not year
        and not day
        and match.words[-1].lower in ("mar", "sat", "sun", "jun", "dec", "jan")
        and not match.words[-1].text.endswith(".")
    ):
        return None
    if day and not is_day(year or 0, month, day):
        return None
    anchor = None
    if year is None:
        year = _find_weekday_year(match, month, day, context) or find_year(month, day, context)
        counted = year and not context.narrative and not context.year_ahead
        anchor = context.published if counted else None
        if day and year and not is_day(year, month, day):
            return None
    reason = None if year else NO_YEAR
    return Reading("DATE", write_date(year, month, day), anchor=anchor, reason=reason)


def read_day_range(match: Match, context: Context) -> Reading | None:
    """ "July 4-6, 2022", "4 to 6 July": the value is the first day, the EDTF all of them."""
    first, last = (int(word.text) for word in match.words if word.text.isdigit() and len(word.text) <= 2)
    month = find_number(match, "month")
    year = read_year(match)
    anchor = None if year or context.narrative else context.published
    year = year or find_year(month, first, context)
    if first >= last or not is_day(year or 0, month, last):
        return None
    value = write_date(year, month, first)
    if year is None:
        return Reading("DATE", value, reason=NO_YEAR)
    return Reading("DATE", value, edtf.between(value, write_date(year, month, last)), anchor)


def read_day_before_day(match: Match, context: Context) -> Reading | None:
    """The "28" of "the 28 and 29 August", "26 to 30 November 2022": of the month that follows."""
    following, day = context.following, read_day(match)
    if day is None or following is None or following.pattern.reading != "calendar":
        return None
    place = (following.words[0].start, following.words[-1].end)
    ahead = read_calendar(
        following, replace(context, start=place[0], end=place[1], year_ahead=None, following=None)
    )
    value = _write_day(ahead.value, day) if ahead and ahead.value.count("-") == 2 else None
    return replace(ahead, value=value, edtf=None) if ahead and value else None


def read_day_of_month(match: Match, context: Context) -> Reading | None:
    """The "25" of "April 24 and 25", and "the 20th": of the month said last."""
    day = read_day(match)
    value = _write_day(context.said, day) if day else None
    return Reading("DATE", value, reason=None if value[:4].isdigit() else NO_YEAR) if value else None


def _write_day(month: str, day: int) -> str | None:
    """The TIMEX3 value of a day in the month that a value begins with; None where there is no such day."""
    found = re.match(r"(\d{4}|XXXX)-(\d\d)", month)
    if found is None or not is_day(int(found[1]) if found[1].isdigit() else 0, int(found[2]), day):
        return None
    return f"{found[0]}-{day:02}"


def read_week_of(match: Match, context: Context) -> Reading | None:
    """ "the week of March 6": the week of the calendar that holds the day."""
    found = read_calendar(match, context)
    day = first_day(found.value) if found else None
    if found is None or day is None:
        return found
    return replace(found, value=write_value(day, "W"))


def read_short_year(match: Match, context: Context) -> Reading | None:
    """The "22" of "2021-22": a year of the century of the one before it, and later than that."""
    said, short = said_year(context), int(match.words[0].text)
    if said is None or short <= said % 100:
        return None
    return Reading("DATE", f"{said - said % 100 + short:04}")


def read_iso(match: Match, context: Context) -> Reading | None:
    """ "2022-07-26", "2022-07-26T08:30Z"."""
    text = match.words[0].text.upper().rstrip("Z")
    year, month, day = (int(part) for part in text[:10].split("-"))
    if not year or not is_day(year, month, day):
        return None
    return Reading("TIME" if "T" in text else "DATE", text)


def read_slashes(match: Match, context: Context) -> Reading | None:
    """ "26/07/2022"; where day and month can be exchanged EDTF says that it is one of the two days."""
    first, second, year = (int(part) for part in re.split("[/.]", match.words[0].text))
    days = sorted(
        {(month, day) for month, day in ((first, second), (second, first)) if is_day(year, month, day)}
    )
    if not days or not year:
        return None
    written = [write_date(year, month, day) for month, day in days]
    if len(written) == 1:
        return Reading("DATE", written[0])
    return Reading(
        "DATE", f"{year:04}-XX-XX", f"[{','.join(written)}]", reason="day and month can be exchanged"
    )


def read_plain_year(match: Match, context: Context) -> Reading | None:
    """ "2022", "early 1990", "the year two thousand", "'89"."""
    year = read_year(match)
    return Reading("DATE", f"{year:04}") if year else None


def read_spelled_year(match: Match, context: Context) -> Reading | None:
    """ "nineteen ninety-seven"."""
    return Reading("DATE", f"{spell_year(match.words):04}")


def read_ancient(match: Match, context: Context) -> Reading | None:
    """ "480 BC" -> BC0480, EDTF -0479."""
    year = f"BC{int(match.kept['ancient_year'][0].text):04}"
    month = find_number(match, "month")
    return Reading("DATE", year + (f"-{month:02}" if month else ""))


def read_decade(match: Match, context: Context) -> Reading | None:
    """ "the late 2020s" -> 202, EDTF 202X; "the nineties" -> 199."""
    words = match.kept.get("decade")
    if not words:
        return Reading("DATE", f"19{find_number(match, 'decade_word') // 10}")
    digits = re.sub(r"\D", "", words[0].text)
    if len(digits) == 4:
        return Reading("DATE", digits[:3])
    return Reading("DATE", f"{20 if digits in ('00', '10') else 19}{digits[0]}")


def read_century(match: Match, context: Context) -> Reading | None:
    """ "the 21st century" -> 20, EDTF 20XX."""
    return Reading("DATE", f"{read_ordinal(match) - 1:02}")


def read_season(match: Match, context: Context) -> Reading | None:
    """ "the summer of 2022", "last fall", "this winter"; a bare one is taken by the tense."""
    season = str(
        lexicon().meanings["season"][
            next(w.lower for w in match.words if w.lower in lexicon().meanings["season"])
        ]
    )
    year = read_year(match)
    if year:
        return Reading("DATE", f"{year:04}-{season}")
    if context.narrative or context.published is None:
        said = said_year(context)
        value = f"{said or 'XXXX'}-{season}"
        return Reading("DATE", value) if said else read_unresolved(value, context)
    published = context.published
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    if match.words[-1].lower == "year":
        return Reading(
            "DATE", f"{published.year + find_number(match, 'direction'):04}-{season}", anchor=published
        )
    toward = find_number(match, "direction") if "direction" in match.kept else None
    found = _season_year(published, month, toward, context.direction)
    return Reading("DATE", f"{found:04}-{season}", anchor=published)


def _season_year(published: date, month: int, toward: int | None, direction: int) -> int:
    """The year of a season without one: `toward` is what "last" or "next" say, `direction` the tense."""
    ahead = month > published.month + 1
    behind = month < published.month - 1
    if toward == -1 or (toward is None and direction < 0):
        return published.year - ahead
    if toward == 1 or (toward is None and direction > 0):
        return published.year + behind
    return published.year


def read_holiday(match: Match, context: Context) -> Reading | None:
    """ "Thanksgiving Day", "Christmas 2007", "last Thanksgiving"; the pattern says on which day it is."""
    kept = match.pattern.options["day"]
    movable = kept == "thanksgiving"
    month, day = (11, 25) if movable else (int(kept[:2]), int(kept[3:]))
    year = read_year(match)
    if year is None and context.published and "direction" in match.kept:
        passed = (month, day) < (context.published.month, context.published.day)
        year = context.published.year + (passed if find_number(match, "direction") > 0 else passed - 1)
    elif year is None:
        year = find_year(month, day, context)
    if year is None:
        return read_unresolved(f"XXXX-{month:02}" if movable else f"XXXX-{kept}", context)
    value = thanksgiving(year).isoformat() if movable else f"{year:04}-{kept}"
    return Reading("DATE", value, anchor=None if "year" in match.kept else context.published)
