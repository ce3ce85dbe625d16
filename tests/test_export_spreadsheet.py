"""The two CSV files, as Gephi's spreadsheet import takes them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.export import ExportOptions, export
from kg.export.spreadsheet import write_csv
from kg.network import DRAWN_TIES, to_network
from kg.store import in_memory
from kg.triples import entity_quads
from tests.graphs import ArticleGraph
from tests.test_export_gexf import ANN, BOB, rich_store

Rows = list[dict[str, str]]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Rows, Rows]:
    write_csv(rich_store(), tmp_path / "tables", ExportOptions())
    return read(tmp_path / "tables" / "nodes.csv"), read(tmp_path / "tables" / "edges.csv")


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_that_gephi_knows_come_first(tables: tuple[Rows, Rows]) -> None:
    nodes, edges = tables
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:7] == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"]
    for rows in tables:
        names = [name.lower() for name in rows[0]]
        assert len(set(names)) == len(names)


def test_every_node_and_edge_is_a_row(tables: tuple[Rows, Rows]) -> None:
    nodes, edges = tables
    network = to_network(rich_store(), DRAWN_TIES)
    assert [row["Id"] for row in nodes] == list(network)
    expected = [(source, target, kind) for source, target, kind in network.edges(keys=True)]
    assert [(row["Source"], row["Target"], row["Kind"]) for row in edges] == expected


def test_values_are_as_in_the_network_and_what_is_not_known_is_empty(tables: tuple[Rows, Rows]) -> None:
    nodes, edges = tables
    network = to_network(rich_store(), DRAWN_TIES)
    [told] = [row for row in edges if (row["Source"], row["Target"], row["Kind"]) == (ANN, BOB, "told")]
    assert told["quote"] == network.edges[ANN, BOB, "told"]["quote"]
    assert (told["Weight"], told["Type"], told["first"]) == ("1", "Directed", "2022-01-01")
    [undated] = [row for row in edges if (row["Source"], row["Target"]) == (BOB, ANN)]
    assert (undated["first"], undated["url"]) == ("", "")
    assert {row["local"] for row in nodes} == {"false"}


# As an old Macintosh ends its lines, and nothing else that would be quoted.
LINES = "first\r=1+1\rthird"


def test_no_line_break_in_a_text_adds_a_row(tmp_path: Path) -> None:
    article = ArticleGraph("a", "2022-01-01", LINES)
    article.say(ANN, LINES, to=[BOB])
    store = in_memory([*article.quads, *entity_quads([(ANN, f"Ann {LINES}"), (BOB, "=Bob")])])
    write_csv(store, tmp_path / "tables", ExportOptions())
    nodes, edges = (read(tmp_path / "tables" / name) for name in ("nodes.csv", "edges.csv"))
    assert {row["Label"] for row in nodes} == {f"Ann {LINES}", "=Bob"}
    assert [(row["quote"], row["article"]) for row in edges] == [(LINES, LINES)]


def test_for_excel_there_is_no_formula_in_the_tables(tmp_path: Path) -> None:
    article = ArticleGraph("a", "2022-01-01", "@title")
    article.say(ANN, "-words", to=[BOB])
    store = in_memory([*article.quads, *entity_quads([(ANN, "+Ann"), (BOB, "=Bob")])])
    export(store, "csv", tmp_path / "tables", ExportOptions(excel=True))
    texts = [(tmp_path / "tables" / name).read_text("utf-8") for name in ("nodes.csv", "edges.csv")]
    assert all(text.startswith("\ufeff") for text in texts)
    assert "'+Ann" in texts[0] and "'=Bob" in texts[0] and "'@title" in texts[1] and "'-words" in texts[1]
    with pytest.raises(UsageError, match="--excel is for csv"):
        export(store, "gexf", tmp_path / "graph.gexf", ExportOptions(excel=True))
