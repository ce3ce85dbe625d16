"""Joins neighbours that are one TIMEX3 expression: "10 p.m." + "Wednesday", "Friday" + "Oct. 13"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.extract.dates.context import UNPUBLISHED, Found, Reading

_BETWEEN = re.compile(r"\s*,?\s*(?:on\s+|of\s+)?", re.IGNORECASE)
_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d|XX|WXX)-(?:\d\d?|XX)")


def join_readings(text: str, found: list[Found], published: date | None) -> list[Found]:
    """The readings with neighbours joined, and every clock put into its day."""
    joined: list[Found] = []
    for one in found:
        merged = _join(joined[-1], one, text) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(one)
    return _date_clocks(joined, published)


def _join(left: Found, right: Found, text: str) -> Found | None:
    """Both as one where they stand side by side and speak of one day; None otherwise."""
    if not _BETWEEN.fullmatch(text[left.end : right.start]):
        return None
    first, second = left.reading, right.reading
    if first.type == "TIME" and first.value.startswith("T") and _DAY.fullmatch(second.value):
        reading = replace(second, type="TIME", value=second.value + first.value, edtf=None)
    elif second.type == "TIME" and second.value.startswith("T") and _DAY.fullmatch(first.value):
        reading = replace(first, type="TIME", value=first.value + second.value, edtf=None)
    else:
        return None
    return Found(left.start, right.end, reading)


def _date_clocks(found: list[Found], published: date | None) -> list[Found]:
    """A clock without a day of its own belongs to the day said last, or to the day of publication."""
    dated = []
    day = published.isoformat() if published else ""
    for one in found:
        reading = one.reading
        if reading.type == "TIME" and reading.value.startswith("T"):
            reason = None if day else UNPUBLISHED
            reading = Reading("TIME", (day or "XXXX-XX-XX") + reading.value, anchor=published, reason=reason)
        elif re.match(r"\d{4}-\d\d-\d\d", reading.value):
            day = reading.value[:10]
        dated.append(replace(one, reading=reading))
    return dated
