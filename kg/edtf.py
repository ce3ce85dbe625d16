"""Dates in EDTF, the Extended Date/Time Format of the Library of Congress (ISO 8601-2:2019, levels 0 to 2).

Level 1 says nearly all that news says: open intervals (`2024/..`), decades (`202X`), seasons (`2022-21`),
approximation (`2022~`). Level 2 is used only where level 1 has no words: a day of an unknown year
(`XXXX-07-26`) and one of several dates (`[2022-04-05,2022-05-04]`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

OPEN = ".."

# EDTF numbers the seasons 21 to 24; TIMEX3 has two letters. The months are meteorological, northern.
SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}

_DATE = re.compile(
    r"(?P<year>-?[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?"
    r"(?:T[\d:]+(?:Z|[+-]\d\d:\d\d)?)?[?~%]?"
)
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d)?)?)?")

Bound = tuple[str | None, str | None]


def bounds(edtf: str) -> Bound:
    """Return the first and the last day (ISO yyyy-mm-dd) that `edtf` covers; None where it is open or
    unknown.

    Approximation does not widen: `2022~` covers 2022. A year before Christ keeps its minus sign. Raises
    ValueError for what is not EDTF of the kinds named in this module.
    """
    if "/" in edtf:
        start, end = edtf.split("/")
        return _side_bounds(start)[0], _side_bounds(end)[1]
    if edtf.startswith(("[", "{")):
        return _set_bounds(edtf[1:-1].split(","))
    return _date_bounds(edtf)


def _side_bounds(side: str) -> Bound:
    return (None, None) if side in ("", OPEN) else _date_bounds(side)


def _set_bounds(members: list[str]) -> Bound:
    """Return the bounds of one of several dates: from the first day of any to the last day of any."""
    firsts, lasts = zip(*map(bounds, members), strict=True)
    return (
        None if None in firsts else min(firsts, key=to_order),
        None if None in lasts else max(lasts, key=to_order),
    )


def to_order(day: str) -> tuple[int, str]:
    """Return a sort key for ISO days: as text the years before Christ would run backwards."""
    year, month, day_of_month = day.rsplit("-", 2)
    return int(year), f"{month}-{day_of_month}"


def _date_bounds(edtf: str) -> Bound:
    """Return the bounds of one EDTF date, season or unspecified date ("202X", "2022-XX", "2022-21")."""
    match = _DATE.fullmatch(edtf)
    if match is None:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    year, month, day = match["year"], match["month"], match["day"]
    if year.strip("-") == "XXXX":
        return None, None
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if first.startswith("-"):
        first, last = last, first
    if month is None or "X" in month or first != last:
        return f"{first}-01-01", f"{last}-12-31"
    if int(month) in _SEASON_MONTHS:
        return _season_bounds(first, int(month))
    if day is None or "X" in day:
        return f"{first}-{month}-01", f"{first}-{month}-{last_day(int(first), int(month)):02}"
    return f"{first}-{month}-{day}", f"{first}-{month}-{day}"


def _season_bounds(year: str, season: int) -> Bound:
    """Return the bounds of a meteorological season; the winter of a year begins in its December."""
    start, end = _SEASON_MONTHS[season]
    number = int(year)
    last_year, last_month = (number, end) if end <= 12 else (number + 1, end - 12)
    return f"{year}-{start:02}-01", f"{last_year:04}-{last_month:02}-{last_day(last_year, last_month):02}"


def last_day(year: int, month: int) -> int:
    """Return the number of days of the month, in the proleptic Gregorian calendar, also before Christ."""
    return monthrange(2000 + year % 400, month)[1]


def since(edtf: str) -> str:
    """Write the open interval from the beginning of `edtf`: "2024" -> "2024/..", a week -> its Monday on."""
    return f"{endpoints(edtf)[0]}/{OPEN}"


def after(edtf: str) -> str:
    """Write the open interval from the end of `edtf`; "after 2024" is 2024/.. by convention here."""
    return f"{endpoints(edtf)[1]}/{OPEN}"


def until(edtf: str) -> str:
    """Write the open interval to the end of `edtf`: "2030" -> "../2030", "202X" -> "../2029"."""
    return f"{OPEN}/{endpoints(edtf)[1]}"


def before(edtf: str) -> str:
    """Write the open interval to the beginning of `edtf`: "2030" -> "../2030", "202X" -> "../2020"."""
    return f"{OPEN}/{endpoints(edtf)[0]}"


def between(start: str, end: str) -> str:
    """Write the interval from the beginning of one date to the end of another."""
    return f"{endpoints(start)[0]}/{endpoints(end)[1]}"


def approximate(edtf: str) -> str:
    """Mark each date of `edtf` as approximate.

    A date with a mark keeps it, and one that EDTF lets carry none has none: a time of day, a decade (202X).
    """
    return "/".join(
        side if side in ("", OPEN) or side[-1] in "?~%]" or set("XT") & set(side) else f"{side}~"
        for side in edtf.split("/")
    )


def endpoints(edtf: str) -> tuple[str, str]:
    """Return the two ends of an interval, or the date twice.

    A decade gives its first and last year, a season its first and last month, a time of day its day, because
    an interval of level 1 has room for dates only.
    """
    if "/" in edtf:
        start, end = edtf.split("/")
        return start, end
    if edtf.startswith(("[", "{")):
        members = edtf[1:-1].split(",")
        return members[0], members[-1]
    plain = edtf.rstrip("?~%").partition("T")[0]
    mark = edtf[-1] if edtf[-1] in "?~%" else ""
    if "X" in plain[:4] and not plain.startswith("XXXX"):
        return plain[:4].replace("X", "0") + mark, plain[:4].replace("X", "9") + mark
    if re.fullmatch(r"-?\d{4}-2[1-4]", plain):
        first, last = _date_bounds(plain)
        return str(first)[:-3] + mark, str(last)[:-3] + mark
    return plain + mark, plain + mark


def from_timex(value: str) -> str | None:
    """Convert a TIMEX3 value to EDTF; None where it has none (a duration, a set, PAST_REF, a bare time).

    "2022-W30" -> its days as an interval, "2022-Q3" -> "2022-07/2022-09", "202" -> "202X", "2022-SU" ->
    "2022-22", "BC0480" -> "-0479", "2022-07-26TMO" -> the day, "2022-07-26T08:30" -> "2022-07-26T08:30:00".
    """
    if value.startswith("BC"):
        return _before_christ(value)
    if _PLAIN.fullmatch(value):
        return value
    for pattern, convert in _CONVERSIONS:
        match = pattern.fullmatch(value)
        if match:
            return convert(match)
    return None


def _before_christ(value: str) -> str | None:
    """Convert a year before Christ: EDTF counts a year 0, historians do not, so 480 BC is -0479."""
    if re.fullmatch(r"BC\d\d", value):
        return f"-{value[2:]}XX"
    match = re.fullmatch(r"BC(\d{4})(?:(-\d\d)?(-\d\d)?|-(SP|SU|FA|WI))", value)
    if match is None or match[1] == "0000":
        return None
    year = int(match[1]) - 1
    rest = f"-{SEASONS[match[4]]}" if match[4] else (match[2] or "") + (match[3] or "")
    return ("-" if year else "") + f"{year:04}" + rest


def _from_week(match: re.Match[str]) -> str:
    try:
        monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError:  # week 53 of a year that has 52
        return match["year"]
    first = monday + timedelta(days=5 if match["weekend"] else 0)
    return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _from_part(match: re.Match[str]) -> str:
    """Convert quarters and halves to intervals of months."""
    length = 3 if match["part"] == "Q" else 6
    first = (int(match["nth"]) - 1) * length + 1
    return f"{match['year']}-{first:02}/{match['year']}-{first + length - 1:02}"


def _from_time(match: re.Match[str]) -> str:
    clock = match["clock"]
    if re.fullmatch(r"\d\d:\d\d", clock) and clock < "24":
        return f"{match['day']}T{clock}:00"
    if re.fullmatch(r"\d\d", clock) and clock < "24":
        return f"{match['day']}T{clock}:00:00"
    return match["day"]


_CONVERSIONS = (
    (re.compile(r"(?P<year>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?"), _from_week),
    (re.compile(r"(?P<year>\d{4})-(?P<part>Q)(?P<nth>[1-4])"), _from_part),
    (re.compile(r"(?P<year>\d{4})-(?P<part>H)(?P<nth>[12])"), _from_part),
    (re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T(?P<clock>[A-Z]{2}|[\d:]+)"), _from_time),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda match: f"{match[1]}-{SEASONS[match[2]]}"),
    (re.compile(r"\d{2,3}"), lambda match: match[0].ljust(4, "X")),
    (re.compile(r"XXXX-\d\d(?:-\d\d)?"), lambda match: match[0]),
    (re.compile(r"XXXX-XX-\d\d"), lambda match: match[0]),
)
