"""Sources that would not be named, as a user sees them: `kg build`, `kg extract`, `kg query`, the page."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.explorer.registry import PAGES_BY_NAME
from kg.explorer.rendering import to_html
from kg.store import open_store
from tests.conftest import Run

pytestmark = pytest.mark.model

# Invented.
TEXT = """---
title: Station talks
date: 2024-03-05
source: Example Wire
---

The agency will cancel the lander, said a senior official who asked not to be identified discussing talks.

"The schedule is a fantasy," the official said. The official was not authorized to speak publicly.

Two aides said the budget would be cut. They spoke on condition of anonymity because the plan is not final.

Scientists said the probe would return in May. Ana Ruiz, who asked not to be quoted, said it was ready.
"""


def test_sources_that_would_not_be_named_are_shown_apart(kg: Run, tmp_path: Path) -> None:
    article, location = tmp_path / "talks.md", tmp_path / "graph"
    article.write_text(TEXT, encoding="utf-8")
    [record] = map(json.loads, kg("extract", article, "--format", "jsonl").out.splitlines())
    text = TEXT.split("---\n", 2)[2]
    told = {
        (claim["speaker"] or {}).get("name"): claim["anonymity"] and text[slice(*claim["anonymity"])]
        for claim in record["claims"]
    }
    assert told["Two aides"] == "on condition of anonymity" and told["a senior official"]
    assert told["Scientists"] is told["Ana Ruiz"] is None
    assert kg("build", article, "--store", location, "--jobs", "1").code == 0
    answer = kg("query", "unnamed-sources", "--store", location, "--format", "csv").out
    rows = list(csv.DictReader(answer.splitlines()))
    words = {row["who"]: row["anonymity"] for row in rows}
    assert words["Two aides"] == "on condition of anonymity" and words["Scientists"] == ""
    assert "Ana Ruiz" not in words
    store = open_store(location)
    page = PAGES_BY_NAME["unnamed"]
    shown = {
        kind: {row["who"] for row in page.load(store, page.read("", {"anonymity": kind})).table.rows}
        for kind in ("", "asked", "none")
    }
    assert shown["asked"] == {"Two aides", "a senior official"} and "Scientists" in shown["none"]
    assert shown[""] == shown["asked"] | shown["none"] and not shown["asked"] & shown["none"]
    asked = page.read("", {"anonymity": "asked"})
    written = to_html(page, page.load(store, asked), asked, {})
    assert "on condition of anonymity" in written and "Would not be named (3)" in written
    with pytest.raises(UsageError, match="Did you mean asked"):
        page.load(store, page.read("", {"anonymity": "askd"}))
