"""Define the commands that read articles. They import the pipeline when they run: help comes at once."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from kg.cli.options import MODEL, STORE, Debug, Jobs, Model, Paths, Store
from kg.cli.output import show_problems, show_progress, show_summary, show_warnings, warn_without_reader
from kg.cli.printing import print_json
from kg.errors import ArticleError

CompareRaw = Annotated[
    bool,
    typer.Option(
        "--compare-raw", help="Also measure the speed of the bare spaCy model on the articles that were read."
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Read every article anew, whatever the graph holds.")]
Format = Annotated[Literal["jsonl"], typer.Option(help="One JSON object an article.")]


def build(
    paths: Paths,
    store: Store = STORE,
    model: Model = MODEL,
    jobs: Jobs = None,
    compare_raw: CompareRaw = False,
    fresh: Fresh = False,
    debug: Debug = False,
) -> None:
    """Build or update the graph from articles.

    It then holds the articles of PATHS and no others; only what is new is read.
    Articles that cannot be read are listed and left out; the exit code is then 1.

    Example: kg build articles/ --store build/graph
    """
    from kg.pipeline import build as build_graph

    warn_without_reader()
    with show_progress() as progress:
        summary = build_graph(paths, store, model, jobs, progress, compare_raw, fresh)
    show_warnings(summary.warnings)
    show_summary(summary, store)
    show_problems(summary.skipped, debug)
    raise typer.Exit(1 if summary.skipped else 0)


def extract(
    paths: Paths, format: Format = "jsonl", model: Model = MODEL, jobs: Jobs = None, debug: Debug = False
) -> None:
    """Print what is read out of each article.

    Offsets are code points of its text. No graph is needed or written.
    Articles that cannot be read are listed and left out; the exit code is then 1.

    Example: kg extract articles/ --format jsonl > extracted.jsonl
    """
    from kg.pipeline import extract_records

    warn_without_reader()
    skipped = []
    with show_progress(beside_output=True) as progress:
        for record in extract_records(paths, model, jobs, progress):
            if isinstance(record, ArticleError):
                skipped.append(record)
            else:
                print_json(json.dumps(record, ensure_ascii=False) + "\n")
    show_problems(skipped, debug)
    raise typer.Exit(1 if skipped else 0)
