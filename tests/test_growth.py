"""Texts made to hurt: what takes time in proportion to their length ends, all else would not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.claims.blocks import _LINE
from kg.extract.dates.adjacency import _BETWEEN
from kg.extract.dates.patterns import lexicon
from kg.extract.quotations import find_quotations

LONG = 200_000


@pytest.mark.parametrize("marks", ['"', "“", "”", "“a” ", '"a ', "‘a ", "„a “b ", '"a" "b'])
def test_marks_without_end(marks: str) -> None:
    text = marks * (LONG // len(marks))
    found = find_quotations(text)
    assert all(first.passage.end <= second.passage.start for first, second in pairwise(found))


@pytest.mark.parametrize("words", [", ", "the ", "- ", "/"])
def test_words_that_could_stand_in_a_date(words: str) -> None:
    kept, codes = lexicon().tokenize(words * LONG)
    assert not kept and not codes


def test_blanks_without_end() -> None:
    blanks = " " * LONG
    assert [match.span() for match in _LINE.finditer(f"One.\n{blanks}\n{blanks}two")] == [
        (0, 4),
        (2 * LONG + 6, 2 * LONG + 9),
    ]
    assert not _BETWEEN.fullmatch(f"{blanks}x") and _BETWEEN.fullmatch(f"{blanks},{blanks}on ")
