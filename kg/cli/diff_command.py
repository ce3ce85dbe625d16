"""Define `kg diff`. It imports what it needs when it runs."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from kg.cli.options import FOLDER, Debug, Folder
from kg.cli.output import show_progress
from kg.cli.printing import print_json, print_line, print_turtle

Graph = typer.Argument(
    help="The folder of a graph or of a generation of one, or the number of a generation of --store."
)
Old = Annotated[str | None, Graph]
New = Annotated[str | None, Graph]
Format = Annotated[
    Literal["brief", "json", "update"],
    typer.Option(help="For people, for programs (all of it), or the SPARQL Update that makes OLD into NEW."),
]
All = Annotated[
    bool,
    typer.Option(
        "--all",
        help="Brief: show every change, doubtful statements and what other articles tell too among them.",
    ),
]


def diff(
    old: Old = None,
    new: New = None,
    format: Format = "brief",
    all: All = False,
    store: Folder = FOLDER,
    debug: Debug = False,
) -> None:
    """Say what changed between two graphs.

    What was signed, who holds which office, which actors became one or several, which dates moved, and who
    said what: + came, - went, ~ is told in another way.
    Without OLD the generation before is compared with the current one, without NEW OLD with the current one.

    Example: kg diff --all
    """
    from kg.diff import compare, find_differences, open_sides, to_brief, to_json, to_update

    before, after = open_sides(store, old, new)
    with show_progress(beside_output=format == "update") as progress:
        if format == "update":
            for operation in to_update(find_differences(before.store, after.store, progress)):
                print_turtle(operation)
            return
        comparison = compare(before.store, after.store, progress)
    if format == "json":
        record = to_json(comparison, before, after)
        print_json(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    else:
        for line in to_brief(comparison, before, after, all):
            print_line(line)
