"""The two CSV files, as Gephi's spreadsheet import takes them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.export import Drawing
from kg.export.tables import write_csv
from kg.network import DRAWN_TIES, to_network
from tests.test_export_gexf import ANN, BOB, rich_store

Rows = list[dict[str, str]]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Rows, Rows]:
    write_csv(rich_store(), tmp_path / "tables", Drawing())
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
