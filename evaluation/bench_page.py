"""Measure how fluent the network page is: a made-up network of 20,000 ties in headless Chromium.

    python evaluation/bench_page.py [TIES]

Prints the milliseconds of script for a frame and for a change of what is shown, which with a graphics card
are nearly all, and the frames per second that the browser draws here, which without one are its software's.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Page, sync_playwright

from kg.export import ExportOptions
from kg.export import html as html_module
from kg.export.styling import COMMUNITY_COLORS, NODE_COLORS, OTHER_COLOR, TIE_COLORS, to_hex
from kg.settings import BASE_IRI
from kg.store import in_memory

KINDS = ("told", "mentioned", "reacted-to", "co-signed")
TYPES = ("Person", "Organization", "State", "Agreement")
# What a script of the page costs, without what the browser draws of it later.
COST = """(action) => {
  const began = performance.now();
  for (let n = 0; n < 5; n++) page.renderer[action]();
  return (performance.now() - began) / 5;
}"""
COUNT = """() => {
  window.frames_seen = { count: 0, began: performance.now() };
  page.renderer.on("afterRender", () => { window.frames_seen.count++; });
}"""
RATE = "1000 * window.frames_seen.count / (performance.now() - window.frames_seen.began)"


def make_network(ties: int) -> dict[str, Any]:
    """Make a network in which a few have most of the ties, always the same."""
    chance = random.Random(1)
    nodes = [
        {
            "id": f"{BASE_IRI}person/{number}",
            "label": f"Actor {number}",
            "node_type": chance.choice(TYPES),
            "size": 4 + 36 * chance.random() ** 8,
            "x": chance.gauss(0, 1000),
            "y": chance.gauss(0, 1000),
        }
        for number in range(ties // 5)
    ]
    edges: list[dict[str, Any]] = []
    for number in range(ties):
        ends = [nodes[int(len(nodes) * chance.random() ** 2)]["id"] for _ in range(2)]
        day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}"
        edge = {"source": ends[0], "target": ends[1], "kind": chance.choice(KINDS), "weight": 1 + number % 9}
        edges.append(edge | {"quote": "words " * 20, "first": day, "spells": [[day, day]]})
    colors, kinds = (
        {name: to_hex(rgb) for name, rgb in table.items()} for table in (NODE_COLORS, TIE_COLORS)
    )
    return {
        "base": BASE_IRI,
        "clock": "published",
        "bounds": ["2010-01-01", "2023-12-31"],
        "colors": colors,
        "ties": kinds,
        "symmetric": ["co-signed"],
        "palette": [to_hex(color) for color in COMMUNITY_COLORS],
        "other": to_hex(OTHER_COLOR),
        "nodes": nodes,
        "edges": edges,
    }


def drag(page: Page) -> float:
    """Drag the drawing about, and return the frames per second."""
    page.mouse.move(700, 450)
    page.mouse.down()
    page.mouse.move(705, 450)
    page.evaluate(COUNT)
    for step in range(60):
        page.mouse.move(700 + 3 * step, 450 + step)
    rate = float(page.evaluate(RATE))
    page.mouse.up()
    return rate


def main(ties: int) -> None:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder, "page.html")
        with patch.object(html_module, "to_page", lambda *_: make_network(ties)):
            html_module.write_html(in_memory([]), path, ExportOptions())
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"file://{path}")
        page.wait_for_selector("body[data-ready]")
        page.wait_for_timeout(1000)
        print(f"{ties:,} ties, ready after {page.evaluate('performance.now()') / 1000 - 1:.1f} s")
        for words, action in (("a frame", "render"), ("a change of what is shown", "refresh")):
            print(f"  script for {words:26} {page.evaluate(COST, action):6.1f} ms")
        print(f"  dragged, as drawn here {drag(page):13.1f} frames per second")
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
