"""Where paragraphs begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.paragraphs import find_breaks

WRAPPED = "The agency, which had flown the station together with four partners, said\nthat it would leave."
STARTS = {
    "blank line": ("Heading\n\nThe text.", ["The text."]),
    "three blank lines": ("One.\n \n\nTwo.", ["Two."]),
    "a line of its own": ("A heading\nThe text begins.", ["The text begins."]),
    "a wrapped line": (WRAPPED, []),
    "a wrapped capital": (WRAPPED.replace("that", "That"), []),
    "a long line that ends": (
        WRAPPED.replace("said", "spoke.").replace("that", "That"),
        ["That it would leave."],
    ),
    "line end at the end": ("One.\n", []),
}


@pytest.mark.parametrize("case", STARTS)
def test_finds_where_paragraphs_begin(case: str) -> None:
    text, expected = STARTS[case]
    assert [text[start:] for start in find_breaks(text)] == expected


@given(st.text(alphabet="aB. \n\t", max_size=60))
def test_a_paragraph_begins_with_a_word_behind_a_line_end(text: str) -> None:
    for start in find_breaks(text):
        assert not text[start].isspace()
        assert "\n" in text[:start][len(text[:start].rstrip()) :]
