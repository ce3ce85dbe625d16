"""What a terminal would obey is shown as an escape, and nothing else is touched."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.printable import escape_json, shorten, to_line, to_printable


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


def test_a_long_line_keeps_its_beginning_and_its_end() -> None:
    line = to_line("the file is wrong: " + "x" * 5000 + "\n: mend it")
    assert line.startswith("the file is wrong: xxx") and line.endswith("xxx\\x0a: mend it")
    assert " … " in line and len(line) < 4100
    assert to_line("short\x1b[0m") == "short\\x1b[0m"


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())), st.booleans())
def test_escaped_json_is_the_same_json(value: object, ascii_only: bool) -> None:
    shown = escape_json(json.dumps(value, ensure_ascii=False, indent=2), ascii_only)
    assert json.loads(shown) == json.loads(json.dumps(value))
    assert to_printable(shown, keep="\n") == shown
    assert shown.isascii() or not ascii_only
