"""Tell years and seasons that are part of a name: the rover Mars 2020, Vision 2030, the Winter Games."""

from __future__ import annotations

import re

from kg.extract.dates.context import Context
from kg.rules.dates import DATES

_WORD_BEFORE = re.compile(r"(?<![\w’'-])([^\W\d_][\w&]*)[ -]$")
_WORD_BEHIND = re.compile(r" ([A-Z][a-z]+)(?![\w])")


def follows_name(context: Context) -> bool:
    """Whether a name stands before the expression, and no word that a date can follow: "Vision"."""
    found = _WORD_BEFORE.search(context.text[max(0, context.start - 40) : context.start])
    if found is None or not found[1][0].isupper() or _is_of_time(found[1]):
        return False
    return context.is_name(context.start - 2, context.start - 1)


def is_season_of_name(context: Context) -> bool:
    """Whether a season belongs to a name that tells no time: "Winter Paralympics", "Arab Spring"."""
    found = _WORD_BEHIND.match(context.text, context.end)
    if found is not None and found[1].lower() in DATES.season_names:
        return True
    return (found is None or _is_of_time(found[1])) and follows_name(context)


def _is_of_time(word: str) -> bool:
    lower = word.lower().rstrip(".")
    return lower in DATES.before_years or any(lower in table for table in DATES.words.values())
