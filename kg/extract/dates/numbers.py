"""Reads the numbers of an expression: "2 1/2", "twenty-four", "a couple of", "nineteen ninety-seven"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.dates.patterns import Match, lexicon
from kg.extract.dates.words import Word

# The year that "'89" means: the hundred years that end here are the ones that news speaks of in two digits.
_SHORT_YEAR_PIVOT = 30


def read_number(words: Sequence[Word]) -> float:
    """The value of digits, a fraction, or number words ("two hundred and ten")."""
    total, part = 0.0, 0.0
    cardinals = lexicon().meanings["cardinal"]
    for word in words:
        if re.fullmatch(r"\d/\d", word.text):
            part += int(word.text[0]) / max(1, int(word.text[2]))
        elif word.text[0].isdigit():
            part += float(word.text.replace(",", ""))
        elif word.lower in cardinals:
            number = int(str(cardinals[word.lower]))
            if number >= 1000:
                total, part = total + max(part, 1) * number, 0.0
            else:
                part = max(part, 1) * number if number == 100 else part + number
    return total + part


def read_count(match: Match) -> float | None:
    """How many units an expression says: one for "a", None for "several"."""
    if "vague" in match.kept:
        words = match.text("vague") or ""
        return 2 if "couple" in words else None
    if "count" in match.kept:
        return read_number(match.kept["count"])
    return 1


def read_year(match: Match) -> int | None:
    """The year of the group `year` (or of a class of years), in digits or words; None where there is none."""
    for group in ("year", "modern_year", "old_year", "apostrophe_year", "short_year"):
        if group in match.kept:
            return _read_year_words(match.kept[group])
    return None


def _read_year_words(words: Sequence[Word]) -> int:
    digits = re.sub(r"\D", "", words[0].text)
    if digits:
        return widen_year(int(digits)) if len(digits) <= 2 else int(digits)
    return spell_year(words)


def spell_year(words: Sequence[Word]) -> int:
    """The year of "nineteen ninety-seven" or "two thousand and ten"."""
    if any(word.lower == "thousand" for word in words):
        return int(read_number(words))
    return int(read_number(words[:1])) * 100 + int(read_number(words[1:]))


def widen_year(short: int) -> int:
    """The year of two digits: 89 -> 1989, 24 -> 2024."""
    return short + (2000 if short <= _SHORT_YEAR_PIVOT else 1900)


def read_day(match: Match) -> int | None:
    """The day of the month under the group `day` or `day_ordinal`: "26", "26th", "eighth"."""
    words = match.kept.get("day") or match.kept.get("day_ordinal")
    if not words:
        return None
    digits = re.match(r"\d+", words[0].text)
    return int(digits[0]) if digits else int(str(lexicon().meaning("ordinal", words[0])))


def read_ordinal(match: Match) -> int:
    """The number of the group `ordinal`: "third", "21st"."""
    word = match.kept["ordinal"][0]
    digits = re.match(r"\d+", word.text)
    return int(digits[0]) if digits else int(str(lexicon().meaning("ordinal", word)))


def find_number(match: Match, name: str, default: int = 0) -> int:
    """What the word of class `name` means as a number; `default` without one."""
    meaning = match.meaning(name)
    return default if meaning is None else int(str(meaning))


def find_unit(match: Match) -> str:
    """The unit of the expression as TIMEX3 writes it, "TH" for hours: the kept one, or the last one named."""
    kept = match.kept.get("unitword") or match.kept.get("unit") or match.kept.get("units")
    singular, plural = lexicon().meanings["unit"], lexicon().meanings["units"]
    words = (word.lower for word in (kept or reversed(match.words)))
    return next(
        str(singular.get(word) or plural[word]) for word in words if word in singular or word in plural
    )
