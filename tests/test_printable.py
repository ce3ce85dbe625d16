"""What a terminal would obey is shown as an escape, and nothing else is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.printable import shorten, to_printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, naïve, 月, 🛰", "plain, naïve, 月, 🛰"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b2J\x7f", "\\x9b2J\\x7f"),
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
        ("one\r\ntwo\tthree", "one\\x0d\\x0atwo\\x09three"),
        ("half \ud83d", "half \\ud83d"),
    ],
)
def test_what_is_obeyed_becomes_an_escape(text: str, shown: str) -> None:
    assert to_printable(text) == shown


@given(st.text())
def test_nothing_that_is_left_is_a_control_or_changes_the_direction(text: str) -> None:
    shown = to_printable(text, keep="\n")
    assert not {unicodedata.category(one) for one in shown if one != "\n"} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(one) for one in shown} & {
        "LRO",
        "RLO",
        "LRE",
        "RLE",
        "PDF",
        "RLI",
        "LRI",
    }


def test_a_long_value_is_cut() -> None:
    assert shorten("x" * 200, 10) == "x" * 10 + "…"
    assert shorten("x" * 10, 10) == "x" * 10
