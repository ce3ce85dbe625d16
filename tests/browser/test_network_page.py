"""The page of `kg export html` in a browser: searched, walked step by step, kept as a link, used by keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from pyoxigraph import Literal, NamedNode

from kg.export import ExportOptions
from kg.settings import BASE_IRI
from kg.store import GraphStore, in_memory
from kg.triples import entity_quads
from kg.vocab import RDF, SCHEMA, SP
from tests.browser.conftest import Open
from tests.graphs import ArticleGraph, actor, all_quads

pytestmark = pytest.mark.browser

ANN, BOB, CEM, DEE = (actor(name) for name in ("ann", "bob", "cem", "dee"))
AIDE = f"{BASE_IRI}article/early/person/aide"


def small_store() -> GraphStore:
    """Ann told Bob, an aide and, a year later, Cem; Cem told Bob; Dee has no tie."""
    early, late = ArticleGraph("early", "2022-01-01", "Early"), ArticleGraph("late", "2023-01-01", "Late")
    early.say(ANN, "the first words <b>of all</b>", to=[BOB, AIDE])
    early.add(AIDE, RDF.type, NamedNode(SP.Person))
    early.say(DEE, "words to nobody")
    late.say(ANN, "later words", to=[CEM])
    late.say(CEM, "the last words", to=[BOB])
    names = [(ANN, "Ann Ruiz"), (BOB, "Bob Falk"), (CEM, "Cém Holt"), (DEE, "Dee Moe"), (AIDE, "an aide")]
    return in_memory([*all_quads(early, late), *entity_quads(names)])


def names_shown(page: Page) -> list[str]:
    return sorted(
        page.evaluate("[...page.shown().nodes].map((id) => page.graph.getNodeAttribute(id, 'name'))")
    )


def find(page: Page, words: str) -> None:
    page.fill("#search", words)
    page.press("#search", "Enter")


def settle(page: Page) -> None:
    """Wait until what was changed is drawn: the page does it in the next frame."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def slide(page: Page, name: str, day: str) -> None:
    """Move a slider to a day."""
    page.evaluate(
        """([name, day]) => {
          const slider = document.getElementById(name);
          slider.value = Date.parse(day) / 86400000;
          slider.dispatchEvent(new Event("input"));
        }""",
        [name, day],
    )
    settle(page)


def test_boxes_bring_in_who_has_no_name_or_no_tie(open_page: Open) -> None:
    page = open_page(small_store())
    assert names_shown(page) == ["Ann Ruiz", "Bob Falk", "Cém Holt"]
    page.check("#unnamed")
    page.check("#isolates")
    settle(page)
    assert page.inner_text("#count") == "4 of 4 ties, 5 of 5 actors and agreements"


def test_what_is_found_is_sorted_shown_and_marked(open_page: Open) -> None:
    page = open_page(small_store())
    page.fill("#search", "o")
    listed = page.locator("#results [role=option]")
    assert [text.split("\n")[0].partition(" Person")[0] for text in listed.all_inner_texts()] == [
        "Bob Falk",
        "Cém Holt",
        "Dee Moe",
    ]
    assert page.inner_text("#found") == "3 names found"
    find(page, "cem holt")
    assert page.evaluate("page.state.selected") == CEM
    details = page.inner_text("#details")
    assert "the last words" in details and "the first words" not in details
    assert page.evaluate("page.renderer.getNodeDisplayData(page.state.selected).highlighted")
    find(page, "nobody of this name")
    assert page.inner_text("#found") == "0 names found"
    page.click("#details .close")
    assert page.is_hidden("#details")


def test_one_goes_from_actor_to_actor_step_by_step(open_page: Open) -> None:
    page = open_page(small_store())
    find(page, "bob")
    page.click("text=Only this one")
    assert names_shown(page) == ["Bob Falk"]
    page.click("text=Add its neighbors")
    assert names_shown(page) == ["Ann Ruiz", "Bob Falk", "Cém Holt"]
    find(page, "dee")
    assert "Dee Moe" in names_shown(page)
    page.click("#details >> text=Hide")
    find(page, "cem")
    page.click("#details >> text=Pin")
    page.click("#details >> text=Hide")
    assert names_shown(page) == ["Ann Ruiz", "Bob Falk"]
    page.click("text=Show all again")
    assert names_shown(page) == ["Ann Ruiz", "Bob Falk", "Cém Holt"]


