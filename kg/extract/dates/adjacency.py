"""Join adjacent matches that are one TIMEX3 expression: "10 p.m." + "Wednesday", "Friday" + "Oct. 13"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.extract.dates.context import UNKNOWN_DAY, UNPUBLISHED, DateMatch, NormalizedDate

_BETWEEN = re.compile(r"\s*+(?:,\s*+)?(?:on\s+|of\s+)?", re.IGNORECASE)
# Two clocks show times of one day: "3:15 p.m. (1915 GMT) on Friday", "9 a.m. PDT/noon EDT Friday".
_BETWEEN_CLOCKS = re.compile(r"\s*+(?:[(/,;]|or)\s*+", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"\s*+\)?,?\s*+(?:on\s+|of\s+)?", re.IGNORECASE)
_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d|XX|WXX)-(?:\d\d?|XX)")


def join_adjacent(text: str, found: list[DateMatch], published: date | None) -> list[DateMatch]:
    """Join adjacent matches of one expression, then put every time of day into its day."""
    joined: list[DateMatch] = []
    for one in found:
        merged = _join(joined[-1], one, text) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(one)
    return _date_clocks(_share_days(joined, text), published)


def _join(left: DateMatch, right: DateMatch, text: str) -> DateMatch | None:
    """Join two matches that stand side by side and name a time and its day; None for any others."""
    if not _BETWEEN.fullmatch(text[left.end : right.start]):
        return None
    first, second = left.normalized, right.normalized
    if first.type == "TIME" and first.value.startswith("T") and _DAY.fullmatch(second.value):
        normalized = replace(
            second, type="TIME", value=second.value + first.value, edtf=None, zone=first.zone
        )
    elif second.type == "TIME" and second.value.startswith("T") and _DAY.fullmatch(first.value):
        normalized = replace(
            first, type="TIME", value=first.value + second.value, edtf=None, zone=second.zone
        )
    else:
        return None
    return DateMatch(left.start, right.end, normalized)


def _share_days(found: list[DateMatch], text: str) -> list[DateMatch]:
    """Put a clock into the day that stands behind another clock beside it."""
    shared: list[DateMatch] = []
    for one in reversed(found):
        normalized = one.normalized
        if shared and normalized.type == "TIME" and normalized.value.startswith("T"):
            ahead, between = shared[-1], text[one.end : shared[-1].start]
            pattern = _BETWEEN_CLOCKS if ahead.normalized.type == "TIME" else _BEFORE_DAY
            if _DAY.match(ahead.normalized.value) and pattern.fullmatch(between):
                value = ahead.normalized.value.partition("T")[0] + normalized.value
                normalized = replace(
                    ahead.normalized, type="TIME", value=value, edtf=None, zone=normalized.zone
                )
                one = replace(one, normalized=normalized)
        shared.append(one)
    return shared[::-1]


def _date_clocks(found: list[DateMatch], published: date | None) -> list[DateMatch]:
    """Put a time without a day into the day of the last date, or into that of publication."""
    dated = []
    day = published.isoformat() if published else ""
    for one in found:
        normalized = one.normalized
        if normalized.type == "TIME" and normalized.value.startswith("T"):
            reason = None if day else UNPUBLISHED
            value = (day or UNKNOWN_DAY) + normalized.value
            normalized = NormalizedDate("TIME", value, anchor=published, reason=reason, zone=normalized.zone)
        elif re.match(r"\d{4}-\d\d-\d\d", normalized.value):
            day = normalized.value[:10]
        dated.append(replace(one, normalized=normalized))
    return dated
