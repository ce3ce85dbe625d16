"""The site of `kg export site` in a browser, off a disk: its stylesheet is taken, and nothing is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.explorer.formats import export
from kg.servers import open_graph

pytestmark = pytest.mark.browser


def test_a_site_is_read_off_a_disk(browser: Browser, written_graph: Path, tmp_path: Path) -> None:
    [first] = export(open_graph(written_graph), "site", tmp_path / "a folder" / "site")
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("requestfailed", lambda request: problems.append(request.url))
    page.goto(first.as_uri())
    for link in ("Actors", "Ana Ruiz", "Links to others", "Articles", "Lunar pact signed"):
        page.get_by_role("link", name=link, exact=True).first.click()
        assert page.locator("header.top").evaluate("top => getComputedStyle(top).display") == "flex"
    assert page.locator("h1").inner_text() == "Lunar pact signed"
    assert page.evaluate("location.pathname").startswith(f"{first.parent.as_uri()[7:]}/article/")
    assert problems == []
    context.close()
