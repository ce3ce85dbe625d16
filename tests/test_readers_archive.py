"""The archives of crawls: what is an article in them, how it is named, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.model import Article
from kg.readers import read_articles
from tests.reader_files import TEXT, to_page, to_parquet, to_warc


def test_the_pages_of_a_crawl(tmp_path: Path) -> None:
    other = "Der Minister sagte am Dienstag, dass er von dem Plan nichts gehört habe und nicht froh sei."
    records = [
        to_warc(to_page(TEXT)),
        to_warc(to_page(TEXT), status="404 Not Found"),
        to_warc(b"{}", kind="application/json"),
        to_warc(to_page(other * 3)),
        to_warc(to_page(TEXT.replace("plan", "rocket"))),
    ]
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(records))
    first, second, third = read_articles([path])
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.id, first.url, first.where) == ("crawl:1", "https://news.example/plan", f"{path}:1")
    assert isinstance(second, ArticleError) and "is not English" in second.reason
    assert third.id == "crawl:3" and "rocket" in third.text


def test_a_page_beyond_the_most_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.readers.archive.LARGEST_PAGE", 1000)
    path = tmp_path / "crawl.warc"
    path.write_bytes(to_warc(to_page(TEXT * 20)) + to_warc(to_page(TEXT)))
    large, small = read_articles([path])
    assert isinstance(large, ArticleError) and "which is the most of a page" in large.reason
    assert isinstance(small, Article)


def test_what_is_no_crawl(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    for data in (TEXT.encode(), to_warc(b"{}", kind="application/json")):
        path.write_bytes(data)
        (error,) = read_articles([path])
        assert isinstance(error, ArticleError) and error.reason.startswith("is no WARC file, or ")


def test_the_rows_of_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    rows: list[dict[str, object]] = [
        {"body": TEXT, "date": date(2026, 11, 27), "id": 7, "outlet": "Meridian Post"},
        {"body": None, "date": None, "id": None, "outlet": None},
        {"body": TEXT + " It is.", "date": None, "id": None, "outlet": None},
    ]
    path.write_bytes(to_parquet(rows))
    first, second, third = read_articles([path])
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.id, first.published, first.source) == ("7", "2026-11-27", "Meridian Post")
    assert isinstance(second, ArticleError) and second.where == f"{path}:2"
    assert third.id == "news:3"


@pytest.mark.parametrize(
    ("suffix", "data", "package"), [(".warc", to_warc(b""), "fastwarc"), (".parquet", b"PAR1", "pyarrow")]
)
def test_without_the_extra_it_is_said_how_to_get_it(
    hide: Callable[[str], None], tmp_path: Path, suffix: str, data: bytes, package: str
) -> None:
    path = tmp_path / f"news{suffix}"
    path.write_bytes(data)
    hide(package)
    (error,) = read_articles([path])
    assert isinstance(error, ArticleError)
    assert f"needs {package}: pip install 'spacepolicy-kg[" in error.reason
