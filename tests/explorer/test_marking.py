"""A text with marks that overlap and lie in one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.marking import Mark, cut_text
from kg.explorer.reading import Span

PLACES = st.tuples(st.integers(-2, 30), st.integers(-2, 30))


def mark(start: int, end: int, kind: str, id: str) -> Mark:
    """A mark on a passage."""
    return Mark(Span(start, end), kind, id)


def test_the_shortest_mark_comes_first() -> None:
    segments = cut_text("He said NASA left.", [mark(8, 17, "claim", "c"), mark(8, 12, "actor", "a")])
    assert [(one.text, one.ids, one.kinds) for one in segments] == [
        ("He said ", "", ""),
        ("NASA", "a c", "actor claim"),
        (" left", "c", "claim"),
        (".", "", ""),
    ]
    assert [one.is_start for one in segments] == [False, True, False, False]


@given(st.text(max_size=25), st.lists(PLACES, max_size=8))
def test_no_mark_changes_the_text(text: str, places: list[tuple[int, int]]) -> None:
    marks = [mark(start, end, "claim", str(number)) for number, (start, end) in enumerate(places)]
    segments = cut_text(text, marks)
    assert "".join(one.text for one in segments) == text
    for one in marks:
        marked = "".join(segment.text for segment in segments if one in segment.marks)
        is_inside = 0 <= one.span.start < one.span.end <= len(text)
        assert marked == (text[one.span.start : one.span.end] if is_inside else "")
