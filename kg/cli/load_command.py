"""Define the command that brings what was read elsewhere to a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import STORE, Debug, Store
from kg.cli.output import show_problems, show_progress
from kg.cli.printing import print_line

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE", help="Folders of shards, files of them, or the folder of one graph."),
]
Again = Annotated[bool, typer.Option("--again", help="Go on where bringing a graph to a server was killed.")]


def load(sources: Sources, store: Store = STORE, again: Again = False, debug: Debug = False) -> None:
    """Load shards into a store, or bring the graph of a folder to a server.

    The graph there is replaced, on a server by its difference; a name and password for it are read from
    KG_STORE_USER and KG_STORE_PASSWORD, or from ~/.netrc.

    Example: kg load build/graph --store http://localhost:7878
    """
    from kg.pipeline.loading import load as load_sources

    with show_progress() as progress:
        loaded = load_sources(sources, store, progress, again)
    if loaded.articles:
        print_line(f"{store}: {loaded.articles:,} articles loaded")
    if loaded.written or loaded.removed or loaded.unchanged:
        print_line(
            f"{store}: {loaded.written:,} graphs written, {loaded.removed:,} removed, "
            f"{loaded.unchanged:,} left as they were"
        )
    show_problems(loaded.failed, debug)
    raise typer.Exit(1 if loaded.failed else 0)
