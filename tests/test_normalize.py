"""The normal text of an article: what is read of it stands where it stood in the text as given."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model import Article, Markup, Passage
from kg.normalize import MARKDOWN, normalize, normalize_line
from kg.normalize.plain import PlainText
from kg.vocab import article_iri, graph_iri
from tests.samples import ARTICLE, EXTRACTION

MARKDOWN_MARKS = [
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "](https://x.example/a)",
    "![",
    "> ",
    "# ",
]
MARKDOWN_MARKS += ["- ", "1. ", "| ", "|---|\n", "    ", "[^1]", "[^1]: "]
HTML_MARKS = [
    "<p>",
    "</p>",
    "<b>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<",
    ">",
    "&amp;",
    "&",
    ";",
    "&#8217;",
]
OTHERS = [
    "\\",
    "\\_",
    "\\u2019",
    "\u00ad",
    "\u00a0",
    "\u200b",
    "\u2011",
    "\ufb01",
    "e\u0301",
    "\r",
    "\r\n",
    "\u2028",
]
WORDS = ["\n", "\n\n", "é", "🚀", "word", "Ruiz said", " "]
MARKS = st.sampled_from([*MARKDOWN_MARKS, *HTML_MARKS, *OTHERS, *WORDS])
MARKED = st.lists(MARKS, max_size=40).map("".join)


def read(text: str, markup: Markup = "") -> PlainText:
    return normalize(Article("a", text, markup=markup))


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("The sta\u00adtion is safe.", "The station is safe."),
        ("The sta\u00ad\n  tion is safe.", "The station is safe."),
        ("Ana\u00a0Ruiz\u2009said\u202fso.", "Ana Ruiz said so."),
        ("\ufeffAna\u200b Ruiz\u200f", "Ana Ruiz"),
        ("Petrov\u2010Vodkin, mid\u20112030s", "Petrov-Vodkin, mid-2030s"),
        ("the o\ufb03ce of \ufb01nance", "the office of finance"),
        ("Rene\u0301 Mu\u0308ller", "René Müller"),
        ("One.\rTwo.\r\nThree.\u2028Four.\fFive.", "One.\nTwo.\nThree.\nFour.\nFive."),
        ("H&amp;K&#39;s &ldquo;yes&rdquo;&nbsp;&#x2014; no", "H&K's “yes” — no"),
        ("<p>Ana <b>Ruiz</b> left.</p><p>She is back.</p>", "\n\nAna Ruiz left.\n\n\n\nShe is back.\n\n"),
        ("Up<script src=x>said('<p>')</script><!-- > -->.<br/>Down", "Up.\n\nDown"),
        ("a < b and c > d, R&D; AT&T", "a < b and c > d, R&D; AT&T"),
        ("Joe\\_Ruiz\\u2019s \\\"plan\\\" of\\\n\nToday", 'Joe Ruiz’s "plan" of\n\nToday'),
        ("half \\ud83d of a pair, C:\\new", "half \\ud83d of a pair, C:\\new"),
    ],
)  # fmt: skip
def test_what_is_left_in_texts_is_read_as_what_it_means(given_text: str, normal: str) -> None:
    assert read(given_text).text == normal


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("[Kosmoflot](https://k.example 'home') **will** *not* __fly__.", "Kosmoflot will not fly."),
        ("See [the plan][1] and <https://k.example>.\n\n[1]: https://k.example", "See the plan and https://k.example.\n\n"),
        ("![A ship](a.png)\n\nIt flew~~twice~~.[^1]\n\n[^1]: So Ruiz.", "\n\nIt flew.\n\nSo Ruiz."),
        ("# Kosmoflot *stays*\nNo more.", "Kosmoflot stays\n\nNo more."),
        ("> “We stay.”\n>\n> — Ana Ruiz", "“We stay.”\n\n— Ana Ruiz"),
        ("- one `x`\n- two\n  still\n\n1. three", "- one x\n- two\nstill\n\n1. three"),
        ("One.\n\n---\n\nTwo.\n\n* * *\n\nThree.", "One.\n\n---\n\nTwo.\n\n* * *\n\nThree."),
        ("| State | Day |\n|---|---|\n| Peru | 3 May |", "State | Day\n\nPeru | 3 May"),
        ("Ana\\_Ruiz, R&amp;D, <i>so</i>, 5 \\* 4", "Ana_Ruiz, R&D, so, 5 * 4"),
        ("A line\nthat goes on  \nand ends.", "A line\nthat goes on\nand ends."),
        ("    Set in.\n\n```\ncode\n```\n\nOut.", "Set in.\n\n\n\nOut."),
    ],
)  # fmt: skip
def test_markdown_is_read_as_its_words(given_text: str, normal: str) -> None:
    assert re.sub("\n{3,}", "\n\n", read(given_text, MARKDOWN).text) == re.sub("\n{3,}", "\n\n", normal)


@pytest.mark.parametrize(
    "mark", ["**Ana Ruiz**", "[Ana Ruiz](https://a.example)", "## Ana Ruiz", "> Ana Ruiz"]
)
def test_a_plain_text_with_marks_that_only_markdown_has_is_markdown(mark: str) -> None:
    assert read(mark + "\n\nIt is here.").text == "Ana Ruiz\n\nIt is here."


@pytest.mark.parametrize(
    "text", ["5 * 4 * 3", "*Corrected.", "snake_case_name", "#1 of [the] plans (2)", "a > b"]
)
def test_other_plain_texts_are_not(text: str) -> None:
    assert read(text) == PlainText(text)


@given(MARKED, st.sampled_from(["", MARKDOWN]))
@example("\u0301", "")
def test_every_word_stands_for_a_place_in_the_order_of_the_text(text: str, markup: Markup) -> None:
    plain = read(text, markup)
    places = [plain.to_given(Passage(at, at + 1)) for at in range(len(plain.text))]
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert places == sorted(places)
    whole = plain.to_given(Passage(0, len(plain.text)))
    assert plain.show(Passage(0, len(text))) == plain.text == plain.show(whole)


@given(MARKED, st.sampled_from(["", MARKDOWN]))
def test_words_between_marks_are_found_again(text: str, markup: Markup) -> None:
    plain = read(text, markup)
    for match in re.finditer("[a-zA-Z]+", plain.text):
        given_words = plain.to_given(Passage(*match.span()))
        assert plain.show(given_words) == match[0]
        assert given_words.of(text)[0] in match[0] + "&\\\ufb01`"


@given(st.text(st.characters(codec="ascii", exclude_characters="<&\\\r\v\f*#>|]`_~["), max_size=200))
def test_a_text_without_marks_is_its_own_normal_text(text: str) -> None:
    assert read(text) == PlainText(text)
    assert read(text).restore(EXTRACTION) is EXTRACTION


def test_what_was_read_goes_back_to_the_given_text() -> None:
    marked = replace(ARTICLE, text=ARTICLE.text.replace(" ", "\u200b\u00a0"))
    plain = normalize(marked)
    assert plain.text == ARTICLE.text
    restored = plain.restore(EXTRACTION)
    for before, after in zip(EXTRACTION.mentions, restored.mentions, strict=True):
        words = before.passage.of(ARTICLE.text)
        assert after.passage.of(marked.text) == words.replace(" ", "\u200b\u00a0")
        assert plain.show(after.passage) == words


def test_titles_have_no_marks() -> None:
    assert normalize_line("  **Ana\u00a0Ruiz** &amp; the sta\u00adtion\n") == "Ana Ruiz & the station"


def test_the_same_text_in_another_markup_is_another_article() -> None:
    plain, marked = Article("a", "Text."), Article("a", "Text.", markup=MARKDOWN)
    assert article_iri(plain.content_hash) != article_iri(marked.content_hash)
    assert graph_iri(plain.content_hash) != graph_iri(marked.content_hash)


def test_openings_without_an_end_cost_a_look_each() -> None:
    text = "<script>" * 20_000 + "Ana Ruiz"
    assert read(text).text == "Ana Ruiz"
