"""Define the commands that read articles. They import the pipeline when they run: help comes at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.options import LONGEST, MODEL, SHARDS, STORE, Debug, Jobs, Longest, Model, Paths, Store
from kg.cli.output import (
    show_problems,
    show_progress,
    show_skipped,
    show_summary,
    show_warning,
    show_warnings,
    warn_without_reader,
)
from kg.cli.printing import print_json, print_line, print_message
from kg.errors import ArticleError, OtherContentError
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
Engine = Annotated[
    Literal["local", "ray"],
    typer.Option(help="ray: read with Ray, on this machine or the cluster of RAY_ADDRESS, into --shards."),
]
Shards = Annotated[
    Path, typer.Option(metavar="FOLDER", help="For ray: where the shards go; `kg load` takes them.")
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
    engine: Engine = "local",
    shards: Shards = SHARDS,
    keep: Keep = GENERATIONS_KEPT,
    debug: Debug = False,
) -> None:
    """Build or update the graph from articles.

    It then holds the articles of PATHS and no others; only what is new is read.
    Articles that cannot be read are listed and left out; the exit code is then 1.
    What a folder holds besides articles is listed too, with the reason.
    For a server it is built in the cache folder and brought there by its difference.

    Example: kg build articles/ --store build/graph --report build/inputs.jsonl
    """
    if engine == "ray":
        return _read_shards(paths, shards, model, jobs, longest, tolerate, debug)
    from kg.pipeline import build as build_graph
    from kg.pipeline.loading import publish
    from kg.servers import find_workplace, is_address

    place = find_workplace(store)
    warn_without_reader()
    with show_progress() as progress:
        summary = build_graph(paths, place, model, jobs, progress, compare_raw, fresh, report, longest, keep)
        if is_address(store):
            publish(place, store, progress)
    show_warnings(summary.warnings)
    show_summary(summary, store)
    show_skipped(summary.skipped)
    show_problems(summary.failed, debug)
    raise typer.Exit(1 if len(summary.failed) > tolerate else 0)


def _read_shards(
    paths: list[Path], folder: Path, model: str, jobs: int | None, longest: int, tolerate: int, debug: bool
) -> None:
    """Read with Ray into shards; those that are there already are left alone."""
    from kg.pipeline.ray_engine import read_with_ray

    warn_without_reader()
    with show_progress() as progress:
        read = read_with_ray(paths, folder, model, jobs, longest, progress)
    print_line(f"{folder}: {read.shards:,} shards with {read.articles:,} articles")
    print_message(f"kg: load them with `kg load {folder}`, and --store for where to")
    show_problems(read.failed, debug)
    raise typer.Exit(1 if len(read.failed) > tolerate else 0)


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
    from kg.pipeline.collecting import to_passed_over
    from kg.readers import find_passed_over

    warn_without_reader()
    skipped, failed = find_passed_over(paths), list[ArticleError]()
    with show_progress(beside_output=True) as progress:
        for record in extract_records(paths, model, jobs, progress, longest, show_warning):
            if isinstance(record, OtherContentError):
                skipped.append(to_passed_over(record))
            elif isinstance(record, ArticleError):
                failed.append(record)
            else:
                print_json(json.dumps(record, ensure_ascii=False) + "\n")
    show_skipped(skipped)
    show_problems(failed, debug)
    raise typer.Exit(1 if failed else 0)
