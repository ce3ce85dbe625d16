"""Define the commands that write the graph for other programs, or as a page. None of them imports spaCy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.options import (
    STORE,
    All,
    Debug,
    Excel,
    MinConfidence,
    Outlet,
    Since,
    Store,
    Ties,
    Topic,
    Until,
    split_kinds,
)
from kg.cli.output import show_progress
from kg.cli.printing import print_message
from kg.settings import SHARED_WORDS

ExportFormat = Annotated[str, typer.Argument(metavar="FORMAT", help="One of {kg.explorer.formats.FORMATS}.")]
ClockName = Annotated[
    Literal["published", "said", "about"] | None,
    typer.Option("--clock", help="Make the network play in time."),
]
ColorName = Annotated[Literal["type", "community"], typer.Option("--color", help="What colors mean.")]
SizeName = Annotated[
    Literal["degree", "statements", "mentions", "pagerank"], typer.Option("--size", help="What sizes mean.")
]
FormName = Annotated[
    Literal["csv", "parquet", "sqlite", "duckdb"],
    typer.Option("--as", help="For tables: a folder of CSV or Parquet files, or a database in one file."),
]
Words = Annotated[
    int, typer.Option(metavar="N", min=0, help="For share: the most words that a quotation keeps.")
]
Licence = Annotated[
    str, typer.Option(metavar="TEXT", help="For share: on what terms the facts may be used, for its README.")
]
Output = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Where to write; for csv, parquet, site and tables, a folder; for share a folder or a .zip.",
    ),
]


def export(
    format: ExportFormat,
    file: Output,
    ties: Ties = "",
    since: Since = "",
    until: Until = "",
    topic: Topic = "",
    outlet: Outlet = "",
    min_confidence: MinConfidence = 0.0,
    all: All = False,
    clock: ClockName = None,
    color: ColorName = "type",
    size: SizeName = "degree",
    form: FormName = "csv",
    words: Words = SHARED_WORDS,
    licence: Licence = "",
    excel: Excel = False,
    store: Store = STORE,
    debug: Debug = False,
) -> None:
    """Write the graph for another program.

    gexf is for Gephi and Gephi Lite, html for any browser, cytoscape for Cytoscape, turtle for RDF tools,
    csv for a spreadsheet, parquet for data frames: these two hold the network. tables holds all that was
    read: articles, actors, statements, claims, signatures and so on (docs/tables.md). site is the pages of
    `kg serve` as files, to open without a server or to put on any. share holds the facts without the texts:
    who has the articles puts the words back by `kg import share` (docs/share.md).
    With --clock the network plays in time: by when things were published or said, or by the times that
    they are about.

    Example: kg export gexf build/graph.gexf --clock said
    """
    from kg.explorer.formats import export as write
    from kg.export import ExportOptions
    from kg.network import DRAWN_TIES, EvidenceFilter
    from kg.servers import open_graph

    filters = EvidenceFilter(since, until, topic, outlet, min_confidence, all)
    with show_progress() as progress:
        options = ExportOptions(
            split_kinds(ties) or DRAWN_TIES,
            filters,
            clock,
            color,
            size,
            form,
            excel,
            words,
            licence,
            progress,
        )
        written = write(open_graph(store), format, file, options)
    for path in written:
        print_message(f"wrote {path}")


def report(
    file: Output,
    since: Since = "",
    until: Until = "",
    topic: Topic = "",
    outlet: Outlet = "",
    min_confidence: MinConfidence = 0.0,
    all: All = False,
    color: ColorName = "type",
    store: Store = STORE,
    debug: Debug = False,
) -> None:
    """Write one page about the graph, with plots.

    Who is quoted most, the network and who stands where in it, what cannot both be right. Each number
    names the command that gives it.

    Example: kg report build/report.html
    """
    from kg.export import ExportOptions
    from kg.network import EvidenceFilter
    from kg.report import write_report
    from kg.servers import open_graph

    filters = EvidenceFilter(since, until, topic, outlet, min_confidence, all)
    with show_progress() as progress:
        write_report(open_graph(store), file, ExportOptions(filters=filters, color=color, progress=progress))
    print_message(f"wrote {file}")
