"""Names that the network cuts in two, or takes too much into."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kg.annotate.facts.names import mend_names
from kg.model import Mark

BLANK = spacy.blank("en")


def mend(text: str, *names: tuple[int, int, str]) -> list[tuple[str, str]]:
    """The names of a text, mended, with their types; `names` are (start, end, type) in tokens."""
    doc = BLANK(text)
    marks = mend_names(doc, [Mark((start, end), kind, 0.9) for start, end, kind in names])
    return [(doc[slice(*mark.run)].text, mark.label) for mark in marks]


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        ("Mirela Strand Okoye signed", [(0, 1, "Person"), (1, 3, "Person")], "Mirela Strand Okoye"),
        ("T. R. Okoye signed", [(2, 3, "Person")], "T. R. Okoye"),
        ("T. R. Okoye signed", [(0, 2, "Organization"), (2, 3, "Person")], "T. R. Okoye"),
        ("Tomas Okoye, Jr. signed", [(0, 2, "Person"), (3, 4, "Person")], "Tomas Okoye, Jr."),
        ("Tomas Okoye, Jr. signed", [(0, 2, "Person")], "Tomas Okoye, Jr."),
        ("the Kingdom of Norland signed", [(1, 3, "State")], "Kingdom of Norland"),
        (
            "the Council of the Norland Union met",
            [(1, 4, "Organization"), (4, 6, "State")],
            "Council of the Norland Union",
        ),
        (
            "the People's Republic of Norland",
            [(1, 2, "State"), (3, 6, "State")],
            "People's Republic of Norland",
        ),
        ("Orbita Systems, LLC of Norland", [(0, 2, "Organization")], "Orbita Systems, LLC"),
    ],
)
def test_halves_and_ends_are_joined(text: str, names: list[tuple[int, int, str]], whole: str) -> None:
    assert [name for name, _ in mend(text, *names)] == [whole]


@pytest.mark.parametrize(
    ("text", "name", "bare"),
    [
        ("Mirela Strand MP signed", (0, 3, "Person"), "Mirela Strand"),
        ("Monsignor Tomas Okoye signed", (0, 3, "Person"), "Tomas Okoye"),
        ("the Norland administration signed", (1, 3, "State"), "Norland"),
        ("Orbita's launch", (0, 2, "Organization"), "Orbita"),
        ("Orbita Systems of course", (0, 3, "Organization"), "Orbita Systems"),
    ],
)
def test_what_is_no_part_of_a_name_is_cut_off(text: str, name: tuple[int, int, str], bare: str) -> None:
    assert [found for found, _ in mend(text, name)] == [bare]


def test_two_states_with_a_hyphen_are_two_names() -> None:
    assert mend("the Norland-Ostravia talks", (1, 4, "State")) == [
        ("Norland", "State"),
        ("Ostravia", "State"),
    ]


def test_initials_are_of_the_person_whatever_the_network_calls_them() -> None:
    assert mend("T. R. Okoye signed", (0, 2, "Organization"), (2, 3, "Person")) == [("T. R. Okoye", "Person")]


@pytest.mark.parametrize("first", [(0, 1), (0, 2)])
def test_a_republic_of_the_people_is_one_even_of_a_name_that_is_known(first: tuple[int, int]) -> None:
    doc = BLANK("People's Republic of Norland")
    doc.ents = [Span(doc, 2, 5, "GPE", span_id="id-of-norland")]
    marks = mend_names(doc, [Mark(first, "State", 0.9), Mark((2, 5), "State", 0.9)])
    assert [mark.run for mark in marks] == [(0, 5)]


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        ("Orbita Corp < ORB > rose", True),
        ("Orbita ( NASDAQ : ORB ) rose", True),
        ("said : ORB rose", False),
        ("of < Orbita Corp > rose", False),
    ],
)
def test_the_symbol_of_a_share_is_no_name(text: str, ticker: bool) -> None:
    words = text.split()
    doc = Doc(BLANK.vocab, words=words)
    place = next(i for i, word in enumerate(words) if word in ("ORB", "Orbita") and i > 1)
    marks = mend_names(doc, [Mark((place, place + 1), "Organization", 0.9)])
    assert bool(marks) is not ticker


def test_names_of_the_gazetteer_side_by_side_stay_two() -> None:
    doc = BLANK("Orbita NASA")
    doc.ents = [Span(doc, 1, 2, "ORG", span_id="id-of-nasa")]
    marks = mend_names(doc, [Mark((0, 1), "Organization", 0.9), Mark((1, 2), "Organization", 0.9)])
    assert [mark.run for mark in marks] == [(0, 1), (1, 2)]


WORDS = st.sampled_from(
    ["Ana", "Ruiz", "of", "the", "J.", ",", "Jr.", "People", "'s", "Council", "MP", "news", "-"]
)


@given(st.lists(WORDS, min_size=1, max_size=14), st.data())
def test_mended_names_lie_apart_in_order_and_inside_the_text(words: list[str], data: st.DataObject) -> None:
    doc = Doc(BLANK.vocab, words=words)
    edges = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=6)))
    kinds = st.sampled_from(["Person", "Organization", "State"])
    marks = [Mark(run, data.draw(kinds), 0.7) for run in list(pairwise(edges))[::2]]
    runs = [mark.run for mark in mend_names(doc, marks)]
    assert all(0 <= start < end <= len(doc) for start, end in runs)
    assert all(before[1] <= after[0] for before, after in pairwise(runs))
