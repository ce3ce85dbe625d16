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


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="{}">',
        "<META http-equiv='Content-Type' content='text/html; charset={}'>",
        '<meta content="text/html;charset={}" http-equiv=content-type>',
    ],
)
def test_charset_of_the_page_is_obeyed(tmp_path: Path, declaration: str) -> None:
    words = "Ružena Škodová said on Tuesday that the plan of the agency is new, and that it is here."
    head = f"<html><head>{declaration.format('windows-1250')}<title>A plan</title></head>"
    article = read(tmp_path, f"{head}<body><article><p>{words}</p></article></body></html>".encode("cp1250"))
    assert isinstance(article, Article) and article.text == words


def test_charset_of_an_xml_declaration_is_obeyed_and_utf16_is_read(tmp_path: Path) -> None:
    head = "<html><head><title>A plan</title></head><body>"
    markup = f"{head}<article><p>The café of the agency is here, and it is new.</p></article></body></html>"
    declared = f'<?xml version="1.0" encoding="iso-8859-1"?>{markup}'.encode("latin-1")
    for data in (declared, markup.encode("utf-16")):
        article = read(tmp_path, data)
        assert isinstance(article, Article)
        assert article.text == "The café of the agency is here, and it is new."


def read_body(folder: Path, body: str, **head: str) -> list[str]:
    article = read(folder, page(body=body, **head))
    assert isinstance(article, Article), article
    return article.text.split("\n")


def to_entry(number: int, tag: str, mark: str) -> str:
    words = (
        f"The minister told the press that the crane of pier {number} stands still and will do so for long."
    )
    return f"<{tag} {mark}><h2>Entry {number}</h2><div itemprop='articleBody'><p>{words}</p></div></{tag}>"


@pytest.mark.parametrize("lead", ["", f"<p>{PARAGRAPHS[0]}</p>"], ids=["entries only", "lead"])
@pytest.mark.parametrize(
    ("outer", "tag", "mark"),
    [
        ("main", "article", "class='live-entry'"),
        ("article", "div", "itemprop='liveBlogUpdate' itemscope"),
        ("div", "section", "id='liveblog-post-{}'"),
        ("div", "li", "data-testid='live-update-{}'"),
    ],
)
def test_all_entries_of_a_live_blog_are_read_in_their_order(
    tmp_path: Path, lead: str, outer: str, tag: str, mark: str
) -> None:
    entries = "".join(to_entry(number, tag, mark.format(number)) for number in range(1, 6))
    lines = read_body(tmp_path, f"<{outer}><h1>As it happened</h1>{lead}{entries}</{outer}>")
    numbers = [line.split("pier ")[1][0] for line in lines if "pier" in line]
    assert numbers == ["1", "2", "3", "4", "5"]
    assert lines.count("* * *") == 4  # between them
    assert not lead or PARAGRAPHS[0] in lines


def test_live_blog_that_says_so_in_json_is_read_whole(tmp_path: Path) -> None:
    entries = "".join(to_entry(number, "article", "") for number in range(1, 4))
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    text = "\n".join(read_body(tmp_path, f"<main>{entries}</main>", head=head))
    assert all(f"pier {number}" in text for number in (1, 2, 3))


QUOTED = "The pier was never in better order than it is today."


@pytest.mark.parametrize(
    ("quotation", "author"),
    [
        (
            f"<blockquote cite='x'><p>{QUOTED}</p><footer>— <cite>Ana Ruiz</cite></footer></blockquote>",
            "— Ana Ruiz",
        ),
        (f"<blockquote>{QUOTED}<cite>Ana Ruiz, mayor</cite></blockquote>", "— Ana Ruiz, mayor"),
        (
            f"<figure><blockquote><p>{QUOTED}</p></blockquote><figcaption>Ana Ruiz</figcaption></figure>",
            "— Ana Ruiz",
        ),
    ],
    ids=["footer", "cite", "figure"],
)
def test_quotation_set_apart_keeps_its_author(tmp_path: Path, quotation: str, author: str) -> None:
    lines = read_body(tmp_path, f"<article><p>{PARAGRAPHS[0]}</p>{quotation}<p>{PARAGRAPHS[1]}</p></article>")
    assert lines == [PARAGRAPHS[0], QUOTED, author, PARAGRAPHS[1]]


