"""Quotations by their marks alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotations import find_quotations

FOUND = {
    "curly": ("He said “no” twice.", ["“no”"]),
    "straight": ('He said "no" and "never" again.', ['"no"', '"never"']),
    "guillemets": ("«Oui», he said.", ["«Oui»"]),
    "single": ("'It's a start,' she said of the agencies' work.", ["'It's a start,'"]),
    "single beside double": ("“Yes,” he said. She said 'no, never' later.", ["“Yes,”", "'no, never'"]),
    "straight inside straight": (
        '"We have the "Comet" project," he said.',
        ['"We have the "Comet" project,"'],
    ),
    "apostrophes": ("The crew's day isn't over; the agencies' work goes on.", []),
    "stray mark": ("A stray “ mark stays open.\n\nNothing follows.", []),
}


@pytest.mark.parametrize("case", FOUND)
def test_finds_quotations(case: str) -> None:
    text, expected = FOUND[case]
    assert [quotation.passage.of(text) for quotation in find_quotations(text)] == expected


def test_a_quotation_without_closing_mark_runs_on_in_the_next_paragraph() -> None:
    text = "“It is late,” he said. “We must go.\n\n“We must go now.”"
    first, second, third = find_quotations(text)
    assert not first.continued and second.continued and not third.continued
    assert second.inside.of(text) == "We must go."


@given(st.text(alphabet="ab .,“”\"'‘’«»\n", max_size=80))
def test_quotations_are_ordered_apart_and_inside_the_text(text: str) -> None:
    found = find_quotations(text)
    assert all(
        0 <= q.passage.start <= q.inside.start <= q.inside.end <= q.passage.end <= len(text) for q in found
    )
    assert all(left.passage.end <= right.passage.start for left, right in pairwise(found))


def test_a_mark_of_the_wrong_shape_closes_where_none_else_does() -> None:
    (quotation,) = find_quotations('She added, "We are ready to fly.“ The crew agreed.')
    assert quotation.inside.of('She added, "We are ready to fly.“ The crew agreed.') == "We are ready to fly."
