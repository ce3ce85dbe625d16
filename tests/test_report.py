"""The page about a graph: every number is that of the query or the analysis it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from kg.analyse import Inquiry, analyse
from kg.errors import ExportError
from kg.export import Drawing
from kg.network import DRAWN_TIES, Selection, to_network
from kg.queries import run_query
from kg.report import ANALYSES, QUERIES, TOP, write_report
from kg.report.plots import _list_months
from kg.store import GraphStore, in_memory
from tests import samples_second

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return samples_second.both()


def report(store: GraphStore, folder: Path, drawing: Drawing | None = None) -> str:
    write_report(store, folder / "report.html", drawing or Drawing())
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
        measured = analyse(name, Inquiry(store))
        assert tables[f"kg analyse {name}"] == to_cells(measured.columns, measured.rows, wanted)
    network = to_network(store, DRAWN_TIES)
    assert f"{len(network)} actors and agreements, {network.number_of_edges()} ties" in page
    assert page.count("<svg") == page.count("</svg>") == 4


def test_the_same_graph_gives_the_same_page(store: GraphStore, tmp_path: Path) -> None:
    assert report(store, tmp_path) == report(store, tmp_path)


def test_an_empty_graph_has_a_page_too(tmp_path: Path) -> None:
    assert report(in_memory([]), tmp_path).count("<p>nothing</p>") == len(QUERIES) + len(ANALYSES)


def test_a_selection_is_that_of_the_network(store: GraphStore, tmp_path: Path) -> None:
    page = report(store, tmp_path, Drawing(selection=Selection(until="1999-01-01")))
    assert "0 actors and agreements, 0 ties" in page


def test_months_without_an_article_are_not_left_out() -> None:
    assert _list_months(["2022-11", "2023-02"]) == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert _list_months([]) == []


def test_without_matplotlib_the_remedy_is_named(
    store: GraphStore, tmp_path: Path, hide: Callable[[str], None]
) -> None:
    hide("matplotlib")
    with pytest.raises(ExportError, match="pip install matplotlib"):
        write_report(store, tmp_path / "report.html", Drawing())


def test_a_page_that_cannot_be_written_is_one_clear_line(store: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(ExportError, match="cannot write"):
        write_report(store, tmp_path / "report.html", Drawing())
