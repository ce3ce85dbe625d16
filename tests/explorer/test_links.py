"""The addresses of pages, and of the articles' sources."""

from __future__ import annotations

import pytest

from kg.explorer.links import to_iri, to_path, to_source
from kg.settings import BASE_IRI


def test_what_an_article_tells_is_shown_at_its_place_in_it() -> None:
    assert to_path(BASE_IRI + "article/0a/narration/7-19") == "/article/0a#at-7"


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("organization/nasa", "/actor/organization/nasa"),
        ("article/0a/actor/3-9", "/actor/article/0a/actor/3-9"),
        ("article/0a", "/article/0a"),
        ("article/0a/claim/1-2_5-9", "/claim/0a/claim/1-2_5-9"),
        ("article/0a/agreement/1-2", "/agreement/article/0a/agreement/1-2"),
        ("agreement/artemis-accords", "/agreement/artemis-accords"),
        ("person/%E7%8E%8B", "/actor/person/%25E7%258E%258B"),
        ("topic/orbital-debris", "/topic/orbital-debris"),
    ],
)
def test_a_thing_has_a_page_and_the_page_the_thing(iri: str, path: str) -> None:
    from urllib.parse import unquote

    assert to_path(BASE_IRI + iri) == path
    _, kind, rest = path.split("/", 2)
    assert to_iri(kind, unquote(rest)) == BASE_IRI + iri


@pytest.mark.parametrize(
    "iri", ["", "https://example.org/x", f"{BASE_IRI}time/2030", f"{BASE_IRI}article/0a/mention/1-2"]
)
def test_what_has_no_page_has_no_address(iri: str) -> None:
    assert to_path(iri) == ""


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", " https://x", "data:text/html,x", "//x", "ftp://x/"]
)
def test_only_pages_of_the_web_are_linked_to(url: str | None) -> None:
    assert to_source(url) == ""


def test_a_link_leads_to_the_words() -> None:
    assert (
        to_source("https://x.example/a#b", "we will, by-and-by")
        == "https://x.example/a#:~:text=we%20will%2C%20by%2Dand%2Dby"
    )
    long = " ".join(f"w{number}" for number in range(20))
    assert to_source("https://x.example/", long).endswith(
        "#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"
    )
    assert to_source("https://x.example/", "first part … second part").endswith("text=first%20part")
