"""Numbers in words and digits, one reader for dates and agreements."""

from __future__ import annotations

import pytest

from kg.extract.numbers import is_ordinal, read_number


@pytest.mark.parametrize("word", ["first", "Fortieth", "hundredth", "64th", "121ST"])
def test_an_ordinal_stands_in_words_or_digits(word: str) -> None:
    assert is_ordinal(word)


@pytest.mark.parametrize("word", ["forty", "th", "64", "and"])
def test_other_words_are_no_ordinals(word: str) -> None:
    assert not is_ordinal(word)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("forty", 40),
        ("one hundred and twenty", 120),
        ("two thousand three hundred - ", 2300),
        ("two dozen", 24),
        ("a dozen", 12),
        ("10,000", 10_000),
        ("2 1/2", 2.5),
        ("3.5 million", 3_500_000),
        ("0.5 million", 500_000),
        ("21ST", 21),
        ("forty - first", 41),
        ("one hundred and thirtieth", 130),
        ("one hundredth", 100),
        ("", 0),
        ("and", 0),
    ],
)
def test_the_words_of_a_number_add_up(words: str, number: float) -> None:
    assert read_number(words.split()) == number
