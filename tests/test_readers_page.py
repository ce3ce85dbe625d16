"""What costs more than its share is refused, or left out where the article does not need it."""

from __future__ import annotations

import json
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from kg.errors import ArticleError
from kg.model import Article
from kg.readers import page
from kg.readers.html import read_html
from kg.readers.page import parse_page
from kg.settings import (
    DEEPEST_ELEMENT,
    LONGEST_AUTHORS,
    LONGEST_JSON,
    LONGEST_METADATA,
    MOST_ATTRIBUTES,
    MOST_CELLS,
    MOST_CHILDREN,
    MOST_ELEMENTS,
)

TEXT = (
    "The port authority said on Monday that the second pier had been closed, and that it was not to be "
    "opened before the winter was over, as the repair of the crane had turned out to be slow."
)
QUOTE = "“We will wait,” said the harbor master, “for as long as it takes.”"
ARTICLE = f"<article><p>{TEXT}</p><p>{QUOTE}</p></article>"
MANY = MOST_ATTRIBUTES + 1
ATTRIBUTES = " ".join(f"a{number}=b" for number in range(MANY))
CROWD = ("<div>" + "<hr>" * 999 + "</div>") * (MOST_ELEMENTS // 1000)
QUOTED = " ".join(f'a{number}=">"' for number in range(MANY))


def to_page(body: str = "", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>The pier</title>{head}</head><body>{ARTICLE}{body}</body></html>"
    )


def parse(markup: str) -> HtmlElement:
    tree = parse_page(markup, "x")
    assert tree is not None
    return tree


def read(folder: Path, markup: str) -> Article | ArticleError:
    path = folder / "pier.html"
    path.write_text(markup, encoding="utf-8")
    (result,) = read_html(path)
    return result


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (f"<i {ATTRIBUTES}>", f"a tag with more than {MOST_ATTRIBUTES} attributes"),
        (CROWD, f"more than {MOST_ELEMENTS:,} elements"),
        ("<hr>" * (MOST_CHILDREN + 1), f"more than {MOST_CHILDREN:,} elements side by side"),
        ("<div>" * DEEPEST_ELEMENT, f"more than {DEEPEST_ELEMENT} elements inside each other"),
        (
            "<table>" + "<tr><td>" * (MOST_CELLS // 20) + "<tr>" + "<td>" * 30,
            f"tables of more than {MOST_CELLS:,} cells",
        ),
        ("<table><tr>" + "<td colspan=100 rowspan=99>" * 6, f"tables of more than {MOST_CELLS:,} cells"),
        ("<table>" + "<td colspan=9999999999 rowspan=100>" * 6, f"tables of more than {MOST_CELLS:,} cells"),
    ],
    ids=["attributes", "elements", "children", "depth", "wide row", "spans", "cells without a row"],
)
def test_page_that_would_take_too_long_is_refused(tmp_path: Path, body: str, what: str) -> None:
    reason = f"has {what}, which no article needs: save its text as .txt"
    assert str(read(tmp_path, to_page(body))) == f"{tmp_path / 'pier.html'}: {reason}"


def test_elements_are_counted_before_anything_is_made_of_them(tmp_path: Path) -> None:
    with mock.patch("trafilatura.bare_extraction") as extract:
        assert isinstance(read(tmp_path, to_page(CROWD)), ArticleError)
    assert not extract.called


@pytest.mark.parametrize(
    "tag",
    [
        f"<i {ATTRIBUTES}",
        f"<i {ATTRIBUTES.replace('=b', '')}>",
        f"<i {ATTRIBUTES.replace('=b ', '/')}>",
        f"<i {QUOTED}>",
        f"<!-->--><i {ATTRIBUTES}>",
        f"<!-- a<b c='--><i {ATTRIBUTES}>'",
        f"<title>a<b c='</title><i {ATTRIBUTES}>'",
        f"<script>a<b c='</script><i {ATTRIBUTES}>'",
        f"<a b='<c d=\"' {ATTRIBUTES}>\"",
    ],
    ids=[
        "no end",
        "no values",
        "slashes",
        "quoted ends",
        "short comment",
        "comment",
        "title",
        "script",
        "quotes",
    ],
)
def test_tag_with_too_many_attributes_is_found_wherever_it_stands(tag: str) -> None:
    with pytest.raises(ArticleError, match="attributes"):
        parse_page(to_page(tag), "x")


TAGS = st.sampled_from(["<i", "<b ", "</i>", "<", ">", "<!--", "-->", "<![CDATA[", "<?x"])
TEXTS = st.sampled_from(["<script>", "</script>", "<title>", "</title>", "&quot;"])
ATOMS = st.sampled_from(["=", '"', "'", "/", " ", "\n", "\x0b", "\xa0", "a", "b", "c1", "d=1", "e='", 'f="'])


