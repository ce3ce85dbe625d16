"""Export the graph in any format: those of `kg.export`, and the pages as a site."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.export import EXPORTERS, ExportOptions
from kg.export import export as export_to_program
from kg.store import GraphStore

SITE = "site"
FORMATS = tuple(sorted([*EXPORTERS, SITE]))


def export(store: GraphStore, format: str, path: Path, options: ExportOptions | None = None) -> list[Path]:
    """Write the graph in one of FORMATS to `path`; return the files to look at.

    Raises UsageError for an unknown format or options that it does not have, ExportError as `kg.export` does.
    """
    if format not in FORMATS:
        raise UsageError.unknown("export format", format, FORMATS)
    if format != SITE:
        return export_to_program(store, format, path, options)
    chosen = options or ExportOptions()
    if chosen != ExportOptions():
        raise UsageError("a site shows the whole graph: kg export site DIR takes no option but --store")
    # The pages, and the queries behind them, take a while to import.
    from kg.explorer.site import write_site

    return [write_site(store, path, chosen)]
