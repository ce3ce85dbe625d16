"""Which claims about one matter cannot all be so: contradictions, shifts, and what only looks like them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.disagreements import find_disagreements
from kg.model import Telling

BASE = "https://w3id.org/spacepolicy/id/article"


def tell(number: int, day: str, who: str = "", **more: object) -> Telling:
    """What the article of a number tells, published on that day."""
    article = f"{BASE}/{number}"
    told = Telling(
        f"{article}/event/1-2",
        f"{article}/claim/0-9",
        "launch of Petrel 1",
        "launch of Petrel 1",
        day,
        frozenset({who or f"speaker {number}"}),
        "due",
    )
    return replace(told, **more)  # type: ignore[arg-type]


def year(number: int) -> dict[str, str]:
    return {"said": str(number), "earliest": f"{number}-01-01", "latest": f"{number}-12-31"}


def find(*tellings: Telling) -> list[tuple[str, str, str, bool]]:
    """The clashes, as the numbers of the two articles, by what they clash, and whether they are a shift."""
    return [
        (one.earlier.article[-1], one.later.article[-1], one.clash, one.is_shift)
        for one in find_disagreements(tellings)
    ]


def test_times_that_do_not_meet_clash() -> None:
    first, second = tell(1, "2031-03-01", **year(2032)), tell(2, "2031-03-20", **year(2034))
    assert find(first, second) == [("1", "2", "time", False)]
    assert find(second, first) == find(first, second)


@pytest.mark.parametrize(
    "other",
    [
        tell(2, "2031-03-20", **year(2032)),
        tell(2, "2031-03-20"),
        tell(2, "2031-03-20", said="2031/..", earliest="2031-01-01"),
        tell(2, "2031-06-20", **year(2034)),
        tell(2, "2031-03-20", **year(2034), matter="launch of Petrel 2"),
        tell(2, "2031-03-20", **year(2034), outlook="done"),
        tell(2, "2031-03-20", **year(2034), is_not=True),
    ],
    ids=["same", "no time", "open", "months later", "another matter", "another outlook", "not then"],
)
def test_what_both_can_be_so_does_not(other: Telling) -> None:
    assert find(tell(1, "2031-03-01", **year(2032)), other) == []


def test_what_one_denies_and_another_tells_clashes() -> None:
    told, denied = tell(1, "2031-03-01", **year(2032)), tell(2, "2031-03-20", is_not=True)
    assert find(told, denied) == [("1", "2", "denied", False)]
    assert find(denied, replace(denied, claim=f"{BASE}/3/claim/0-9")) == []
    within = replace(denied, said="203X", earliest="2030-01-01", latest="2039-12-31")
    assert find(told, within) == [("1", "2", "denied", False)]


def test_what_had_not_happened_yet_may_happen() -> None:
    not_yet = tell(1, "2031-03-01", outlook="done", is_not=True)
    then = tell(2, "2031-03-09", outlook="done")
    assert find(not_yet, then) == []
    assert find(not_yet, replace(then, earliest="2031-02-01", latest="2031-02-01")) == [
        ("1", "2", "denied", False)
    ]
    assert find(replace(not_yet, published="2031-03-10"), then) == [("2", "1", "denied", False)]


def test_an_actor_that_changes_its_word_shifts_from_the_last_one() -> None:
    said = [tell(number, f"203{number}-01-01", "Grayrock", **year(2034 + number)) for number in (1, 2, 3)]
    assert find(*said) == [("1", "2", "time", True), ("2", "3", "time", True)]
    silent = replace(said[1], said="", earliest=None, latest=None)
    assert find(said[0], silent, said[2]) == [("1", "3", "time", True)]


def test_two_reports_of_one_day_contradict_each_other() -> None:
    first, second = (tell(number, "2031-03-01", "Grayrock", **year(2034 + number)) for number in (1, 2))
    assert find(first, second) == [("1", "2", "time", False)]
    within = replace(second, claim=f"{BASE}/1/claim/20-29")
    assert find(first, within) == []


def test_amounts_of_one_unit_clash() -> None:
    first = tell(1, "2031-03-01", least=1.5, most=2.5, unit="kg")
    heavy = tell(2, "2031-03-02", least=3.0, most=None, unit="kg")
    assert find(first, heavy) == [("1", "2", "amount", False)]
    assert find(first, replace(heavy, least=2.5)) == []
    assert find(first, replace(heavy, unit="USD")) == []


def deny(number: int, day: str, words: str, **more: object) -> Telling:
    return tell(number, day, matter="", iri=f"{BASE}/{number}/claim/0-9", words=words, **more)


DENIED = deny(
    1, "2031-03-03", "that its boat damaged the antenna of the satellite", is_denial=True, is_not=True
)


@pytest.mark.parametrize(
    ("day", "words", "is_found"),
    [
        ("2031-03-01", "Norland's boats had damaged an antenna of the Lagoon satellite", True),
        ("2031-03-09", "The boat damages the satellite’s antenna", True),
        ("2031-03-01", "Norland's boat never damaged the antenna of the satellite", False),
        ("2031-03-01", "Norland's boat damaged the pier", False),
        ("2031-08-01", "Norland's boat damaged the antenna of the satellite", False),
    ],
)
def test_a_denial_disputes_who_says_it_in_nearly_the_same_words(day: str, words: str, is_found: bool) -> None:
    other = deny(2, day, words)
    found = find_disagreements([], [(DENIED, [other])])
    assert [one.clash for one in found] == ["denied"] * is_found
    assert find_disagreements([], [(DENIED, [replace(other, speakers=DENIED.speakers)])]) == []
    assert find_disagreements([], [(DENIED, [replace(other, is_denial=True)])]) == []


def test_a_denial_with_a_number_disputes_that_number() -> None:
    denied = replace(DENIED, words="that it lost 40 crates of bolts at sea")
    lost = [deny(2, "2031-03-01", f"the ship lost {number} crates of bolts at sea") for number in (40, 50)]
    found = find_disagreements([], [(denied, lost)])
    assert [one.earlier.words for one in found] == ["the ship lost 40 crates of bolts at sea"]


TELLING = st.builds(
    tell,
    st.integers(1, 9),
    st.sampled_from(["2031-03-01", "2031-03-02", "2031-09-01"]),
    st.sampled_from(["Ruiz", "Falk"]),
    matter=st.sampled_from(["launch", "landing"]),
    is_not=st.booleans(),
    earliest=st.sampled_from([None, "2032-01-01", "2034-01-01"]),
    outlook=st.sampled_from(["done", "due"]),
)


@given(st.lists(TELLING, unique_by=lambda one: one.iri), st.randoms(use_true_random=False))
def test_the_order_of_tellings_never_matters(tellings: list[Telling], randomness: random.Random) -> None:
    found = find_disagreements(tellings)
    randomness.shuffle(tellings)
    assert find_disagreements(tellings) == found
    for one in found:
        assert one.earlier.published <= one.later.published
        assert one.is_shift == bool(one.speakers)
        assert (one.earlier.matter, one.earlier.outlook) == (one.later.matter, one.later.outlook)
