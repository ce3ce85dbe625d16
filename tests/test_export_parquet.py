"""The two Parquet files: every node and edge, with the types of its columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export import export
from kg.export.gexf import EDGE_COLUMNS, NODE_COLUMNS
from kg.network import DRAWN_TIES, to_network
from tests.test_export_gexf import rich_store

parquet = pytest.importorskip("pyarrow.parquet")


def test_every_node_and_edge_is_read_back_with_its_values(tmp_path: Path) -> None:
    written = export(rich_store(), "parquet", tmp_path / "tables")
    assert [path.name for path in written] == ["edges.parquet", "nodes.parquet"]
    edges, nodes = (parquet.read_table(path) for path in written)
    assert nodes.column_names == ["id", "label", *NODE_COLUMNS]
    assert edges.column_names == ["source", "target", "kind", "weight", *EDGE_COLUMNS]
    network = to_network(rich_store(), DRAWN_TIES)
    for row, (iri, values) in zip(nodes.to_pylist(), network.nodes(data=True), strict=True):
        assert {name: value for name, value in row.items() if value is not None} == {"id": iri} | values
    for row, (source, target, values) in zip(edges.to_pylist(), network.edges(data=True), strict=True):
        ends = {"source": source, "target": target}
        assert {name: value for name, value in row.items() if value is not None} == ends | values


def test_without_pyarrow_the_remedy_is_named(tmp_path: Path, hide: Callable[[str], None]) -> None:
    hide("pyarrow")
    with pytest.raises(ExportError, match="pip install pyarrow"):
        export(rich_store(), "parquet", tmp_path / "tables")
