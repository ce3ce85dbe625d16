"""JSON Lines: what is written is read back equal, and a bad line is named by its number."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.model import Article
from kg.normalize import normalize_line
from kg.readers.jsonl import read_jsonl
from kg.readers.mojibake import repair_mojibake
from tests.strategies import articles

TEXT = "The agency said on Tuesday that it had not heard of the plan."


def read(folder: Path, *lines: str | bytes) -> list[Article | ArticleError]:
    path = folder / "news.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(read_jsonl(path))


def read_error(folder: Path, line: str | bytes) -> str:
    (result,) = read(folder, line)
    assert isinstance(result, ArticleError)
    return str(result).removeprefix(f"{folder}/")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(articles(), min_size=1, max_size=3), st.booleans())
@example([Article("a", TEXT + "\r\n\0\x1b\u2028\N{RIGHT-TO-LEFT OVERRIDE}\N{ROCKET}\N{BOM}".strip())], True)
def test_articles_written_are_read_back_equal(
    tmp_path: Path, written: list[Article], ascii_only: bool
) -> None:
    fields = [value for one in written for value in (one.text, one.title, one.source or "")]
    assume(fields == list(map(repair_mojibake, fields)))
    lines = [json.dumps(asdict(article), ensure_ascii=ascii_only) for article in written]
    titled = [replace(article, title=normalize_line(article.title)) for article in written]
    assert read(tmp_path, *lines) == titled


def test_line_without_id_takes_the_number_of_the_line(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT})
    assert read(tmp_path, line, "", line) == [Article("news:1", TEXT), Article("news:3", TEXT)]


def test_number_is_an_id_and_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    line = json.dumps(
        {"id": 7, "text": TEXT, "published": "2022-07-27T10:00:00Z", "tags": ["moon"], "url": None}
    )
    assert read(tmp_path, line) == [Article("7", TEXT, published="2022-07-27")]


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": TEXT}).encode()
    assert read(tmp_path, b"\xef\xbb\xbf" + line + b"\r", line + b"\r") == [Article("a", TEXT)] * 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut', "is not JSON: Unterminated string starting at at column 10"),
        ("[" * 200_000, "is nested too deep, or has a number too long, to be read"),
        ("9" * 5000, "is nested too deep, or has a number too long, to be read"),
        ("[1]", 'is not a JSON object: write {"id": "...", "text": "..."}'),
        ('{"id": "a", "words": "x"}', 'has no "text"; it has: id, words'),
        ("{}", 'has no "text"; it has: nothing'),
        ('{"text": 5}', '"text" is not a string'),
        ('{"id": true, "text": "x"}', '"id" is not a string'),
        ('{"text": " \\n"}', "is empty: there is no text to read"),
        ('{"text": "The end \\ud83d of it"}', "text: half of a surrogate pair (\\ud83d) at character 8"),
        (
            '{"text": "The end", "title": "\\udc00"}',
            "title: half of a surrogate pair (\\udc00) at character 0",
        ),
        (b'{"text": "caf\xe9"}', "is not UTF-8 (byte 13 of the line)"),
        (b'{"text": "\0"}', "is binary, not text: the rest is not read"),
        ('{"text": "the end", "published": "soon"}', "published: 'soon' is not a date"),
        ('{"text": "Ни один из них не знал об этом."}', "is not English: 0% of its words"),
    ],
)
def test_bad_line_is_named_with_the_reason(tmp_path: Path, line: str | bytes, reason: str) -> None:
    assert read_error(tmp_path, line).startswith(f"news.jsonl:1: {reason}")


def test_lines_after_a_bad_one_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": TEXT})
    first, second, third = read(tmp_path, good, "{", good)
    assert first == third == Article("a", TEXT)
    assert isinstance(second, ArticleError) and second.where.endswith("news.jsonl:2")


def test_empty_file_has_no_article(tmp_path: Path) -> None:
    assert read_error(tmp_path, "\n \n") == "news.jsonl: is empty: there is no line to read"
