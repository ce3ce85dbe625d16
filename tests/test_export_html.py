"""The page: all in one file, closed against the words of articles, used in a browser without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hatch_build import BUNDLE, BundleError, make_bundle
from kg.errors import ExportError
from kg.export import ExportOptions, export
from kg.export import html as html_module
from kg.network import DRAWN_TIES, to_network
from kg.store import GraphStore, in_memory
from kg.triples import entity_quads
from tests import node_reader
from tests.graphs import ArticleGraph, actor, all_quads
from tests.test_export_gexf import rich_store

EVIL = "</script><script>document.title='stolen'</script>{{script}}"


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real script; skips where it cannot be made."""
    try:
        make_bundle()
    except BundleError as problem:
        pytest.skip(str(problem))
    monkeypatch.setattr(html_module, "bundle_path", lambda: BUNDLE)


def read_network(path: Path) -> Any:
    page = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="network">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]


def test_the_page_holds_every_node_and_edge(tmp_path: Path) -> None:
    [path] = export(rich_store(), "html", tmp_path / "graph.html")
    found, network = read_network(path), to_network(rich_store(), DRAWN_TIES)
    assert [node["id"] for node in found["nodes"]] == list(network)
    assert [(edge["source"], edge["target"], edge["kind"]) for edge in found["edges"]] == list(
        network.edges(keys=True)
    )
    assert all(edge["spells"] for edge in found["edges"])


def test_no_words_of_an_article_end_the_script_or_stand_for_a_part_of_the_page(tmp_path: Path) -> None:
    article = ArticleGraph("a", "2022-01-01", EVIL)
    article.say(actor("ann"), EVIL, to=[actor("bob")])
    [path] = export(in_memory(article.quads), "html", tmp_path / "graph.html")
    page = path.read_text(encoding="utf-8")
    assert page.count("</script>") == page.count("<script") == 2
    assert read_network(path)["edges"][0]["quote"] == EVIL
    assert all(f"{name} 'none'" in page for name in ("default-src", "base-uri", "form-action"))
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_without_the_bundle_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_module, "bundle_path", lambda: tmp_path / "none.js")
    with pytest.raises(ExportError, match="make web"):
        export(rich_store(), "html", tmp_path / "graph.html")
    assert not (tmp_path / "graph.html").exists()


def told_store() -> GraphStore:
    early, late = (
        ArticleGraph("early", "2022-01-01", "Early news"),
        ArticleGraph("late", "2023-01-01", "Late news"),
    )
    ann, bob, cem = actor("ann"), actor("bob"), actor("cem")
    early.say(ann, "the first words <b>of all</b>", to=[bob])
    early.say(ann, "words about Cem", about=[cem])
    late.say(bob, "the last words", to=[cem])
    labels = entity_quads([(ann, "Ann Ruiz"), (bob, "Bob Falk"), (cem, "Cem Holt")])
    return in_memory([*all_quads(early, late), *labels])


@pytest.mark.usefixtures("bundled")
def test_a_reader_searches_colors_moves_time_and_clicks_without_a_network(tmp_path: Path) -> None:
    [path] = export(told_store(), "html", tmp_path / "graph.html", ExportOptions(clock="said"))
    try:
        seen = node_reader.use_page(path, "Ann Ruiz")
    except node_reader.NoReaderError as problem:
        pytest.skip(str(problem))
    assert seen["errors"] == [] and seen["requests"] == [f"file://{path}"]
    assert (seen["nodes"], seen["edges"], seen["legend"]) == (3, 3, ["Person"])
    assert seen["communities"][0] == "community 1"
    assert seen["found"] == actor("ann")
    assert "the first words <b>of all</b>" in seen["details"] and "the last words" not in seen["details"]
    assert set(seen["links"]) == {"https://example.org/early"}
    assert seen["closed"]
    assert [seen[name].split(" ")[0] for name in ("count", "early", "untold")] == ["3", "2", "1"]
    assert seen["clicked"] == actor("ann")
