"""The page of `kg export html` in a browser without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hatch_build import BUNDLES, BundleError, make_bundles
from kg.export import ExportOptions, export
from kg.export import html as html_module
from kg.store import GraphStore

Open = Callable[..., Page]


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real script; skips where it cannot be made."""
    try:
        make_bundles()
    except BundleError as problem:
        pytest.skip(str(problem))
    monkeypatch.setattr(html_module, "bundle_path", lambda name: BUNDLES / name)


@pytest.fixture
def open_page(browser: Browser, bundled: None, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a graph; at the end nothing may have failed, and nothing else been asked for."""
    path = tmp_path / "graph.html"
    context = browser.new_context(offline=True, reduced_motion="reduce")
    errors: list[str] = []
    requests: list[str] = []

    def open_graph(
        store: GraphStore, fragment: str = "", width: int = 1300, options: ExportOptions | None = None
    ) -> Page:
        export(store, "html", path, options or ExportOptions())
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.on("pageerror", lambda error: errors.append(error.message))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"file://{path}{fragment}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_graph
    context.close()
    assert errors == []
    assert {url.partition("#")[0] for url in requests} <= {f"file://{path}"}
