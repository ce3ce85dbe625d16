"""What a client accepts, and what it is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.media import GRAPHS, TABLES, choose

OFFERED = ["text/turtle", "application/n-triples", "text/csv"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("text/turtle;q=0.5, text/csv", "text/csv"),
        ("text/turtle;q=0.5, text/csv;q=0.25", "text/turtle"),
        ("text/*;q=0.8, text/turtle;q=0.1, application/n-triples;q=0.3", "text/csv"),
        ("text/turtle;q=0, */*;q=0.1", "application/n-triples"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "text/turtle"),
        ("text/csv; header=present; q=1.0", "text/csv"),
        ("text/html", None),
        ("text/turtle;q=0", None),
        ("nonsense, text/csv", "text/csv"),
    ],
)
def test_the_best_that_is_accepted(accept: str, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen


@given(accept=st.text(alphabet="text/*,;q=0.15 csvjn+", max_size=40))
def test_whatever_is_accepted_the_choice_is_one_of_ours(accept: str) -> None:
    assert choose(accept, OFFERED) in [*OFFERED, None]


@pytest.mark.parametrize("media", [*TABLES, *GRAPHS])
def test_each_is_chosen_by_its_name(media: str) -> None:
    offered = list(TABLES if media in TABLES else GRAPHS)
    assert choose(f"text/html, {media};q=0.1", offered) == media
