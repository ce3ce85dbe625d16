"""Feeds: RSS, Atom and the news of a sitemap."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.feeds import read_feed
from kg.settings import MOST_XML_ELEMENTS
from tests.reader_files import to_atom, to_rss

TEXT = "The agency said on Tuesday that it had not heard of the plan."
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def read(folder: Path, data: bytes | str) -> list[Article | ArticleError]:
    path = folder / "news.xml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_feed(path))


def read_reason(folder: Path, data: bytes | str) -> str:
    (error,) = read(folder, data)
    assert isinstance(error, ArticleError), error
    return error.reason


def test_every_item_of_rss_is_an_article(tmp_path: Path) -> None:
    first = (
        "<title>A plan &amp;amp; a deal</title><link>https://example.org/a</link><guid>tag:1</guid>"
        f"<pubDate>Fri, 27 Nov 2026 23:30:00 -0500</pubDate><description>{TEXT}</description>"
    )
    second = (
        f"<description>{TEXT}</description><guid>https://example.org/b</guid><source url='x'>Wire</source>"
    )
    third = f"<description>{TEXT}</description><dc:date>2026-11-28T00:10:00+01:00</dc:date>"
    assert read(tmp_path, to_rss(first, second, third)) == [
        Article("tag:1", TEXT, "A plan & a deal", "2026-11-27", "https://example.org/a", "Meridian Post"),
        Article("https://example.org/b", TEXT, "", None, "https://example.org/b", "Wire"),
        Article("news:3", TEXT, "", "2026-11-28", None, "Meridian Post"),
    ]


def test_what_is_given_in_full_goes_before_a_summary(tmp_path: Path) -> None:
    full = (
        "<content:encoded><![CDATA[<p>The plan is here.</p><p>It&nbsp;is <b>new</b>.</p>]]></content:encoded>"
    )
    summary = f"<description>{TEXT}</description>"
    (article,) = read(tmp_path, to_rss(summary + full))
    assert isinstance(article, Article) and article.text == "The plan is here.\nIt\xa0is new."


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("The plan &lt;b&gt;is&lt;/b&gt; here.&lt;br/&gt;It is new.", "The plan is here.\nIt is new."),
        ("The plan&nbsp;is here &mdash; it&#8217;s new.", "The plan\xa0is here — it’s new."),
        ("The cost is &lt; 5 and &gt; 4", "The cost is < 5 and > 4"),
        ("The AT&amp;amp;T plan is here", "The AT&T plan is here"),
    ],
)
def test_text_of_an_item_may_be_html_or_plain(tmp_path: Path, description: str, text: str) -> None:
    (article,) = read(tmp_path, to_rss(f"<description>{description}</description>"))
    assert isinstance(article, Article), article
    assert article.text == text


def test_item_with_a_title_alone_is_read(tmp_path: Path) -> None:
    (article,) = read(tmp_path, to_rss("<title>Orbita launches third Meridian satellite</title>"))
    assert isinstance(article, Article) and article.text == article.title != ""


def test_bad_item_is_named_by_its_number_and_the_next_is_read(tmp_path: Path) -> None:
    bad, good = "<title/>", f"<description>{TEXT}</description>"
    first, second = read(tmp_path, to_rss(bad, good))
    assert isinstance(first, ArticleError) and isinstance(second, Article)
    assert (first.where, second.where) == (f"{tmp_path}/news.xml:1", f"{tmp_path}/news.xml:2")


def test_rss_of_1999_is_read(tmp_path: Path) -> None:
    space = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    item = f"<item><title>A plan</title><link>https://example.org/a</link><description>{TEXT}</description></item>"
    feed = f"<rdf:RDF {space}><channel><title>Wire</title></channel>{item}</rdf:RDF>"
    assert read(tmp_path, feed) == [
        Article("https://example.org/a", TEXT, "A plan", None, "https://example.org/a", "Wire")
    ]


def test_every_entry_of_atom_is_an_article(tmp_path: Path) -> None:
    head = (
        '<id>tag:1</id><title type="html">A &lt;i&gt;plan&lt;/i&gt;</title><link rel="edit" href="https://e"/>'
        '<link href="https://example.org/a"/><updated>2026-12-01T08:00:00Z</updated>'
        "<published>2026-11-27T23:30:00-05:00</published><summary>Short.</summary>"
    )
    inner = '<div xmlns="http://www.w3.org/1999/xhtml"><p>The plan is <b>here</b>.</p><p>It is new.</p></div>'
    escaped = "&lt;p&gt;The plan is here.&lt;/p&gt;&lt;p&gt;It is new.&lt;/p&gt;"
    for content in (f'type="xhtml">{inner}', f'type="html">{escaped}'):
        assert read(tmp_path, to_atom(f"{head}<content {content}</content>")) == [
            Article(
                "tag:1",
                "The plan is here.\nIt is new.",
                "A plan",
                "2026-11-27",
                "https://example.org/a",
                "Meridian Post",
            )
        ]


def test_media_and_other_extensions_are_not_taken_for_the_text(tmp_path: Path) -> None:
    media = '<m:content xmlns:m="http://search.yahoo.com/mrss/"><m:title>Photo</m:title></m:content>'
    (article,) = read(tmp_path, to_rss(f"{media}<title>A plan</title><description>{TEXT}</description>"))
    assert article == Article("news:1", TEXT, "A plan", None, None, "Meridian Post")


def test_news_of_a_sitemap_are_articles(tmp_path: Path) -> None:
    news = (
        "<n:news><n:publication><n:name>Wire</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2026-11-27</n:publication_date>"
        "<n:title>Norland signs the accord</n:title></n:news>"
    )
    url = "<url><loc>https://example.org/{}</loc>{}</url>"
    sitemap = (
        f'<urlset xmlns="{SITEMAP}" xmlns:n="{NEWS}">{url.format("a", news)}{url.format("b", "")}</urlset>'
    )
    title = "Norland signs the accord"
    address = "https://example.org/a"
    assert read(tmp_path, sitemap) == [Article(address, title, title, "2026-11-27", address, "Wire")]


def test_charset_of_the_declaration_is_obeyed(tmp_path: Path) -> None:
    feed = to_rss("<description>The café of the agency</description>").decode()
    data = f'<?xml version="1.0" encoding="windows-1252"?>{feed}'.encode("cp1252")
    wide = f'<?xml version="1.0" encoding="utf-16"?>{feed}'.encode("utf-16")
    for written in (data, wide):
        (article,) = read(tmp_path, written)
        assert isinstance(article, Article) and article.text == "The café of the agency"


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b SYSTEM "file://{tmp_path}/secret.txt">]>'
    feed = to_rss("<title>Of &a;</title><description>The plan &a;&b; is here.</description>").decode()
    (article,) = read(tmp_path, doctype + feed)
    assert isinstance(article, Article)
    assert article.text == "The plan  is here." and article.title == "Of"


def test_laughs_without_end_cost_nothing(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 60))
    feed = to_rss(f"<description>{TEXT} &e59;</description>").decode()
    (result,) = read(tmp_path, f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>{feed}')
    assert isinstance(result, ArticleError) or result.text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "is empty: there is no text to read"),
        ("<rss><channel>", "is not well-formed XML: "),
        ("no XML", "is not well-formed XML: "),
        (
            "<html><body/></html>",
            "is <html>, and no feed: of XML files RSS, Atom and sitemaps of news are read",
        ),
        ("<rss><channel/></rss>", "is empty: there is no entry to read"),
        (f'<urlset xmlns="{SITEMAP}"><url><loc>x</loc></url></urlset>', "has no news, only addresses: "),
        ("<sitemapindex/>", "is an index of sitemaps: save those that it names"),
        (f"<rss>{'<a/>' * (MOST_XML_ELEMENTS + 1)}</rss>", "has more than 500,000 elements: split it"),
        ("<rss>" * 5000, "is not well-formed XML: "),
    ],
    ids=["nothing", "cut", "text", "page", "no item", "sitemap", "index", "elements", "depth"],
)
def test_what_is_no_feed_is_refused(tmp_path: Path, data: str, reason: str) -> None:
    assert read_reason(tmp_path, data).startswith(reason)
