"""Amounts as bounds: rounding, approximations, ranges, units, and what is no amount of a whole thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.figures.amounts import find_amounts
from kg.model import Passage
from kg.rules.figures import FIGURES


def read(text: str) -> list[tuple[str, str, float | None, float | None]]:
    found = find_amounts(text, Passage(0, len(text)))
    return [(one.passage.of(text), one.unit, one.least, one.most) for one in found]


@pytest.mark.parametrize(
    ("text", "words", "unit", "least", "most"),
    [
        ("It costs $4.1 billion.", "$4.1 billion", "USD", 4.05e9, 4.15e9),
        ("It costs 4 billion dollars.", "4 billion dollars", "USD", 3.5e9, 4.5e9),
        ("It weighs two tonnes.", "two tonnes", "kg", 1500, 2500),
        ("It weighs two tons.", "two tons", "kg", 1360.5, 2500),
        ("It weighs 4,200 kg.", "4,200 kg", "kg", 4150, 4250),
        ("It carries four astronauts.", "four astronauts", "people", 4, 4),
        ("It has 300 satellites.", "300 satellites", "satellites", 250, 350),
        ("It costs about €10 million.", "about €10 million", "EUR", 4e6, 18e6),
        ("It costs at least $12 billion.", "at least $12 billion", "USD", 11.5e9, None),
        ("It costs up to $12 billion.", "up to $12 billion", "USD", None, 12.5e9),
        ("It costs $12 billion or more.", "$12 billion or more", "USD", 11.5e9, None),
        ("It costs $4 to $5 billion.", "$4 to $5 billion", "USD", 3.5e9, 5.5e9),
        (
            "It costs between $4 billion and $5 billion.",
            "between $4 billion and $5 billion",
            "USD",
            3.5e9,
            5.5e9,
        ),
        ("It costs A$7 million.", "A$7 million", "AUD", 6.5e6, 7.5e6),
    ],
)
def test_an_amount_is_what_its_words_can_mean(
    text: str, words: str, unit: str, least: float | None, most: float | None
) -> None:
    assert read(text) == [(words, unit, pytest.approx(least), pytest.approx(most))]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $4 million a year.",
        "It costs $4 million per launch.",
        "It costs $4 million/launch.",
        "It costs $4 million more.",
        "It has cost $4 million so far.",
        "It took 4 years.",
        "It is number 4.",
        "It is called X4 kgs.",
        "$4 million of it was paid.",
    ],
)
def test_what_is_of_a_part_or_has_no_unit_is_none(text: str) -> None:
    assert read(text) == []


UNITS = [(unit, word) for unit, words in FIGURES.units.items() for word in words if word[-1].isalpha()]


@given(st.integers(1, 10**7), st.sampled_from(UNITS))
def test_a_number_lies_in_its_bounds(number: int, unit: tuple[str, str]) -> None:
    [(_, found, least, most)] = read(f"It is {number:,} {unit[1]}.")
    sizes = FIGURES.units[unit[0]][unit[1]]
    assert found == unit[0]
    assert (least or 0) <= number * min(sizes) + 1e-4
    assert number * max(sizes) - 1e-4 <= (most or 0)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for one in find_amounts(text, Passage(0, len(text))):
        assert 0 <= one.passage.start <= one.number.start < one.number.end <= one.passage.end <= len(text)
        assert one.least is None or one.most is None or one.least <= one.most
