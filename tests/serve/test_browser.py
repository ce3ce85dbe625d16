"""The pages in Debian's Chromium: nothing runs, marks and words belong together, keys are enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.printable import to_printable
from tests.hostile import ARTICLE, TEXT, write_hostile

COMMAND = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]))"
PAGE = f"/article/{ARTICLE.content_hash[:20]}"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the hostile graph."""
    location = write_hostile(tmp_path_factory.mktemp("hostile") / "graph")
    program = [
        sys.executable,
        "-c",
        COMMAND,
        "serve",
        "--store",
        str(location),
        "--port",
        "0",
        "--processes",
        "1",
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        try:
            yield line.split()[-1].removesuffix("/sparql")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


@pytest.mark.parametrize("width", [1400, 400])
def test_nothing_runs_and_all_fits(address: str, browser: Browser, width: int, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append("a dialog"))
    page.goto(address)
    links = {link.get_attribute("href") for link in page.locator("a").all()}
    page.goto(address + PAGE)
    links |= {link.get_attribute("href").partition("#")[0] for link in page.locator("aside a").all()}
    ours = sorted(
        link
        for link in links
        if link and link.startswith("/") and not link.partition("?")[0].endswith((".json", ".csv"))
    )
    assert len(ours) > 12
    decisions = [link for link in ours if link.startswith("/decide")]
    ours = [link for link in ours if link not in decisions] + decisions[:2]
    for number, link in enumerate(ours):
        page.goto(address + link)
        assert page.evaluate("window.hit === undefined"), link
        assert page.evaluate("[...document.scripts].every((one) => one.src && !one.text)"), link
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), link
        page.screenshot(path=tmp_path / f"{width}-{number}.png")
    assert all(one.startswith(address) for one in asked), asked
    page.close()


def test_marks_stand_on_their_words(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address + PAGE)
    marks = page.eval_on_selector_all("a.mark", "all => all.map(one => [one.dataset.start, one.textContent])")
    assert len(marks) > 20
    for start, words in marks:
        assert to_printable(TEXT[int(start) :]).startswith(to_printable(words))
    page.close()


def test_keys_are_enough(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address + PAGE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    while page.evaluate("!document.activeElement.classList.contains('mark')"):
        page.keyboard.press("Tab")
    wanted = page.evaluate("document.activeElement.hash.slice(1)")
    page.keyboard.press("Enter")
    # What was read stands open beside the text.
    page.wait_for_selector(f"#{wanted}", state="visible", timeout=5000)
    assert page.evaluate("document.querySelector(':target').id") == wanted
    page.close()
