"""The search and the SPARQL page of a site, in a browser: off a disk, and from a host that only has files."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hatch_build import BUNDLES, BundleError, make_bundles
from kg.explorer import site, site_sparql, sparql
from kg.explorer.formats import export
from kg.explorer.site_search import to_words
from kg.servers import open_graph
from tests import node_reader

pytestmark = pytest.mark.browser

HOST = "http://files.example"


@pytest.fixture(scope="module")
def place(written_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample article with all that its bundles give."""
    try:
        make_bundles()
    except BundleError as problem:
        pytest.skip(str(problem))
    with pytest.MonkeyPatch.context() as patch:
        for module in (site, site_sparql, sparql):
            patch.setattr(module, "bundle_path", lambda name: BUNDLES / name)
        where = tmp_path_factory.mktemp("asked") / "a site"
        export(open_graph(written_graph), "site", where)
    return where


@pytest.fixture(params=["file", "host"])
def page(request: pytest.FixtureRequest, browser: Browser, place: Path) -> Iterator[tuple[Page, str]]:
    """A page of the browser and where the site begins; at the end nothing else may have been asked for."""
    problems: list[str] = []
    context = browser.new_context(offline=request.param == "file", reduced_motion="reduce")
    tab = context.new_page()

    def answer(route: Route) -> None:
        address = route.request.url.partition("?")[0].removeprefix(HOST).partition("#")[0]
        file = place / address.lstrip("/")
        if not route.request.url.startswith(HOST + "/") or not file.is_file():
            problems.append(f"asked {route.request.url}")
            route.abort()
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)

    if request.param == "host":
        tab.route("**/*", answer)
    tab.on("pageerror", lambda error: problems.append(error.message))
    tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    tab.on("requestfailed", lambda asked: problems.append(asked.url))
    yield tab, HOST if request.param == "host" else place.as_uri()
    context.close()
    assert problems == []


def search(tab: Page, words: str) -> list[str]:
    """Type words; return the names that are found."""
    tab.fill("#words", words)
    expect(tab.locator("body")).to_have_attribute("data-ready", words)
    return tab.locator("#found a").all_inner_texts()


def test_the_search_finds_without_a_server(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(f"{base}/actors.html")
    tab.get_by_role("searchbox").fill("RUIZ")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#found li")
    assert tab.input_value("#words") == "RUIZ"
    assert "Ana Ruiz" in tab.locator("#found a").all_inner_texts()[0]
    everything = search(tab, "ruiz")
    assert len(everything) > 1 and search(tab, "Rúi")[0] == everything[0] == "Ana Ruiz"
    assert len(search(tab, "ruiz -pact")) < len(everything)
    assert search(tab, "ruiz nothingofthiskind") == []
    assert "0 found: try other words" in tab.inner_text("#count")
    assert search(tab, "") == []
    assert search(tab, '__proto__ "<b> constructor') == []
    tab.fill("#words", "ruiz")
    tab.select_option("#kind", "claim")
    expect(tab.locator("#found .kind").first).to_have_text("claim")
    tab.locator("#found a").first.click()
    assert "/claim/" in tab.url and tab.locator("h1").inner_text().startswith("“")


def test_words_are_split_and_folded_as_the_index_was(page: tuple[Page, str]) -> None:
    tab, base = page
    tab.goto(f"{base}/search.html")
    source = (Path(site.__file__).parent / "static" / "site-search.js").read_text(encoding="utf-8")
    function = source[
        source.index("function toWords") : source.index("/** The numbers of the pages with a word")
    ]
    for text in (
        "Ångström's ÉTUDES-2026",
        "İstanbul straße ΣΊΣΥΦΟΣ",
        "宇宙 条約 ½ ﬁrst",
        "a_b c·d Ⅻ 𝟏𝟐",
        "नमस्ते",
    ):
        assert set(tab.evaluate(f"text => {{ {function}; return toWords(text); }}", text)) == to_words(text)


def ask(tab: Page, query: str) -> None:
    """Ask a query, and wait for its answer."""
    tab.evaluate("delete document.body.dataset.answered")
    tab.evaluate("query => editor.setValue(query)", query)
    tab.click(".asking button:has-text('Ask')")
    tab.wait_for_selector("body[data-answered]")


@pytest.fixture
def asking(page: tuple[Page, str], place: Path) -> Callable[[], Page]:
    """Opens the SPARQL page; off a disk the file of the graph is chosen."""
    tab, base = page

    def open_page() -> Page:
        tab.goto(f"{base}/ask/sparql.html")
        tab.wait_for_selector("body[data-ready]")
        if base != HOST:
            assert "Choose the file" in tab.inner_text("#state")
            tab.set_input_files("#file", place / "ask" / "graph.nq.gz")
            expect(tab.locator("#state")).to_have_text(re.compile(r"loaded\.$"))
        return tab

    return open_page


def test_the_graph_is_asked_in_the_browser(asking: Callable[[], Page]) -> None:
    tab = asking()
    tab.select_option("#example", "most-quoted")
    assert "sp:madeStatement" in tab.evaluate("editor.getValue()")
    ask(tab, "SELECT ?who WHERE { ?who sp:madeStatement ?what ; a sp:Person }")
    assert "Ana Ruiz" in tab.inner_text("table") and "row" in tab.inner_text("#state")
    ask(tab, "ASK { ?a a sp:Claim }")
    assert tab.inner_text("#answer") == "yes"
    ask(tab, "CONSTRUCT { ?a dcterms:title ?b } WHERE { ?a dcterms:title ?b }")
    assert "Lunar pact signed" in tab.inner_text("#answer pre")
    for wrong in ("SELECT", "DROP ALL", "SELECT * WHERE { SERVICE <http://other.example/> { ?a ?b ?c } }"):
        ask(tab, wrong)
        assert tab.get_attribute("#state", "class") == "error" and tab.inner_text("#state")
    ask(tab, "SELECT ?who WHERE { ?who sp:madeStatement ?what ; a sp:Person }")
    tab.get_by_role("link", name="Ana Ruiz").first.click()
    assert tab.url.endswith("actor/person/ana-ruiz.html")


def test_a_query_that_does_not_end_is_stopped(asking: Callable[[], Page]) -> None:
    tab = asking()
    tab.evaluate(
        "editor.setValue('SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }')"
    )
    tab.click(".asking button:has-text('Ask')")
    expect(tab.locator("#state")).to_have_text("Asking …")
    tab.click("#stop")
    assert tab.inner_text("#state").startswith("Stopped")
    ask(tab, "ASK { ?a a sp:Claim }")
    assert tab.inner_text("#answer") == "yes"


@pytest.mark.parametrize("file", ["search.html?q=ruiz", "ask/sparql.html"])
def test_there_is_no_serious_barrier(page: tuple[Page, str], file: str) -> None:
    try:
        axe = node_reader.load_axe()
    except node_reader.NoReaderError as problem:
        pytest.skip(str(problem))
    tab, base = page
    tab.goto(f"{base}/{file}")
    tab.wait_for_selector("body[data-ready]")
    tab.evaluate(axe)
    found = tab.evaluate("axe.run({preload: false})")["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
    ] == []
