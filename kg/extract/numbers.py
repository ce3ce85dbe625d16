"""Numbers in words and digits: "40th", "fortieth", "forty-first", "one hundred and twentieth"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.rules.numbers import NUMBERS

_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")


def read_ordinal(word: str) -> int | None:
    """The number of one word: "40th" and "fortieth" are 40; None for a word that is no ordinal."""
    digits = _DIGITS.fullmatch(word.lower())
    return int(digits[1]) if digits else NUMBERS.ordinal.get(word.lower())


def read_cardinal(words: Sequence[str]) -> int:
    """The number of count words in a row: "one hundred and twenty" is 120. Words of none count nothing."""
    total, part = 0, 0
    for word in words:
        number = NUMBERS.cardinal.get(word.lower(), 0)
        if number >= 1000:
            total, part = total + max(part, 1) * number, 0
        else:
            part = max(part, 1) * number if number == 100 else part + number
    return total + part
