"""Normalize dates in digits: "2022-07-26", "26/07/2022", "3/7/67", "2024.04.11", "20240401", "2024-05"."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kg.extract.dates.arithmetic import is_date
from kg.extract.dates.calendar import find_year, to_date
from kg.extract.dates.context import (
    EITHER_ORDER,
    UNKNOWN_DAY,
    Context,
    NormalizedDate,
    to_impossible,
)
from kg.extract.dates.groups import expand_short_year, parse_year
from kg.extract.dates.patterns import PatternMatch
from kg.rules.dates import DATES

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DAY_AND_MONTH = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d\d|\d{4})(?![\w/-])")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T(?P<clock>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)


def find_day_first(text: str, outlet: str | None, url: str | None) -> bool | None:
    """Find whether "3/4/2022" is a day and its month here; None where nothing tells.

    Another such date of the text tells ("28/8/2015"), then the country of the outlet or of its address.
    """
    pairs = [(int(found[1]), int(found[3])) for found in _DAY_AND_MONTH.finditer(text)]
    told = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    if len(told) == 1:
        return told.pop()
    host = f".{urlsplit(url).hostname or ''}" if url else ""
    name = f" {(outlet or '').lower()} "
    for is_day_first, order in ((True, DATES.day_first), (False, DATES.month_first)):
        if host.endswith(order.hosts) or any(f" {word} " in name for word in order.outlets):
            return is_day_first
    return None


def normalize_iso(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize an ISO 8601 date or time: "2022-07-26", "2022-07-26T08:30Z"."""
    found = _ISO.fullmatch(match.words[0].text)
    if found is None:
        return None
    year, month, day = (int(part) for part in found["day"].split("-"))
    if not year or not is_date(year, month, day):
        return _to_impossible(month, day)
    if found["clock"] is None:
        return NormalizedDate("DATE", found["day"])
    zone = re.sub(r"(\d\d)(\d\d)$", r"\1:\2", (found["zone"] or "").upper())
    return NormalizedDate("TIME", f"{found['day']}T{found['clock']}", zone=zone)


def normalize_year_first_date(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "2024/04/09", "2024.04.11", "2024-4-9", "20240401"."""
    digits = match.words[0].text
    parts = re.split("[/.-]", digits) if len(digits) != 8 or not digits.isdigit() else _split_compact(digits)
    year, month, day = (int(part) for part in parts)
    if year and is_date(year, month, day):
        return NormalizedDate("DATE", to_date(year, month, day))
    return _to_impossible(month, day, 12 if "compactdate" in match.groups else 31)


def _split_compact(digits: str) -> list[str]:
    return [digits[:4], digits[4:6], digits[6:]]


def normalize_numeric_date(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "26/07/2022", "3/7/67", "6/7"; where the order is not known the EDTF is a set of two days."""
    first, second, *rest = (int(part) for part in re.split("[/.-]", match.words[0].text))
    year = expand_short_year(rest[0]) if rest and "short_slashdate" in match.groups else sum(rest)
    if rest and not year:
        return None
    return _choose_order(first, second, year, context)


def normalize_roman_date(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a date with its month in Roman numerals: "15.VI.2024"."""
    day, month, year = match.words[0].text.split(".")
    if month not in _ROMAN or not int(year):
        return None
    number = _ROMAN.index(month) + 1
    if not is_date(int(year), number, int(day)):
        return _to_impossible(number, int(day))
    return NormalizedDate("DATE", to_date(int(year), number, int(day)))


def normalize_month_and_year(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize a month in digits: "03/2024", "in 3/2024"."""
    return NormalizedDate("DATE", f"{parse_year(match):04}-{int(match.words[0].text):02}")


def normalize_year_month(match: PatternMatch, context: Context) -> NormalizedDate | None:
    """Normalize "2024-05", which can be no stretch of years."""
    return NormalizedDate("DATE", match.words[0].text)


def _choose_order(first: int, second: int, year: int, context: Context) -> NormalizedDate | None:
    """Make the date of a day and a month in either order; without a year (0) that of a bare date."""
    orders = {True: (second, first), False: (first, second)}
    if context.day_first is not None and is_date(year, *orders[context.day_first]):
        orders = {context.day_first: orders[context.day_first]}
    days = {pair for pair in orders.values() if is_date(year, *pair)}
    if not days:
        return _to_impossible(*min(orders.values()), last_month=31 if year else 12)
    found = sorted({(year or find_year(month, day, context), month, day) for month, day in days}, key=str)
    anchor = None if year else context.published
    written = [to_date(*one) for one in found]
    if len(written) == 1:
        return NormalizedDate("DATE", written[0], anchor=anchor)
    shown = f"[{','.join(written)}]" if all(one[0] for one in found) else None
    value = f"{year:04}-XX-XX" if year else UNKNOWN_DAY
    return NormalizedDate("DATE", value, shown, anchor, EITHER_ORDER)


def _to_impossible(month: int, day: int, last_month: int = 31) -> NormalizedDate | None:
    """Keep a day that no calendar has ("31/02/2022", "13/13/2022"); None for what is meant as no day."""
    return to_impossible() if 1 <= month <= last_month and 1 <= day <= 31 else None
