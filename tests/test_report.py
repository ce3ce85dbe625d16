"""The page about a graph: every number is that of the query or the analysis it names."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from kg.analyse import AnalysisRequest, analyse
from kg.errors import ExportError
from kg.export import ExportOptions
from kg.network import DRAWN_TIES, EvidenceFilter, to_network
from kg.queries import run_query
from kg.report import ANALYSES, QUERIES, TOP, write_report
from kg.report.plots import _list_months, draw_topics
from kg.store import GraphStore, in_memory
from kg.triples import entity_quads
from tests import samples_second
from tests.graphs import ArticleGraph, actor

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return samples_second.both()


def report(store: GraphStore, folder: Path, options: ExportOptions | None = None) -> str:
    write_report(store, folder / "report.html", options or ExportOptions())
    return (folder / "report.html").read_text(encoding="utf-8")


def read_tables(page: str) -> dict[str, list[list[str]]]:
    """The cells of the table under each command."""
    tables = {}
    for command, content in re.findall(r"<code>(.*?)</code></p>(.*?)(?=<h2>|</body>)", page, re.DOTALL):
        rows = re.findall(r"<tr>(<td>.*?)</tr>", content, re.DOTALL)
        tables[command] = [[unescape(cell) for cell in re.findall("<td>(.*?)</td>", row)] for row in rows]
    return tables


def to_cells(columns: Any, rows: Any, wanted: Any) -> list[list[str]]:
    places = [columns.index(name) for name in wanted]
    return [["" if row[place] is None else str(row[place]) for place in places] for row in rows[:TOP]]


def test_the_numbers_are_those_of_the_queries_and_analyses(store: GraphStore, tmp_path: Path) -> None:
    page = report(store, tmp_path)
    tables = read_tables(page)
    for name, (_, wanted) in QUERIES.items():
        answer = run_query(store, name)
        assert tables[f"kg query {name}"] == to_cells(answer.columns, answer.rows, wanted)
    for name, (_, wanted) in ANALYSES.items():
        measured = analyse(name, AnalysisRequest(store))
        assert tables[f"kg analyse {name}"] == to_cells(measured.columns, measured.rows, wanted)
    network = to_network(store, DRAWN_TIES)
    assert f"{len(network)} actors and agreements, {network.number_of_edges()} ties" in page
    assert page.count("<svg") == page.count("</svg>") == 4


def test_the_same_graph_gives_the_same_page(store: GraphStore, tmp_path: Path) -> None:
    assert report(store, tmp_path) == report(store, tmp_path)


def test_an_empty_graph_has_a_page_too(tmp_path: Path) -> None:
    assert report(in_memory([]), tmp_path).count("<p>nothing</p>") == len(QUERIES) + len(ANALYSES)


def test_a_selection_is_that_of_the_network(store: GraphStore, tmp_path: Path) -> None:
    page = report(store, tmp_path, ExportOptions(filters=EvidenceFilter(until="1999-01-01")))
    assert "0 actors and agreements, 0 ties" in page


def test_months_without_an_article_are_not_left_out() -> None:
    assert _list_months(["2022-11", "2023-02"]) == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert _list_months([]) == []


def test_without_matplotlib_the_remedy_is_named(
    store: GraphStore, tmp_path: Path, hide: Callable[[str], None]
) -> None:
    hide("matplotlib")
    with pytest.raises(ExportError, match="pip install matplotlib"):
        write_report(store, tmp_path / "report.html", ExportOptions())


def test_a_page_that_cannot_be_written_is_one_clear_line(store: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(ExportError, match="cannot write"):
        write_report(store, tmp_path / "report.html", ExportOptions())


def test_a_dollar_in_a_name_is_a_dollar(tmp_path: Path) -> None:
    article = ArticleGraph("a", "2022-01-01", "News")
    names = [r"Ca$h \frac{$ Bank", "Five $ and $ Dime"]
    rich, poor = actor("rich"), actor("poor")
    article.say(rich, "words", to=[poor])
    page = report(in_memory([*article.quads, *entity_quads(zip([rich, poor], names, strict=True))]), tmp_path)
    assert all(f">{name}</text>" in page for name in names)
    assert ">$tation$</text>" in draw_topics({("2022-01", "$tation$"): 1})


def test_no_settings_of_a_folder_or_a_user_rule_the_page(written_graph: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; from kg.cli import main; sys.exit(main())"]
    pages = []
    for settings in ("", "text.usetex: True\nsvg.fonttype: path\nfont.size: 30\n"):
        folder = tmp_path / f"settings-{len(settings)}"
        folder.mkdir()
        (folder / "matplotlibrc").write_text(settings, encoding="utf-8")
        arguments = ["report", "report.html", "--store", str(written_graph)]
        subprocess.run([*command, *arguments], cwd=folder, check=True)
        pages.append((folder / "report.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]


def test_the_page_runs_nothing_and_fetches_nothing(store: GraphStore, tmp_path: Path) -> None:
    page = report(store, tmp_path)
    policy = re.search(r'Content-Security-Policy"\s+content="([^"]*)"', page)
    assert policy and "default-src 'none'" in policy[1] and "script-src" not in policy[1]
    assert all(f"{name} 'none'" in policy[1] for name in ("base-uri", "form-action"))
    assert set(re.findall(r'<image [^>]*href="(\w+:)', page)) == {"data:"} and "<script" not in page
