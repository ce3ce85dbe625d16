"""Passages looked up by their place: the answers of a search through all of them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Passage, Places, find_meeting

PASSAGES = st.builds(lambda start, size: Passage(start, start + size), st.integers(0, 40), st.integers(1, 12))


@dataclass(frozen=True)
class Record:
    """What stands at a passage."""

    passage: Passage


@given(st.lists(st.integers(0, 60), unique=True, max_size=12), PASSAGES)
def test_records_without_overlap(ends: list[int], passage: Passage) -> None:
    bounds = sorted(ends)
    records = [Record(Passage(*pair)) for pair in zip(bounds[::2], bounds[1::2], strict=False)]
    assert list(find_meeting(records, passage)) == [one for one in records if one.passage.meets(passage)]


@given(st.lists(PASSAGES, max_size=12), PASSAGES)
def test_passages_that_overlap(passages: list[Passage], passage: Passage) -> None:
    places = Places((one, number) for number, one in enumerate(passages))
    meeting = {number for number, one in enumerate(passages) if one.meets(passage)}
    holding = {number for number, one in enumerate(passages) if one.holds(passage)}
    assert set(places.meeting(passage)) == meeting and places.meet(passage) is bool(meeting)
    assert set(places.holding(passage)) == holding and places.hold(passage) is bool(holding)