def test_quotation_inside_of_another_keeps_its_own_author(tmp_path: Path) -> None:
    inner = "<blockquote><p>The pier is closed.</p><footer>Ben Ash</footer></blockquote>"
    quotation = f"<blockquote><p>{QUOTED}</p>{inner}<footer>Ana Ruiz</footer></blockquote>"
    lines = read_body(tmp_path, f"<article><p>{PARAGRAPHS[0]}</p>{quotation}</article>")
    assert lines[1:] == [QUOTED, "The pier is closed.", "— Ben Ash", "— Ana Ruiz"]


def test_title_of_a_work_that_a_quotation_cites_stays_where_it_is(tmp_path: Path) -> None:
    quotation = (
        "<blockquote><p>It was good to me, and I have read it twice: <cite>The Pier</cite></p></blockquote>"
    )
    lines = read_body(tmp_path, f"<article><p>{PARAGRAPHS[0]}</p>{quotation}</article>")
    assert lines[1:] == ["It was good to me, and I have read it twice: The Pier"]


LINK = '<a href="https://x.example">March 12, 2024</a>'
POST = f'<p lang="en">We leave the pier.</p>&mdash; Ana Ruiz (@ana) {LINK}'
TWEET = f'<blockquote class="tweet">{POST}</blockquote>'


@pytest.mark.parametrize(
    "post",
    [
        f'<blockquote class="twitter-tweet">{POST}</blockquote>',
        f'<div class="embed"><div class="twitter-embed">{TWEET}</div></div>',
        f"<amp-twitter data-tweetid='1'><blockquote placeholder>{POST}</blockquote></amp-twitter>",
        f'<blockquote class="bluesky-embed">{POST}</blockquote>',
        '<blockquote class="instagram-media"><a href="x"><p>We leave the pier.</p></a>'
        '<p>— <a href="x">Ana Ruiz</a> (@ana) <time>March 12, 2024</time></p></blockquote>',
    ],
    ids=["tweet", "embed", "amp", "bluesky", "instagram"],
)
def test_embedded_post_keeps_its_author_and_day(tmp_path: Path, post: str) -> None:
    lines = read_body(tmp_path, f"<article><p>{PARAGRAPHS[0]}</p>{post}<p>{PARAGRAPHS[1]}</p></article>")
    assert lines == [PARAGRAPHS[0], "We leave the pier.", "— Ana Ruiz (@ana) March 12, 2024", PARAGRAPHS[1]]


def test_posts_beside_the_article_are_not_read(tmp_path: Path) -> None:
    aside = f'<aside class="timeline"><blockquote class="twitter-tweet">{POST}</blockquote></aside>'
    assert read_body(tmp_path, BODY + aside) == list(PARAGRAPHS)


@pytest.mark.parametrize("group", ["{}", "<thead>{}</thead>"])
def test_head_of_a_table_is_not_read(tmp_path: Path, group: str) -> None:
    head = group.format("<tr><th>State</th><th>Signed</th></tr>")
    table = f"<table>{head}<tr><th>Norland</th><td>March 12, 2024</td></tr></table>"
    text = "\n".join(read_body(tmp_path, f"<article><p>{PARAGRAPHS[0]}</p>{table}</article>"))
    assert "Norland" in text and "March 12, 2024" in text and "Signed" not in text


def test_pages_for_phones_are_read(tmp_path: Path) -> None:
    markup = (
        page()
        .replace("<html", "<html amp")
        .replace(PARAGRAPHS[1], f"{PARAGRAPHS[1]}</p><amp-img></amp-img><p>")
    )
    article = read(tmp_path, markup)
    assert isinstance(article, Article) and article.text == "\n".join(PARAGRAPHS)
