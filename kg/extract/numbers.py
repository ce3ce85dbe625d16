"""Read numbers in words and digits: "40th", "fortieth", "one hundred and twenty", "2 1/2", "10,000"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.rules.numbers import NUMBERS

_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?")
_FRACTION = re.compile(r"(\d)/(\d)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_VALUES = {**NUMBERS.cardinal, **NUMBERS.ordinal}
# These count what stands before them, and the larger ones all of it.
_MULTIPLIERS = {"dozen", "hundred", "hundredth"}


def is_ordinal(word: str) -> bool:
    """Whether one word is an ordinal: "40th", "fortieth"."""
    return word.lower() in NUMBERS.ordinal or _ORDINAL.fullmatch(word.lower()) is not None


def read_number(words: Iterable[str]) -> float:
    """Add up the words of one cardinal or ordinal: "one hundred and twentieth" is 120, "and" is nothing."""
    total, part = 0.0, 0.0
    for word in map(str.lower, words):
        if fraction := _FRACTION.fullmatch(word):
            part += int(fraction[1]) / max(1, int(fraction[2]))
        elif digits := _DIGITS.fullmatch(word):
            part += float(digits[1].replace(",", ""))
        elif (number := _VALUES.get(word, 0)) >= 1000:
            total, part = total + (part or 1) * number, 0.0
        else:
            part = (part or 1) * number if word in _MULTIPLIERS else part + number
    return total + part
