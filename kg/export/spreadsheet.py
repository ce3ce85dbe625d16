"""Write two CSV files, nodes.csv and edges.csv, with the column names of Gephi's spreadsheet import."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from kg.csv_text import write_csv_text
from kg.export.gexf import EDGE_COLUMNS, NODE_COLUMNS
from kg.export.options import ExportOptions
from kg.network import to_network
from kg.store import GraphStore


def write_csv(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the network of actors and agreements into the folder `path`; an unknown value is empty."""
    network = to_network(store, options.ties, options.filters, progress=options.progress)
    path.mkdir()
    nodes = (
        [iri, values["label"], *(_to_text(values.get(name)) for name in NODE_COLUMNS)]
        for iri, values in network.nodes(data=True)
    )
    _write_rows(path / "nodes.csv", ["Id", "Label", *NODE_COLUMNS], nodes, options.excel)
    edges = (
        [source, target, "Directed", values["kind"], f"e{number}", values["kind"], values["weight"]]
        + [_to_text(values.get(name)) for name in EDGE_COLUMNS]
        for number, (source, target, values) in enumerate(network.edges(data=True))
    )
    header = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", *EDGE_COLUMNS]
    _write_rows(path / "edges.csv", header, edges, options.excel)


def _write_rows(path: Path, header: list[str], rows: Iterable[list[Any]], excel: bool) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        write_csv_text(file, chain([header], rows), excel)


def _to_text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
