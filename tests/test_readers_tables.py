"""Records under other names than ours: JSON arrays and tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.model import Article
from kg.readers import read_articles
from kg.readers.mojibake import repair_mojibake
from tests.reader_files import to_csv
from tests.strategies import ENGLISH

TEXT = "The agency said on Tuesday that it had not heard of the plan."


def read(folder: Path, name: str, data: bytes | str) -> list[Article | ArticleError]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_articles([path]))


def read_json(folder: Path, value: Any) -> list[Article | ArticleError]:
    return read(folder, "news.json", json.dumps(value))


def test_every_element_of_an_array_is_an_article(tmp_path: Path) -> None:
    assert read_json(tmp_path, [{"id": 7, "text": TEXT}, {"text": TEXT, "title": "A plan"}]) == [
        Article("7", TEXT),
        Article("news:2", TEXT, "A plan"),
    ]


def test_one_object_is_one_article(tmp_path: Path) -> None:
    assert read_json(tmp_path, {"text": TEXT, "tags": [{"name": "moon"}]}) == [Article("news", TEXT)]


@pytest.mark.parametrize(
    "record",
    [
        {"guid": "a", "body": TEXT, "headline": "A plan", "date": "Nov. 27, 2026", "link": "x",
         "outlet": "Wire"},
        {"ID": "a", "Full Text": TEXT, "Title": "A plan", "Publish-Date": "27 November 2026", "URL": "x",
         "site_name": "Wire"},
        {"id": "a", "content": TEXT, "title": "A plan", "publishedAt": "2026-11-27T10:00:00Z", "url": "x",
         "source": {"id": None, "name": "Wire"}},
        {"id": "a", "content_text": TEXT, "title": "A plan", "date_published": "2026-11-27", "url": "x",
         "publisher": "Wire"},
        {"id": "a", "content_html": f"<p>{TEXT}</p>", "title": "A plan", "pubDate": "2026/11/27", "url": "x",
         "source": "Wire"},
    ],
)  # fmt: skip
def test_fields_have_the_names_that_programs_give_them(tmp_path: Path, record: dict[str, Any]) -> None:
    expected = [Article("a", TEXT, "A plan", "2026-11-27", "x", "Wire")]
    assert (
        read_json(tmp_path, [record]) == read_json(tmp_path, {"status": "ok", "items": [record]}) == expected
    )


def test_our_own_name_goes_before_others(tmp_path: Path) -> None:
    assert read_json(tmp_path, [{"content": "no", "body": "no", "text": TEXT}]) == [Article("news:1", TEXT)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "is empty: there is no text to read"),
        ("[]", "is empty: there is no article in the array"),
        ("{", "is not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("[1,\n2", "is not JSON: Expecting ',' delimiter at line 2, column 2"),
        ("[" * 100_000, "is nested too deep, or has a number too long, to be read"),
        ("5", 'is not a JSON object: write {"id": "...", "text": "..."}'),
        ('{"a": [{}], "b": [{}]}', 'has no "text"; it has: a, b'),
        ('[{"text": 5}]', '"text" is not a string'),
    ],
)
def test_json_that_cannot_be_read_is_refused(tmp_path: Path, data: str, reason: str) -> None:
    (error,) = read(tmp_path, "news.json", data)
    assert isinstance(error, ArticleError) and error.reason == reason


@pytest.mark.parametrize(
    ("name", "delimiter"), [("n.csv", ","), ("n.csv", ";"), ("n.csv", "\t"), ("n.csv", "|"), ("n.tsv", "\t")]
)
def test_every_row_of_a_table_is_an_article(tmp_path: Path, name: str, delimiter: str) -> None:
    text = f'{TEXT}\n\n"Yes, a plan; or | two\tof them", it said.'
    rows = [
        ["id", "Text", "title", "date", "more"],
        ["a", text, "A plan", "27 November 2026", "x"],
        ["", TEXT, "", "", ""],
    ]
    assert read(tmp_path, name, to_csv(rows, delimiter)) == [
        Article("a", text, "A plan", "2026-11-27"),
        Article("n:2", TEXT),
    ]


def test_table_as_a_spreadsheet_saves_it_is_read(tmp_path: Path) -> None:
    data = to_csv([["text"], [TEXT], ["The café’s plan is here."]]).replace(b"\n", b"\r\n")
    expected = [Article("n:1", TEXT), Article("n:2", "The café’s plan is here.")]
    assert read(tmp_path, "n.csv", b"\xef\xbb\xbf" + data) == expected
    assert read(tmp_path, "n.csv", data.decode().encode("cp1252")) == expected
    assert read(tmp_path, "n.csv", data.decode().encode("utf-16")) == expected


def test_bad_row_is_named_by_its_line_and_the_next_is_read(tmp_path: Path) -> None:
    rows = [["text", "date"], [f"{TEXT}\n{TEXT}", "soon"], ["", ""], ["", "2026-11-27"], [TEXT, ""]]
    first, second, third = read(tmp_path, "n.csv", to_csv(rows))
    assert str(first) == f"{tmp_path}/n.csv:3: published: 'soon' is not a date: write it like 2022-07-27"
    assert str(second) == f'{tmp_path}/n.csv:5: has no "text"; it has: date'
    assert third == Article("n:4", TEXT)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (" \n", "is empty: there is no text to read"),
        (",,\n,,\n", "has no column 'text': name it in the first row, which is ',,'"),
        ("a,b\n1,2\n", "has no column 'text': name it in the first row, which is 'a,b'"),
        ("text,b\n", "is empty: there is no row below the names of the columns"),
        (
            'text\n"The plan is\nnot closed\n',
            "is no row of a table (unexpected end of data): the rest is not read",
        ),
        ("text\na\0b\n", "is binary, not text"),
    ],
)
def test_table_that_cannot_be_read_is_refused(tmp_path: Path, data: str, reason: str) -> None:
    (error,) = read(tmp_path, "n.csv", data)
    assert isinstance(error, ArticleError) and error.reason == reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=3))
def test_texts_of_a_table_are_read_back_equal(tmp_path: Path, texts: list[str]) -> None:
    written = [ENGLISH + text for text in texts]
    assume(written == list(map(repair_mojibake, written)))
    articles = read(tmp_path, "n.csv", to_csv([["text"], *([text] for text in written)]))
    assert [article.text for article in articles if isinstance(article, Article)] == written
