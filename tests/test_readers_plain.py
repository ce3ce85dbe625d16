"""Plain text and Markdown: the text as it stands in the file, and the front matter above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.plain import find_title, read_plain, split_front_matter
from kg.settings import MAXIMUM_TITLE_LENGTH

TEXT = "Station stays\n\nThe agency said that the station is to stay until 2030.\n"
BLOCK = "---\ntitle: Orbita: it stays\npublished: 2022-07-27\nurl: https://example.org/a\nsource: Wire\n---\n"


def read(folder: Path, content: str | bytes, name: str = "station.txt") -> Article | ArticleError:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (result,) = read_plain(path)
    return result


def read_error(folder: Path, content: str | bytes) -> str:
    result = read(folder, content)
    assert isinstance(result, ArticleError)
    return str(result).removeprefix(f"{folder}/")


def test_text_without_front_matter_is_the_whole_file(tmp_path: Path) -> None:
    whole = f" \n\n{TEXT} \n\n"
    assert read(tmp_path, whole) == Article("station", whole, title="Station stays")


def test_front_matter_is_read_and_taken_off(tmp_path: Path) -> None:
    assert read(tmp_path, f"{BLOCK}\n{TEXT}", "station.md") == Article(
        "station", f"\n{TEXT}", "Orbita: it stays", "2022-07-27", "https://example.org/a", "Wire", "markdown"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_windows_line_ends_and_byte_order_mark_are_dropped(tmp_path: Path, mark: bytes) -> None:
    windows = mark + f"{BLOCK}{TEXT}".replace("\n", "\r\n").encode()
    assert read(tmp_path, windows) == read(tmp_path, f"{BLOCK}{TEXT}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_text_with_the_mark_of_a_wide_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if encoding.endswith("be") else ""
    assert read(tmp_path, (mark + BLOCK + TEXT).encode(encoding)) == read(tmp_path, BLOCK + TEXT)


def test_markdown_is_kept_as_it_is_but_for_the_title(tmp_path: Path) -> None:
    marked = "# The *station* stays #\n\n> The agency said that **it** is to stay.\n"
    article = read(tmp_path, marked, "station.md")
    assert isinstance(article, Article)
    assert (article.text, article.title) == (marked, "The station stays")


def test_date_stands_in_for_published(tmp_path: Path) -> None:
    article = read(tmp_path, f"---\ndate: 2024-04-16 08:00:00 +0200\n---\n{TEXT}")
    assert isinstance(article, Article)
    assert (article.published, article.title) == ("2024-04-16", "Station stays")


def test_published_goes_before_date(tmp_path: Path) -> None:
    article = read(tmp_path, f"---\ndate: 2024-04-16\npublished: 2022-07-27\n---\n{TEXT}")
    assert isinstance(article, Article) and article.published == "2022-07-27"


@pytest.mark.parametrize("written", ["sometime", "2022-02-30", "2022-07", "05/06/2024", "٢٠٢٢-٠٧-٢٧"])
def test_published_that_is_no_date_is_refused(tmp_path: Path, written: str) -> None:
    assert read_error(tmp_path, f"---\npublished: {written}\n---\n{TEXT}") == (
        f"station.txt: published: '{written}' is not a date: write it like 2022-07-27"
    )


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: No", "No"),
        ("title: 2024", "2024"),
        ("Title:   spaces  ", "spaces"),
        ("title: 'It''s: done'", "It's: done"),
        (r'title: "A \"new\" day"', 'A "new" day'),
        ('title: "Go" and "stay"', 'Go" and "stay'),
        ("title: \N{ROCKET} launch", "\N{ROCKET} launch"),
    ],
)
def test_value_is_all_after_the_colon(line: str, value: str) -> None:
    assert split_front_matter(f"---\n{line}\n---\n", "x") == ({"title": value}, "")


def test_lines_that_say_nothing_of_the_article_are_passed_over() -> None:
    block = "---\nlayout: post\n# a comment\n\ntags:\n  - moon\n- mars\ntitle:\n---\nrest"
    assert split_front_matter(block, "x") == ({"layout": "post"}, "rest")


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("---\ntitle: a\nno end", "x: the front matter has no end: close it with a line of three hyphens"),
        ("---\ntitle: a\nwhat is this\n---\n", "x:3: 'what is this' is not front matter: write 'key: value'"),
        ("---\ntitle: >\n  folded\n---\n", "x:2: title: write the value on one line"),
    ],
)
def test_front_matter_that_is_not_understood_is_refused(block: str, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        split_front_matter(block, "x")
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "text", ["---\n\nA rule opens this text.", "--- dash\n---\n", "", "---", "---\n---\n"]
)
def test_rule_at_the_top_is_not_front_matter(text: str) -> None:
    assert split_front_matter(text, "x") == ({}, text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_after_the_block_is_never_changed(text: str) -> None:
    assert split_front_matter(BLOCK + text, "x")[1] == text


def test_long_first_line_is_no_title() -> None:
    assert find_title("x" * MAXIMUM_TITLE_LENGTH) != ""
    assert find_title("x" * (MAXIMUM_TITLE_LENGTH + 1)) == ""
    assert find_title(" \n") == ""


def test_large_file_is_read(tmp_path: Path) -> None:
    large = TEXT * 100_000
    article = read(tmp_path, large)
    assert isinstance(article, Article) and article.text == large


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty: there is no text to read"),
        (BLOCK, "is empty: there is no text to read"),
        ("﻿ \n\t\n", "is empty: there is no text to read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary, not text"),
        (b"\xff\xfe\xd8\xd8\xd8", "is not the UTF-16 that its mark says (byte 2): save it as UTF-8"),
        ("Die Agentur sagte am Dienstag, dass sie nichts wisse.", "is not English: 0% of its words are"),
    ],
    ids=["nothing", "only front matter", "blank", "image", "UTF-16", "German"],
)
def test_what_is_no_article_is_named_with_the_reason(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    assert read_error(tmp_path, content).startswith(f"station.txt: {reason}")
