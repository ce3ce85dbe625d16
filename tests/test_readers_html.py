"""Web pages: the article without what surrounds it, and what the page says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.html import read_html

PARAGRAPHS = (
    "The two agencies said on Tuesday that they had reached a deal on a common docking port, after talks "
    "that lasted for most of the year.",
    "“We are glad,” the head of the delegation said, “that it is done.” She added that the deal was to be "
    "signed in late October.",
)
HEAD = (
    '<meta property="og:title" content="Docking deal reached">'
    '<meta property="og:site_name" content="Meridian Post">'
    '<meta property="article:published_time" content="2023-05-04T08:00:00+02:00">'
    '<meta property="article:modified_time" content="2023-06-01T08:00:00+02:00">'
    '<link rel="canonical" href="https://example.org/docking">'
)
NAVIGATION = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/about'>About us</a></li></ul></nav>"
FOOTER = "<footer><p>© 2021 Meridian Post. All rights reserved.</p></footer>"
BODY = "<article>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "</article>"


def page(head: str = HEAD, body: str = BODY, charset: str = "utf-8") -> str:
    head = f'<meta charset="{charset}"><title>Docking deal | Meridian Post</title>{head}'
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{NAVIGATION}{body}{FOOTER}</body></html>"


def read(folder: Path, markup: str | bytes) -> Article | ArticleError:
    path = folder / "docking.html"
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode("utf-8"))
    (result,) = read_html(path)
    return result


def test_article_without_navigation_and_footer(tmp_path: Path) -> None:
    assert read(tmp_path, page()) == Article(
        "docking",
        "\n".join(PARAGRAPHS),
        "Docking deal reached",
        "2023-05-04",
        "https://example.org/docking",
        "Meridian Post",
    )


def test_page_in_windows_1252_and_page_with_an_xml_declaration(tmp_path: Path) -> None:
    windows = read(tmp_path, page(charset="windows-1252").replace("©", "").encode("cp1252"))
    xml = read(tmp_path, '<?xml version="1.0" encoding="utf-8"?>\n' + page())
    assert isinstance(windows, Article) and isinstance(xml, Article)
    assert windows.text == xml.text == "\n".join(PARAGRAPHS)


def test_year_of_the_copyright_is_not_the_date(tmp_path: Path) -> None:
    article = read(tmp_path, page(head=""))
    assert isinstance(article, Article) and article.published is None


def test_same_page_gives_the_same_article(tmp_path: Path) -> None:
    assert read(tmp_path, page()) == read(tmp_path, page())


@pytest.mark.parametrize(
    "markup",
    [
        page(body="<div id='root'></div><script>load()</script>"),
        "<html><body></body></html>",
        "<p>",
        "no tags",
    ],
    ids=["script", "empty body", "fragment", "no markup"],
)
def test_page_without_an_article_is_refused(tmp_path: Path, markup: str) -> None:
    result = read(tmp_path, markup)
    assert str(result).endswith(": has no article text: only navigation, or a page filled in by a script")


def test_page_nested_without_end_is_reported(tmp_path: Path) -> None:
    result = read(tmp_path, page(body="<div>" * 5000 + PARAGRAPHS[0] + "</div>" * 5000))
    assert isinstance(result, (Article, ArticleError))


@pytest.mark.parametrize(
    ("markup", "reason"),
    [(b"\x89PNG\0", "is binary, not text"), (b"", "is empty: there is no text to read")],
)
def test_page_that_cannot_be_read_is_reported(tmp_path: Path, markup: bytes, reason: str) -> None:
    assert str(read(tmp_path, markup)) == f"{tmp_path / 'docking.html'}: {reason}"