def test_time_is_that_of_publication_and_a_link_keeps_the_view(open_page: Open) -> None:
    page = open_page(small_store())
    assert page.inner_text("#from-day") == "2022-01-01 or earlier"
    slide(page, "from", "2022-06-01")
    assert page.inner_text("#count").startswith("2 of 4 ties")
    find(page, "ann")
    page.click("#details >> text=Pin")
    page.uncheck("#kinds input[name=told]")
    settle(page)
    fragment = page.evaluate("location.hash")
    again = open_page(small_store(), fragment)
    assert again.evaluate("page.state.selected") == ANN
    assert again.evaluate("[...page.state.pinned]") == [ANN]
    assert again.inner_text("#count").startswith("0 of 4 ties, 1 of 5")
    assert again.inner_text("#from-day") == "2022-06-01"


def test_a_link_of_another_network_says_what_it_misses(open_page: Open) -> None:
    page = open_page(
        small_store(), "#at=person/zoe&hide=person/ann&from=x&camera=1_2&color=<svg>&only=x&__proto__=1"
    )
    assert page.inner_text("#notice") == "2 names of this link are not in this network."
    assert names_shown(page) == ["Bob Falk", "Cém Holt"]


def test_another_clock_is_chosen_by_the_command(open_page: Open) -> None:
    page = open_page(small_store(), options=ExportOptions(clock="about"))
    assert page.inner_text("#clock") == "to be, or had been"


def test_without_any_tie_the_page_says_so(open_page: Open) -> None:
    assert "no tie" in open_page(in_memory([])).inner_text("#notice")


def test_keys_alone_find_an_actor_and_go_on_to_the_next(open_page: Open) -> None:
    page = open_page(small_store())
    page.focus("#search")
    page.keyboard.type("o")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "result-1"
    page.keyboard.press("Enter")
    assert page.evaluate("page.state.selected") == CEM
    page.focus("#details .actor >> nth=0")
    page.keyboard.press("Enter")
    assert page.evaluate("page.state.selected") == ANN
    assert page.evaluate("document.activeElement.className") == "close"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "search"
    page.focus("#stage")
    before = page.evaluate("page.renderer.getCamera().getState()")
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    after = page.evaluate("page.renderer.getCamera().getState()")
    assert after["ratio"] < before["ratio"] and after["x"] < before["x"]


def test_on_a_phone_the_panel_is_folded(open_page: Open) -> None:
    page = open_page(small_store(), width=400)
    assert page.is_hidden("#search")
    page.click("#panel summary")
    find(page, "ann")
    box = page.locator("#details").bounding_box()
    assert box is not None and box["width"] == 400 and box["y"] > 400
    assert page.evaluate("document.documentElement.scrollWidth") == 400


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "\u202e\u2066gnp.exe\u0007",
    "'\"><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "{{constructor.constructor('alert(1)')()}}",
    "javascript:alert(1)",
    "__proto__",
    "</script><script>alert(1)</script>",
    "Ω" * 10_000,
)


def test_no_words_of_an_article_are_obeyed(open_page: Open) -> None:
    graph, names, last = ArticleGraph("a", "2022-01-01", HOSTILE[0]), [], actor("last")
    for number, words in enumerate(HOSTILE):
        one = actor(f"a{number}")
        graph.say(one, words, to=[last])
        names.append((one, words))
    names.append((last, HOSTILE[1]))
    quads = [*graph.quads, *entity_quads(names)]
    page = open_page(in_memory(quads))
    for number, words in enumerate(HOSTILE):
        page.evaluate("(id) => page.select(id)", actor(f"a{number}"))
        assert page.locator("#details h2").is_visible()
        find(page, words[:200])
    page.evaluate("(id) => page.select(id)", last)
    assert page.locator("#details li").count() == len(HOSTILE)
    assert page.locator("#details :is(script, img, svg, iframe)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1300
    assert not re.search("[\u202e\u2066\u0007]", page.inner_text("#details"))
    assert all(
        url.startswith("https://") for url in page.eval_on_selector_all("a", "all => all.map(a => a.href)")
    )


def test_addresses_that_are_none_of_the_web_are_no_links(open_page: Open) -> None:
    graph = ArticleGraph("a", None, "A title")
    graph.say(ANN, to=[BOB])
    graph.add(graph.iri, SCHEMA.url, Literal("javascript:alert(1)"))
    page = open_page(in_memory(graph.quads))
    page.evaluate("(id) => page.select(id)", ANN)
    assert "A title" in page.inner_text("#details")
    assert page.locator("#details a").count() == 0
