"""The page: all in one file, closed against the words of articles, used in a browser without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExportError
from kg.export import export
from kg.export import html as html_module
from kg.network import DRAWN_TIES, to_network
from kg.store import in_memory
from tests.graphs import ArticleGraph, actor
from tests.test_export_gexf import rich_store

EVIL = "</script><script>document.title='stolen'</script>{{script}}"


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
    monkeypatch.setattr(html_module, "bundle_path", lambda name: tmp_path / name)
    with pytest.raises(ExportError, match="make web"):
        export(rich_store(), "html", tmp_path / "graph.html")
    assert not (tmp_path / "graph.html").exists()
