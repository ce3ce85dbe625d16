"""The pages of `kg serve` that run scripts, in a browser; a test client answers in the place of a socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from hatch_build import BundleError, make_bundles
from tests import node_reader
from tests.serve.conftest import serving

pytestmark = pytest.mark.browser

HOST = "http://127.0.0.1"


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


@pytest.mark.parametrize("path", ["/network", "/ask", "/ask/who-said-what?actor=Ana+Ruiz", "/ask/sparql"])
def test_there_is_no_serious_barrier(served: Page, path: str) -> None:
    try:
        axe = node_reader.load_axe()
    except node_reader.NoReaderError as problem:
        pytest.skip(str(problem))
    served.goto(HOST + path)
    served.wait_for_load_state("networkidle")
    served.evaluate(axe)
    found = served.evaluate("axe.run()")["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
    ] == []
