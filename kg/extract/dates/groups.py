"""Parse the groups of a pattern match to numbers, years and units: "2 1/2", "a couple of", "'89"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.dates.lexicon import Word
from kg.extract.dates.patterns import PatternMatch, lexicon
from kg.extract.numbers import read_number
from kg.model import TimexMod
from kg.rules.dates import DATES

# The year that "'89" means: the hundred years that end here are the ones that news speaks of in two digits.
_SHORT_YEAR_PIVOT = 30


def parse_number(words: Iterable[Word]) -> float:
    """Parse digits, a fraction, or number words ("two hundred and ten")."""
    return read_number(word.lower for word in words)


def parse_count(match: PatternMatch) -> float | None:
    """Parse the count of units of an expression: one for "a", None for "several"."""
    if "vague" in match.groups:
        words = match.group_text("vague") or ""
        return 2 if "couple" in words else None
    if "count" in match.groups:
        return parse_number(match.groups["count"])
    return 1


def parse_year(match: PatternMatch) -> int | None:
    """Parse the year, in digits or words, of whichever group of years the match has; None without one."""
    for group in ("year", "modern_year", "old_year", "apostrophe_year", "short_year"):
        if group in match.groups:
            return _parse_year_words(match.groups[group])
    return None


def _parse_year_words(words: Sequence[Word]) -> int:
    """Parse a year in digits or words."""
    digits = re.sub(r"\D", "", words[0].text)
    if digits:
        return expand_short_year(int(digits)) if len(digits) <= 2 else int(digits)
    return parse_spelled_year(words)


def parse_spelled_year(words: Sequence[Word]) -> int:
    """Parse a year in words: "nineteen ninety-seven", "two thousand and ten"."""
    if any(word.lower == "thousand" for word in words):
        return int(parse_number(words))
    return int(parse_number(words[:1])) * 100 + int(parse_number(words[1:]))


def expand_short_year(short: int) -> int:
    """Expand a year of two digits: 89 -> 1989, 24 -> 2024."""
    return short + (2000 if short <= _SHORT_YEAR_PIVOT else 1900)


def parse_day(match: PatternMatch) -> int | None:
    """Parse the day of the month of the group `day` or `day_ordinal`: "26", "26th", "eighth"."""
    words = match.groups.get("day") or match.groups.get("day_ordinal")
    return int(parse_number(words)) if words else None


def parse_ordinal(match: PatternMatch) -> int:
    """Parse the group `ordinal`: "third", "21st"."""
    return int(parse_number(match.groups["ordinal"]))


def find_meaning(match: PatternMatch, name: str, default: int = 0) -> int:
    """Look up the number that the rules give the first word of group `name`; `default` without that group."""
    meaning = match.meaning(name)
    return default if meaning is None else int(str(meaning))


def find_part(match: PatternMatch) -> TimexMod | None:
    """Find which part of a time is meant: START of "early 2024", MID of "mid-century", END of "late May"."""
    return next((DATES.parts[word.lower] for word in match.words if word.lower in DATES.parts), None)


def find_unit(match: PatternMatch) -> str:
    """Find the TIMEX3 unit of the expression ("TH" for hours): its group's, else the last named."""
    kept = match.groups.get("unitword") or match.groups.get("unit") or match.groups.get("units")
    singular, plural = lexicon().meanings["unit"], lexicon().meanings["units"]
    words = (word.lower for word in (kept or reversed(match.words)))
    return next(
        str(singular.get(word) or plural[word]) for word in words if word in singular or word in plural
    )
