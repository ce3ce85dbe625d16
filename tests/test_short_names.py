"""Which organization a shorter name means, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity
from kg.resolve.short_names import (
    FIRST_WORDS,
    LAST_WORDS,
    OWN_BODY,
    REORDERED,
    SAME_WORDS,
    find_whole,
    how_shortened,
)


@pytest.mark.parametrize(
    ("short", "whole", "way"),
    [
        ("ORBITA LAUNCH", "Orbita Launch", SAME_WORDS),
        ("Orbita Launch", "Orbita Launch, Inc.", SAME_WORDS),
        ("the Órbita", "Orbita", SAME_WORDS),
        ("Council", "Harbor Council", LAST_WORDS),
        ("Harbor Command", "Norland Harbor Command", LAST_WORDS),
        ("Orbita", "Orbita Launch Systems", FIRST_WORDS),
        ("Orbita Launch", "Orbita Launch Systems", FIRST_WORDS),
        ("Fernholm", "Fernholm University", FIRST_WORDS),
        ("Fernholm University", "Fernholm University of Norland", OWN_BODY),
        ("Fernholm University", "University of Fernholm", REORDERED),
    ],
)
def test_a_shorter_name_means_the_longer(short: str, whole: str, way: tuple[str, float]) -> None:
    assert how_shortened(short, whole) == way


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Coast Guard", "Coast Guard Research Laboratory"),
        ("NSO", "NSO Council"),
        ("Fernholm", "Port of Fernholm"),
        ("Fernholm", "Office of Fernholm"),
        ("Orbita Launch Systems", "Orbita"),
        ("Launch", "Orbita Launch Systems"),
        ("Quell", "Orbita"),
    ],
)
def test_a_part_of_a_body_or_another_word_does_not(short: str, whole: str) -> None:
    assert how_shortened(short, whole) is None


def to_bodies(*names: str) -> list[Entity]:
    return [Entity(f"urn:{number}", name, "Organization") for number, name in enumerate(names)]


def test_of_two_that_a_name_could_be_short_for_it_means_neither() -> None:
    assert find_whole("Orbita", to_bodies("Orbita Launch", "Orbita Mining")) is None


def test_a_body_goes_before_its_parts() -> None:
    found = find_whole("Orbita", to_bodies("Orbita Launch Systems", "Orbita Launch"))
    assert found is not None and found[0].name == "Orbita Launch"


def test_the_surest_way_wins() -> None:
    found = find_whole("Orbita", to_bodies("Orbita Mining", "Orbita Inc."))
    assert found is not None and found[0].name == "Orbita Inc."


@given(st.text(), st.text())
def test_any_two_names_are_compared(short: str, whole: str) -> None:
    way = how_shortened(short, whole)
    assert way is None or 0 < way[1] < 1
