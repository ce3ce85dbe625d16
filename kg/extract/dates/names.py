"""Tell years and seasons that are part of a name: the rover Mars 2020, Vision 2030, the Winter Games.

A place with a year is an event of that year, which is a date: "Paris 2024", "at Davos 2025".
"""

from __future__ import annotations

import re

from kg.extract.dates.context import Context
from kg.rules.dates import DATES

_WORD_BEFORE = re.compile(r"(?<![\w’'-])([^\W\d_][\w&]*)[ -]$")
_WORD_BEHIND = re.compile(r" ([A-Z][a-z]+)(?![\w])")
# "2026 Winter Olympics", "2025 Climate Summit".
_WORDS_BEHIND = re.compile(r" ([A-Za-z]+)(?: ([A-Za-z]+))?(?![\w])")
# A year farther ahead is no event's but an aim: "India 2047". Games are given at most so long before.
_FARTHEST_EVENT = 11
_AT = re.compile(r"(?<!\w)[Aa]t (?:the )?$")
_CAPITAL_INSIDE = re.compile(r"[a-z][A-Z]")


def is_year_of_name(context: Context) -> bool:
    """Whether a year is part of a name: "Vision 2030", "NASA 2040", "ExoMars 2022"; not "Paris 2024"."""
    word = _find_name_before(context)
    if not word or not (_is_tagged(context) or _CAPITAL_INSIDE.search(word)):
        return False
    return not _is_event(word, context)


def follows_name(context: Context) -> bool:
    """Whether a name stands before the expression, and no word that a date can follow: "Vision"."""
    return bool(_find_name_before(context)) and _is_tagged(context)


def is_season_of_name(context: Context) -> bool:
    """Whether a season belongs to a name that tells no time: "Winter Paralympics", "Arab Spring"."""
    found = _WORD_BEHIND.match(context.text, context.end)
    if found is not None and found[1].lower() in DATES.season_names:
        return True
    return (found is None or _is_of_time(found[1])) and bool(_find_name_before(context))


def _find_name_before(context: Context) -> str:
    """Find the word before the expression where it has a capital, and a date cannot follow it."""
    found = _WORD_BEFORE.search(context.text[max(0, context.start - 40) : context.start])
    return found[1] if found and found[1][0].isupper() and not _is_of_time(found[1]) else ""


def _is_tagged(context: Context) -> bool:
    return context.is_name(context.start - 2, context.start - 1)


def _is_event(word: str, context: Context) -> bool:
    """Whether a name and the year behind it are an event of that year: "at SpaceOps 2025"."""
    lower, year = word.lower(), int(context.text[context.start : context.end])
    if lower in DATES.no_places or (context.published and year > context.published.year + _FARTHEST_EVENT):
        return False
    if lower in DATES.hosts or context.is_place(context.start - 2, context.start - 1):
        return True
    behind = _WORDS_BEHIND.match(context.text, context.end)
    words = [one.lower() for one in behind.groups("")] if behind else ["", ""]
    if words[0] in DATES.year_events or (
        words[1] in DATES.year_events and words[0] not in DATES.before_years
    ):
        return True
    return bool(_AT.search(context.text[max(0, context.start - 40) : context.start - len(word) - 1]))


def _is_of_time(word: str) -> bool:
    lower = word.lower().rstrip(".")
    return lower in DATES.before_years or any(lower in table for table in DATES.words.values())
