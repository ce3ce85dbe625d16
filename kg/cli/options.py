"""Define the arguments and options that several commands share."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from kg.errors import UsageError
from kg.settings import DEFAULT_MODEL, DEFAULT_STORE, LONGEST_ARTICLE

Paths = Annotated[
    list[Path],
    typer.Argument(
        help="Articles: texts (.txt, .md), pages (.html), documents (.docx, .pdf), messages (.eml), feeds "
        "(.rss, .atom, .xml), tables (.csv, .tsv, .parquet), records (.json, .jsonl) and crawls (.warc), "
        "gzipped or not, and folders."
    ),
]
Store = Annotated[
    str, typer.Option(help="The folder of the graph, or the address of the SPARQL server that has it.")
]
Folder = Annotated[
    Path, typer.Option("--store", help="The folder of the graph.", callback=lambda path: check_folder(path))
]
Model = Annotated[str, typer.Option(help="A spaCy model: the name of an installed package, or a folder.")]
Jobs = Annotated[
    int | None, typer.Option(min=1, help="Processes that read; chosen by the number of articles if left out.")
]
Longest = Annotated[
    int, typer.Option(min=1, metavar="CHARACTERS", help="A longer article is not read, but listed as failed.")
]
Ties = Annotated[
    str, typer.Option(metavar="KINDS", help="Only these kinds of tie, with commas between: told,mentioned.")
]
Since = Annotated[str, typer.Option(metavar="DAY", help="Only what was published on that day or later.")]
Until = Annotated[str, typer.Option(metavar="DAY", help="Only what was published on that day or before.")]
Topic = Annotated[
    str,
    typer.Option(
        metavar="WORDS",
        help="Only what speaks of that topic of `kg query topics`, or in whose words these stand.",
    ),
]
Outlet = Annotated[str, typer.Option(metavar="NAME", help="Only what this outlet published.")]
MinConfidence = Annotated[
    float, typer.Option(metavar="NUMBER", help="Only evidence that is at least so sure, 0 to 1.")
]
All = Annotated[
    bool,
    typer.Option(
        "--all", help="Count the doubtful statements too: an unknown kind of act, or a confidence below 0.65."
    ),
]
Excel = Annotated[
    bool,
    typer.Option(
        "--excel", help="For csv: make it fit for Excel, and put a ' before what it would take for a formula."
    ),
]
# Read by kg.cli.main, which catches the error.
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

SHARDS = Path("build/shards")
STORE, FOLDER, MODEL, LONGEST = str(DEFAULT_STORE), DEFAULT_STORE, DEFAULT_MODEL, LONGEST_ARTICLE


class Listing(TyperCommand):
    """A command whose help lists the names of a dict: "{kg.analyse.ANALYSES}", read when it is shown.

    The dicts stand beside what they name, and to import that takes half a second.
    """

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help with the names in it."""
        for parameter in self.params:
            if help := getattr(parameter, "help", None):
                parameter.help = re.sub(r"{([\w.]+)\.(\w+)}", _list_names, help)  # type: ignore[attr-defined]
        super().format_help(ctx, formatter)


def _list_names(match: re.Match[str]) -> str:
    return ", ".join(sorted(getattr(import_module(match[1]), match[2])))


def check_folder(path: Path) -> Path:
    """Return the folder of a graph. Raises UsageError for an address, of whose slashes a path keeps one."""
    if re.match("https?:/", str(path), re.IGNORECASE):
        raise UsageError(
            "people's decisions are kept beside a graph in a folder: curate it there, and bring it to the "
            "server with `kg load FOLDER --store ADDRESS`"
        )
    return path


def split_kinds(ties: str) -> tuple[str, ...]:
    """Split "told, mentioned" into the two kinds."""
    return tuple(kind.strip() for kind in ties.split(",") if kind.strip())
