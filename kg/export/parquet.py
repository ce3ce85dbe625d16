"""Write two Parquet files, nodes and edges, for pandas, Polars, DuckDB and R. pyarrow is an extra."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.export.gexf import EDGE_COLUMNS, NODE_COLUMNS
from kg.export.options import ExportOptions
from kg.network import to_network
from kg.store import GraphStore

# The types of GEXF's columns as Arrow names them.
_TYPES = {"string": "string", "anyURI": "string", "boolean": "bool", "integer": "int64", "double": "double"}


def write_parquet(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the network into the folder `path`; an unknown value is null.

    Raises ExportError where pyarrow is missing.
    """
    try:
        import pyarrow
        from pyarrow.parquet import write_table
    except ImportError as error:
        raise ExportError("Parquet is written by pyarrow: pip install pyarrow") from error

    def write(name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
        types = pyarrow.schema([(column, _TYPES[kind]) for column, kind in columns.items()])
        write_table(pyarrow.Table.from_pylist(list(rows), schema=types), path / name)

    network = to_network(store, options.ties, options.filters, progress=options.progress)
    path.mkdir()
    nodes = ({"id": iri} | values for iri, values in network.nodes(data=True))
    write("nodes.parquet", {"id": "string", "label": "string"} | NODE_COLUMNS, nodes)
    edges = (
        {"source": source, "target": target} | values for source, target, values in network.edges(data=True)
    )
    ends = {"source": "string", "target": "string", "kind": "string", "weight": "integer"}
    write("edges.parquet", ends | EDGE_COLUMNS, edges)
