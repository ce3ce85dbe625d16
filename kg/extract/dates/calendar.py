"""Readings of dates that name a month, a year, a decade, a season, a quarter or a day of the calendar."""

from __future__ import annotations

import re
from datetime import date

from kg import edtf
from kg.extract.dates.arithmetic import add, fineness, is_day, shift, thanksgiving, write_value
from kg.extract.dates.context import Context, Reading, read_unresolved
from kg.extract.dates.numbers import find_number, read_day, read_ordinal, read_year, spell_year
from kg.extract.dates.patterns import Match, lexicon


# A bare date lies at most so many days back from a past verb, or ahead of a future one: news gives the year of
# what is farther. Calibrated on TimeBank and AQUAINT: 240 to 300 days give the same figures, 200 and 365 worse.
_REACH = 270
# Without a tense the nearest such date is meant.
_HALF_YEAR = 182


def find_year(month: int, day: int | None, context: Context) -> int | None:
    """The year of a date that names none: by what was said before in a narrative, else by the tense.

    A past verb takes the last such date up to the publication date (unless the next is far nearer: "set the payment
    for Nov. 20"), a future one the next, any other the nearest.
    """
    said = said_year(context)
    if context.narrative or context.published is None:
        return said
    return _nearest_year(context.published, month, day, context.direction)


def _nearest_year(published: date, month: int, day: int | None, direction: int) -> int:
    """The year that puts the date within reach of `published`, in `direction` where it is not too far that way."""
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
        year = find_year(month, day, context)
        anchor = context.published if year and not context.narrative else None
        if day and year and not is_day(year, month, day):
            return None
    reason = None if year else "the year is not known"
    return Reading("DATE", write_date(year, month, day), anchor=anchor, reason=reason)


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


def read_quarter(match: Match, context: Context) -> Reading | None:
    """ "the third quarter of 2019", "Q3 2019", "this year's third quarter"; a bare one by tense and publication."""
    nth = find_number(match, "quarter_code") or read_ordinal(match)
    if not 1 <= nth <= 4:
        return None
    year = read_year(match)
    if year:
        return Reading("DATE", f"{year:04}-Q{nth}")
    published = context.published
    if published is None:
        return read_unresolved(f"XXXX-Q{nth}", context)
    if "direction" in match.kept:
        return Reading(
            "DATE", f"{published.year + find_number(match, 'direction'):04}-Q{nth}", anchor=published
        )
    current = (published.month - 1) // 3 + 1
    year = published.year + (nth < current) if context.direction > 0 else published.year - (nth > current)
    return Reading("DATE", f"{year:04}-Q{nth}", anchor=published)


def find_quarter(context: Context) -> str | None:
    """The quarter that the text speaks of: the one said last, else the last that ended before publication."""
    if context.quarter:
        return context.quarter
    previous = add(context.published, "Q", -1) if context.published else None
    return write_value(previous, "Q") if previous else None


def read_same_quarter(match: Match, context: Context) -> Reading | None:
    """ "the quarter", "the latest quarter"."""
    quarter = find_quarter(context)
    return (
        Reading("DATE", quarter, anchor=context.published) if quarter else read_unresolved("XXXX-QX", context)
    )


def read_quarter_before(match: Match, context: Context) -> Reading | None:
    """ "the year-ago quarter", "a year earlier": the same stretch of the year before."""
    quarter = context.quarter
    if "ordinal" in match.kept and context.published:
        nth = read_ordinal(match)
        year = said_year(context) or context.published.year
        return Reading("DATE", f"{year - 1:04}-Q{nth}", anchor=context.published)
    if not quarter and match.words[-1].lower in ("quarter", "period"):
        quarter = find_quarter(context) or ""
    if quarter:
        return Reading("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", anchor=context.published)
    if match.words[-1].lower == "earlier" and context.said and fineness(context.said) >= 0:
        moved = shift(context.said, "Y", -1)
        return Reading("DATE", moved) if moved else None
    if context.published is None:
        return read_unresolved("XXXX", context)
    return Reading("DATE", f"{context.published.year - 1:04}", anchor=context.published)


def read_quarter_of_year(match: Match, context: Context) -> Reading | None:
    """ "the 1988 quarter", "the 1988 period": in that year what the text speaks of in its own."""
    quarter = find_quarter(context)
    year = read_year(match)
    return Reading("DATE", f"{year:04}{quarter[4:]}" if quarter else f"{year:04}") if year else None


def read_half(match: Match, context: Context) -> Reading | None:
    """ "the second half of 2020" -> 2020-H2, EDTF 2020-07/2020-12."""
    words = {word.lower for word in match.words}
    nth = find_number(match, "half_code") or (1 if "first" in words else 2)
    year = read_year(match)
    if year is None and context.published:
        year = context.published.year + find_number(match, "direction")
        return Reading("DATE", f"{year:04}-H{nth}", anchor=context.published)
    return Reading("DATE", f"{year:04}-H{nth}") if year else read_unresolved(f"XXXX-H{nth}", context)


def read_fiscal_year(match: Match, context: Context) -> Reading | None:
    """ "fiscal 2024": the year of the United States government, EDTF 2023-10/2024-09."""
    year = read_year(match)
    anchor = None
    if year is None:
        if context.published is None:
            return read_unresolved("XXXX", context)
        anchor = context.published
        year = anchor.year + (anchor.month >= 10) + find_number(match, "direction")
    if not 1 < year <= 9999:
        return None
    return Reading("DATE", f"{year:04}", edtf.between(f"{year - 1:04}-10", f"{year:04}-09"), anchor=anchor)


def read_holiday(match: Match, context: Context) -> Reading | None:
    """ "Thanksgiving Day", "Christmas 2007", "last Thanksgiving"; the pattern says on which day it is kept."""
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