@given(st.lists(TAGS | TEXTS | ATOMS, max_size=40))
@example(["<i", " ", "=", "a", "=", '"', ">", '"', "b", "=", "\x0b", '"', ">"])
def test_tags_are_counted_as_the_parser_counts_them(tokens: list[str]) -> None:
    with mock.patch.object(page, "MOST_ATTRIBUTES", 1):
        try:
            tree = parse("<html><body><p>a</p><p>b</p>" + "".join(tokens))
        except ArticleError:
            return
    assert all(len(element.attrib) <= 1 for element in tree.iter("*"))


def test_comparison_in_a_script_is_no_tag(tmp_path: Path) -> None:
    words = " ".join(["day"] * 2 * MANY)
    script = f"<script>for (i = 0; i <n; i++) {{}} x = '{words}'</script><style>a <b {words}</style>"
    plain, other = read(tmp_path, to_page()), read(tmp_path, to_page(script))
    assert isinstance(plain, Article)
    assert other == plain


def test_blanks_do_not_count(tmp_path: Path) -> None:
    plain, other = read(tmp_path, to_page()), read(tmp_path, " \n" * 500_000 + to_page())
    assert isinstance(plain, Article)
    assert other == plain


def test_metadata_too_long_for_a_title_are_left_out() -> None:
    kept, dropped = "k" * LONGEST_METADATA, "d" * (LONGEST_METADATA + 1)
    head = "".join(
        f'<meta property="og:title" content="{value}"><link rel="canonical" href="{value}">'
        for value in (kept, dropped)
    )
    tree = parse(to_page(head=head))
    assert [element.get("content") for element in tree.iter("meta")] == [kept, None]
    assert [element.get("href") for element in tree.iter("link")] == [kept, None]


@pytest.mark.parametrize(
    "key", ['name="author"', 'property="og:author"', 'itemprop="author"', 'name="dc.creator"']
)
def test_authors_beyond_number_are_left_out(key: str) -> None:
    names = [f"Ann {'e' * 90} Berg" for _ in range(100)]
    head = (
        "".join(f'<meta {key} content="{name}">' for name in names)
        + '<meta name="title" content="The crane">'
    )
    *authors, title = [element.get("content") for element in parse(to_page(head=head)).iter("meta")]
    assert [name for name in authors if name] == names[: LONGEST_AUTHORS // 99]
    assert title == "The crane"


def to_script(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def find_script(*blocks: object) -> list[str | None]:
    tree = parse(to_page(head="".join(map(to_script, blocks))))
    return [script.text for script in tree.iter("script")]


LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The crane stands still",
    "datePublished": "2024-02-05T08:00:00Z",
    "publisher": {"@type": "Organization", "name": "Harbor Gazette"},
    "author": [{"@type": "Person", "name": "Ann Berg"}],
}


@pytest.mark.parametrize(
    "more",
    [
        {"articleBody": "<\\u0000" * LONGEST_JSON},
        {"author": [f"Ann {'e' * number}" for number in range(200)]},
        {"about": [{"@type": ["Thing", "person"], "name": f"Ann {'e' * number}"} for number in range(200)]},
    ],
    ids=["text", "authors", "persons"],
)
def test_linked_data_are_shortened_to_what_is_asked_for(tmp_path: Path, more: dict[str, object]) -> None:
    (text,) = find_script(LINKED | more)
    assert text is not None
    assert len(text) < LONGEST_JSON / 5 and "Ann" not in text and "<" not in text
    # Without a title of its own the page has it from there.
    article = read(tmp_path, to_page(head=to_script(LINKED | more)).replace("<title>The pier</title>", ""))
    assert isinstance(article, Article)
    assert (article.title, article.published, article.source) == (
        "The crane stands still",
        "2024-02-05",
        "Harbor Gazette",
    )


def test_linked_data_of_common_length_are_left_as_they_are() -> None:
    whole, broken = json.dumps(LINKED, indent=3), json.dumps(LINKED)[:-1]
    assert find_script(whole, broken) == [whole, broken]


def test_linked_data_beyond_a_length_are_shortened_and_what_is_no_json_is_left_out() -> None:
    half = '{"a' * (LONGEST_JSON // 6)
    shortened = json.dumps({key: value for key, value in LINKED.items() if key != "author"})
    assert find_script(half, half, half, LINKED) == [half, half, None, shortened]


@pytest.mark.parametrize(
    "text", ["[" * 50_000, '{"a":' * 50_000, "9" * 50_000], ids=["lists", "objects", "number"]
)
def test_linked_data_nested_without_end_cost_nothing_else(tmp_path: Path, text: str) -> None:
    plain, other = read(tmp_path, to_page()), read(tmp_path, to_page(head=to_script(text)))
    assert isinstance(plain, Article)
    assert other == plain
