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


TEXT = "Škoda’s owner said “yes”"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1250", TEXT),
        ("ISO-8859-2", "Škoda’s owner".replace("’", "'")),
        ("iso-8859-1", "“The café’s” owner"),  # Browsers read Windows-1252 for it.
        ("koi8-r", "The agency, or Роскосмос"),
        ("shift_jis", "The plan of 日本 is new"),
        ("iso-2022-jp", "The plan of 日本 is new"),
        ("gb2312", "The plan of 中国 is new"),
    ],
)
def test_declared_charset_is_obeyed(charset: str, text: str) -> None:
    data = text.encode("cp1252" if charset == "iso-8859-1" else charset)
    assert decode(data, "x", charset) == text


def test_utf8_is_read_whatever_is_declared() -> None:
    assert decode(TEXT.encode(), "x", "iso-8859-1") == TEXT


@pytest.mark.parametrize(
    "charset", ["", "utf-8", "x-unknown", "zip", "rot13", "unicode_escape", "idna", "é", "a\0b"]
)
def test_other_charsets_are_passed_over(charset: str) -> None:
    assert decode(b"The plan \\n is new", "x", charset) == "The plan \\n is new"


def test_binary_in_a_wide_encoding_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"^x: is binary, not text$"):
        decode("a\0b".encode("utf-16"), "x")
