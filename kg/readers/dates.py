"""Read the date of publication, in whatever form files, feeds and messages write one.

The day is the one that is written, in its own time zone: a text counts "on Tuesday" from there. Two forms
stay unread: "05/06/2024", which is a day in May or in June, and whatever lacks the day, the month or the
year.
"""

from __future__ import annotations

import re
from datetime import date

from kg.errors import ArticleError
from kg.printable import shorten

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _YEAR = r"(?P<day>[0-9]{1,2})", r"(?P<year>[0-9]{4})"
# RFC 822 wrote years with two digits, before a time.
_SHORT_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2}(?= [0-9]{1,2}:))"
# What may follow the day: a time, a time zone, nothing that is another date.
_TIME = r"(?:(?:[T,;|–-]| at\b|[ ])\s*[^\n]*)?"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_BEFORE = rf"{_CLOCK} *(?:[ap]\.?m\.?)?,? +(?:[A-Z]{{1,5}},? +)?(?:on )?"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>[0-9]{{2}})-{_DAY}{_TIME}",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})(?:T?[0-9]{{4,6}}\S*)?",
        rf"{_YEAR}(?P<mark>[/.])(?P<month>[0-9]{{1,2}})(?P=mark){_DAY}{_TIME}",
        rf"{_WEEKDAY}(?:the )?{_DAY}(?:st|nd|rd|th)?(?: of|[ -])? ?{_MONTH}[, -]+{_SHORT_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}[ -]*{_DAY}(?:st|nd|rd|th)?,? +{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} +{_DAY} +{_CLOCK} +(?:[A-Z]{{1,5}} +)?{_YEAR}",
        rf"{_BEFORE}{_WEEKDAY}{_DAY} {_MONTH},? {_YEAR}",
        rf"{_BEFORE}{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}",
    )
]
# Month and day, or day and month: only a number above 12 tells.
_NUMBERS = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2{_YEAR}{_TIME}", re.IGNORECASE)


def to_iso_date(where: str, published: str | None) -> str | None:
    """Normalize `published` to yyyy-mm-dd; what follows the day is dropped. Raises ArticleError."""
    if not (published or "").strip():
        return None
    day = find_iso_date(published or "")
    if day is None:
        reason = f"published: '{shorten(published or '')}' is not a date: write it like 2022-07-27"
        raise ArticleError(where, reason)
    return day


def find_iso_date(written: str) -> str | None:
    """Find the day that a date names, as yyyy-mm-dd; None for what is no date, or could be two."""
    day = _find_day(" ".join(written.split()))
    return day.isoformat() if day else None


def _find_day(written: str) -> date | None:
    try:
        for form in _FORMS:
            if match := form.fullmatch(written):
                return date(_to_year(match["year"]), _to_month(match["month"]), int(match["day"]))
        if match := _NUMBERS.fullmatch(written):
            first, second = int(match[1]), int(match[3])
            month, day = (first, second) if second > 12 or first == second else (second, first)
            return date(int(match["year"]), month, day) if day > 12 or month == day else None
    except ValueError:
        pass  # "2022-02-30" has the form of a date and is none.
    return None


def _to_year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 50 else 1900)


def _to_month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1
