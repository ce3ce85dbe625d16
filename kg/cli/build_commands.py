"""Define the commands that read articles. They import the pipeline when they run: help comes at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.options import LONGEST, MODEL, STORE, Debug, Jobs, Longest, Model, Paths, Store
from kg.cli.output import (
    show_problems,
    show_progress,
    show_skipped,
    show_summary,
    show_warning,
    show_warnings,
    warn_without_reader,
)
from kg.cli.printing import print_json
from kg.errors import ArticleError
from kg.settings import GENERATIONS_KEPT

CompareRaw = Annotated[
    bool,
    typer.Option(
        "--compare-raw", help="Also measure the speed of the bare spaCy model on the articles that were read."
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Read every article anew, whatever the graph holds.")]
Report = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write there what became of every input, as JSON Lines.")
]
Keep = Annotated[
    int,
    typer.Option(min=1, metavar="NUMBER", help="So many generations stay, for `kg diff`; this is one."),
]
Tolerate = Annotated[
    int, typer.Option(min=0, metavar="NUMBER", help="End with exit code 0 where no more than these failed.")
]
Format = Annotated[Literal["jsonl"], typer.Option(help="One JSON object an article.")]


def build(
    paths: Paths,
    store: Store = STORE,
    model: Model = MODEL,
    jobs: Jobs = None,
    compare_raw: CompareRaw = False,
    fresh: Fresh = False,
    report: Report = None,
    tolerate: Tolerate = 0,
    longest: Longest = LONGEST,
    keep: Keep = GENERATIONS_KEPT,
    debug: Debug = False,
) -> None:
    """Build or update the graph from articles.

    It then holds the articles of PATHS and no others; only what is new is read.
    Articles that cannot be read are listed and left out; the exit code is then 1.
    What a folder holds besides articles is listed too, with the reason.

    Example: kg build articles/ --store build/graph --report build/inputs.jsonl
    """
    from kg.pipeline import build as build_graph

    warn_without_reader()
    with show_progress() as progress:
        summary = build_graph(paths, store, model, jobs, progress, compare_raw, fresh, report, longest, keep)
    show_warnings(summary.warnings)
    show_summary(summary, store)
    show_skipped(summary.skipped)
    show_problems(summary.failed, debug)
    raise typer.Exit(1 if len(summary.failed) > tolerate else 0)


def extract(
    paths: Paths,
    format: Format = "jsonl",
    model: Model = MODEL,
    jobs: Jobs = None,
    longest: Longest = LONGEST,
    debug: Debug = False,
) -> None:
    """Print what is read out of each article.

    Offsets are code points of its text. No graph is needed or written.
    Articles that cannot be read are listed and left out; the exit code is then 1.

    Example: kg extract articles/ --format jsonl > extracted.jsonl
    """
    from kg.pipeline import extract_records
    from kg.readers import find_passed_over

    warn_without_reader()
    skipped, failed = find_passed_over(paths), []
    with show_progress(beside_output=True) as progress:
        for record in extract_records(paths, model, jobs, progress, longest, show_warning):
            if isinstance(record, ArticleError):
                failed.append(record)
            else:
                print_json(json.dumps(record, ensure_ascii=False) + "\n")
    show_skipped(skipped)
    show_problems(failed, debug)
    raise typer.Exit(1 if failed else 0)
