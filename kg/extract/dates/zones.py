"""Find how far a clock is from UTC: "EDT" is -04:00, "Eastern" as well, but only in the summer."""

from __future__ import annotations

from datetime import date

from kg.extract.dates.arithmetic import nth_weekday
from kg.extract.dates.patterns import PatternMatch, lexicon

# The hours from UTC in winter of the American zones whose short name leaves the season open.
_AMERICAN = {"ET": 5, "CT": 6, "MT": 7, "PT": 8}
# Since then American summer time runs from the second Sunday of March to the first of November.
_FIRST_YEAR = 2007


def find_zone(match: PatternMatch) -> str:
    """Find the zone of a time of day as the rules write it: an offset, "ET", or "" where it names none."""
    if "offset" in match.groups:
        return _write_offset(match.groups["offset"][0].text)
    zones = lexicon().meanings["zone"]
    return next((str(zones[word.lower]) for word in match.words if word.lower in zones), "")


def _write_offset(text: str) -> str:
    """Write the offset of "UTC+2", "GMT-0530" as ISO 8601 does."""
    digits = text[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    return f"{'+' if text[0] == '+' else '-'}{int(hours):02}:{minutes}"


def to_offset(zone: str, day: date) -> str:
    """Write a zone as the offset that it has on a day; "" where that is not known."""
    if zone not in _AMERICAN:
        return zone
    start, end = nth_weekday(day.year, 3, 7, 2), nth_weekday(day.year, 11, 7, 1)
    if day.year < _FIRST_YEAR or start is None or end is None:
        return ""
    return f"-{_AMERICAN[zone] - (start <= day < end):02}:00"
