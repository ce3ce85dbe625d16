"""Numbers in words and digits, one reader for dates and agreements."""

from __future__ import annotations

import pytest

from kg.extract.numbers import read_cardinal, read_ordinal


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("first", 1),
        ("Fortieth", 40),
        ("hundredth", 100),
        ("64th", 64),
        ("121ST", 121),
        ("forty", None),
        ("th", None),
    ],
)
def test_an_ordinal_is_read_in_words_and_digits(word: str, number: int | None) -> None:
    assert read_ordinal(word) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("forty", 40),
        ("one hundred and twenty", 120),
        ("two thousand three hundred - ", 2300),
        ("", 0),
        ("and", 0),
    ],
)
def test_count_words_add_up(words: str, number: int) -> None:
    assert read_cardinal(words.split()) == number
