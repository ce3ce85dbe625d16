"""Export the graph to other programs: one family of formats a file, listed in NETWORKS and DUMPS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.csv_text import check_excel
from kg.errors import UsageError
from kg.export.cytoscape import write_cytoscape
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.html import write_html
from kg.export.options import ExportOptions
from kg.export.parquet import write_parquet
from kg.export.rdf import write_jsonld, write_nquads, write_trig, write_turtle
from kg.export.tables import write_csv
from kg.export.void import write_void
from kg.network import without_collector
from kg.placing import put_in_place
from kg.store import GraphStore

# Each writes what it is named for to a path that does not exist yet: a file, or a folder if in FOLDERS.
# The network of actors and agreements, by the options:
NETWORKS: dict[str, Callable[[GraphStore, Path, ExportOptions], None]] = {
    "csv": write_csv,
    "cytoscape": write_cytoscape,
    "gexf": write_gexf,
    "graphml": write_graphml,
    "html": write_html,
    "parquet": write_parquet,
}
# All of the graph, as it is, or (void) what is in it:
DUMPS: dict[str, Callable[[GraphStore, Path], None]] = {
    "jsonld": write_jsonld,
    "nquads": write_nquads,
    "trig": write_trig,
    "turtle": write_turtle,
    "void": write_void,
}
FOLDERS = ("csv", "parquet")
EXPORTERS = tuple(sorted([*NETWORKS, *DUMPS]))
# Those that can say when something is alive.
DYNAMIC = ("cytoscape", "gexf", "html")


def export(store: GraphStore, format: str, path: Path, options: ExportOptions | None = None) -> list[Path]:
    """Write the graph in one of EXPORTERS to `path`; return the files written.

    A file is written beside its place and moved there whole, so a failed export leaves the old one: see
    `kg.placing`. Raises UsageError for an unknown format or `options` that it does not have, ExportError
    where nothing can be written, or where an article or the graph itself would be overwritten.
    """
    if format not in EXPORTERS:
        raise UsageError.unknown("export format", format, EXPORTERS)
    chosen = options or ExportOptions()
    check_excel(chosen.excel, format)
    if format in DUMPS and not chosen.is_plain:
        others = ", ".join(sorted(NETWORKS))
        raise UsageError(f"{format} holds the whole graph; choose ties, times and styling with {others}")
    if chosen.clock and format not in DYNAMIC:
        raise UsageError(f"{format} knows no time; --clock is for {', '.join(DYNAMIC)}")

    def write(finished: Path) -> None:
        if format in DUMPS:
            DUMPS[format](store, finished)
        else:
            with without_collector():
                NETWORKS[format](store, finished, chosen)

    return put_in_place(path, write, store.inputs, folder=format in FOLDERS)


__all__ = ["DUMPS", "EXPORTERS", "NETWORKS", "ExportOptions", "export"]
