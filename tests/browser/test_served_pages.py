"""The pages of `kg serve` that run scripts, in a browser; a test client answers in the place of a socket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hatch_build import BundleError, make_bundles
from tests import node_reader
from tests.samples import ARTICLE
from tests.serve.conftest import serving

pytestmark = pytest.mark.browser

HOST = "http://127.0.0.1"
HASH = ARTICLE.content_hash[:20]


@pytest.fixture
def served(browser: Browser, written_graph: Path) -> Iterator[Page]:
    """A page of the browser, whose requests the server answers; at the end none may have failed."""
    try:
        make_bundles()
    except BundleError as problem:
        pytest.skip(str(problem))
    errors: list[str] = []
    with serving(written_graph) as client:

        def answer(route: Route) -> None:
            request = route.request
            if not request.url.startswith(HOST + "/"):
                errors.append(f"asked {request.url}")
                route.abort()
                return
            found = client.get(request.url, headers=request.headers)
            # The client has unpacked the content already.
            headers = {name: value for name, value in found.headers.items() if name != "content-encoding"}
            route.fulfill(status=found.status_code, headers=headers, body=found.content)

        page = browser.new_page(reduced_motion="reduce")
        page.route("**/*", answer)
        page.on("pageerror", lambda error: errors.append(error.message))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield page
        page.close()
    assert errors == []


def test_the_network_is_drawn_within_its_policy(served: Page) -> None:
    served.goto(f"{HOST}/network")
    served.wait_for_selector("body[data-ready]")
    assert served.evaluate("page.graph.size > 0 && page.renderer !== null")
    served.fill("#search", "ruiz")
    served.press("#search", "Enter")
    assert "Ruiz" in served.inner_text("#details h2")


def test_the_editor_completes_declares_and_asks_within_its_policy(served: Page) -> None:
    served.goto(f"{HOST}/ask/sparql?example=most-quoted")
    served.wait_for_selector("body[data-ready]")
    assert "sp:madeStatement" in served.evaluate("editor.getValue()")
    served.evaluate("editor.setValue('SELECT ?who WHERE { ?who ')")
    served.click(".CodeMirror")
    served.keyboard.press("Control+End")
    served.keyboard.type("sp:madeSt", delay=20)
    served.wait_for_selector(".CodeMirror-hint")
    served.keyboard.press("Enter")
    served.keyboard.type(" ?what }")
    written = served.evaluate("editor.getValue()")
    assert written.startswith("PREFIX sp: <https://") and "sp:madeStatement ?what }" in written
    served.keyboard.press("Control+Enter")
    served.wait_for_selector("table")
    assert "Ruiz" in served.inner_text("table")
    # A wrong one stays where it was written.
    served.wait_for_selector("body[data-ready]")
    served.evaluate("editor.setValue('SELECT')")
    served.click(".asking button")
    assert served.inner_text("[role=alert]")
    served.wait_for_selector("body[data-ready]")
    assert served.evaluate("editor.getValue()") == "SELECT"


PAGES = [
    *("/", "/search?q=ruiz", "/search?q=nothing+of+this+kind", "/articles", f"/article/{HASH}", "/actors"),
    *("/actors?type=Group", "/actor/person/ana-ruiz", "/actor/person/ana-ruiz?show=offices"),
    *(f"/claim/{HASH}/claim/93-126", "/agreements", "/agreement/harbor-accord"),
    *("/agreement/harbor-accord?roster=G7", "/topics", "/topic/space-stations", "/stories", "/timeline"),
    *(
        "/network",
        "/unnamed",
        "/unnamed?anonymity=asked",
        "/changes",
        "/ask",
        "/ask/who-said-what?actor=Ana+Ruiz",
    ),
    *("/ask/sparql", "/decide"),
]


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier_or_is_wider_than_its_window(
    served: Page, width: int, scheme: str
) -> None:
    try:
        axe = node_reader.load_axe()
    except node_reader.NoReaderError as problem:
        pytest.skip(str(problem))
    served.set_viewport_size({"width": width, "height": 900})
    served.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    for path in PAGES:
        served.goto(HOST + path)
        served.wait_for_load_state("networkidle")
        assert served.evaluate("document.documentElement.scrollWidth") <= width, path
        served.evaluate(axe)
        found = served.evaluate("axe.run({preload: false})")["violations"]
        assert [
            (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
        ] == [], path


FOCUSED = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  return {
    tag: here.tagName, words: (here.ariaLabel ?? here.textContent).trim(),
    seen: box.width > 0 && box.bottom > 0 && style.outlineStyle !== "none",
  };
}"""


def test_keys_alone_lead_from_the_first_page_to_the_words(served: Page) -> None:
    """Tab and Enter alone: past the navigation, to an article, to a claim in it, to the claim's page."""

    def walk_to(words: str, address: str) -> None:
        for _ in range(120):
            served.keyboard.press("Tab")
            at = served.evaluate(FOCUSED)
            if at["tag"] == "BODY":
                continue
            assert at["seen"], at
            if words in at["words"] and at["tag"] == "A":
                served.keyboard.press("Enter")
                expect(served).to_have_url(re.compile(address))
                return
        raise AssertionError(f"Tab does not reach {words}")

    served.goto(HOST + "/")
    served.keyboard.press("Tab")
    assert served.evaluate(FOCUSED)["words"] == "Skip to the content"
    served.keyboard.press("Enter")
    walk_to("Lunar pact signed", f"/article/{HASH}$")
    walk_to("will fly", "#claim-")
    served.goto(HOST + "/actor/person/ana-ruiz")
    walk_to("will fly until 2030", f"/claim/{HASH}/")
    assert served.locator("h1").inner_text().startswith("“")
