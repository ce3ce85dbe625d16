"""Bytes to text: UTF-8, Windows-1252 where it is plausible, an error for the rest."""

from __future__ import annotations

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.readers.decode import decode, is_binary


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_read_back(text: str) -> None:
    assert decode(text.encode("utf-8"), "x") == text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


@pytest.mark.parametrize(
    "text",
    [
        "“We are glad,” the minister said – and it’s true.",
        "The café in Kourou costs €5, São Paulo’s costs 3 £.",
        "The café’s owner, the Élysée, Müller and Škoda",
    ],
)
def test_windows_1252_is_read_where_it_is_plausible(text: str) -> None:
    assert decode(text.encode("cp1252"), "x") == text


@pytest.mark.parametrize(
    "data",
    [
        "“It stays” until 2030 – at the café".encode()[:-1],
        "“It stays”".encode() + b" until \xff 2030",
        b"the caf\xc3 of the agency",
        b"the agency said \xe2\x80 that it stays",
        b"undefined \x81 byte",
    ],
    ids=["cut at the end", "stray byte", "half a letter", "half a quote", "no such character"],
)
def test_broken_utf8_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^x: is not UTF-8 \(byte \d+: 0x..\): save it as UTF-8$"):
        decode(data, "x")


def test_compressed_data_is_binary_even_without_a_null() -> None:
    packed = gzip.compress(random.Random(1).randbytes(5000), mtime=0)
    assert is_binary(packed.replace(b"\0", b""))


@pytest.mark.parametrize(
    "text", ["", "A line\n\tand a tab\r\nand a form feed\f, all in a text", "x" * 99 + "\x07"]
)
def test_text_with_the_odd_control_character_is_text(text: str) -> None:
    assert not is_binary(text.encode())
