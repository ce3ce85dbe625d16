"""Export the graph to other programs: one family of formats a file, listed in NETWORKS, DUMPS, TABLES."""

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
from kg.export.share import put_share
from kg.export.spreadsheet import write_csv
from kg.export.tables import FOLDER_FORMS, write_tables
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
# All of the graph as tables, in the form of the options.
TABLES: dict[str, Callable[[GraphStore, Path, ExportOptions], None]] = {"tables": write_tables}
# The facts without the texts, to hand on: a folder, or a file where the name ends in .zip.
SHARE = "share"
# Those that write a folder; tables in one of FOLDER_FORMS only.
FOLDERS = ("csv", "parquet", "tables")
EXPORTERS = tuple(sorted([*NETWORKS, *DUMPS, *TABLES, SHARE]))
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
    _check(format, chosen)

    def write(finished: Path) -> None:
        if format in DUMPS:
            DUMPS[format](store, finished)
        elif format in TABLES:
            TABLES[format](store, finished, chosen)
        else:
            with without_collector():
                NETWORKS[format](store, finished, chosen)

    if format == SHARE:
        return put_share(store, path, chosen)
    is_folder = format in FOLDERS and chosen.form in FOLDER_FORMS
    return put_in_place(path, write, store.inputs, folder=is_folder)


def _check(format: str, chosen: ExportOptions) -> None:
    """Raise UsageError for options that the format does not have."""
    check_excel(chosen.excel, chosen.form if format in TABLES else format)
    if format not in TABLES and chosen.form != ExportOptions.form:
        raise UsageError(f"--as is for tables: kg export tables FILE --as {chosen.form}")
    if format != SHARE and (chosen.words, chosen.licence) != (ExportOptions.words, ExportOptions.licence):
        raise UsageError("--words and --licence are for share: kg export share FILE --words 12")
    if format not in NETWORKS and not chosen.is_plain:
        others = ", ".join(sorted(NETWORKS))
        raise UsageError(f"{format} holds the whole graph; choose ties, times and styling with {others}")
    if chosen.clock and format not in DYNAMIC:
        raise UsageError(f"{format} knows no time; --clock is for {', '.join(DYNAMIC)}")


__all__ = ["DUMPS", "EXPORTERS", "NETWORKS", "SHARE", "TABLES", "ExportOptions", "export"]
