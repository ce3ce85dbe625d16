"""Parts of a text that were written apart: the entries of a live blog, what a line of marks sets off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.parts import Parts
from tests.test_resolve import article_of, mention, names

ENTRIES = ("Ana arrives.", "She waits.", "Ben leaves.")


def count(text: str) -> int:
    """How many parts the entries stand in."""
    parts = Parts(text)
    return len({parts.find(text.index(entry)) for entry in ENTRIES})


@pytest.mark.parametrize(
    "heads",
    [
        ("", "* * *\n", "* * *\n"),
        ("", "---\n", "-----\n"),
        ("", "###\n", "# # #\n"),
        ("", "⁂\n", "⁂\n"),
        ("10:42\n", "10:31\n", "09:05\n"),
        ("10.42am\n", "10.31am\n", "9am\n"),
        ("3:15 p.m. EDT\n", "2:10 p.m. EDT\n", "1 p.m. EDT\n"),
        ("14:05 GMT - The talks begin\n", "13:55 GMT: A delay\n", "13h20 | Good morning\n"),
        ("Updated 14:05\n", "at 13:00\n", "12:00 UTC\n"),
    ],
)
def test_each_entry_is_a_part(heads: tuple[str, str, str]) -> None:
    assert count("\n".join(head + entry for head, entry in zip(heads, ENTRIES, strict=True))) == 3


@pytest.mark.parametrize(
    "heads",
    [
        ("", "", ""),
        ("10:42\n", "", "10:31\n"),  # a caption, a post
        ("", "--\n", "- - or so\n"),
        ("5\n", "6\n", "7\n"),
        ("10:42 was the time.\n", "10:43 was it.\n", "10:44 it was.\n"),
    ],
)
def test_other_lines_part_nothing(heads: tuple[str, str, str]) -> None:
    assert count("\n".join(head + entry for head, entry in zip(heads, ENTRIES, strict=True))) == 1


@given(st.text(alphabet="*-# \n:10am⁂x"))
def test_parts_follow_each_other(text: str) -> None:
    parts = Parts(text)
    numbers = [parts.find(place) for place in range(len(text) + 1)]
    assert numbers == sorted(numbers)


def test_a_pronoun_means_nobody_of_another_part() -> None:
    article, extraction = article_of(
        mention(0, "Ana Ruiz", type="Person", gender="feminine", subject=True),
        mention(20, "she", "pronoun", type="Person", gender="feminine"),
        mention(60, "she", "pronoun", type="Person", gender="feminine"),
    )
    assert names(article, extraction) == ["Ana Ruiz"] * 3
    parted = article.text[:30] + "\n* * *\n" + article.text[37:]
    assert names(replace(article, text=parted), extraction) == ["Ana Ruiz", "Ana Ruiz", None]
