"""Define the command that evaluates. It imports what it needs when it runs, to keep the others fast."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import MODEL, Debug, Jobs, Model
from kg.cli.output import show_problems, show_progress, warn_without_reader
from kg.cli.printing import print_line, print_message
from kg.errors import ExportError, UsageError

What = Annotated[
    str, typer.Argument(metavar="WHAT", help="What is compared, one of {kg.evaluate.EVALUATIONS}.")
]
Gold = Annotated[
    Path,
    typer.Argument(
        metavar="GOLD",
        help="A folder of annotated .json articles; for claims also a part of PolNeAR (text/ and "
        "attributions/), for dates also TimeML (.tml), for facts a .jsonl file.",
    ),
]
Sample = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Only N of the articles, always the same ones.")
]
Scorer = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The scorer of the corpus; else tools/score_claims.py or tools/score_dates.py above GOLD.",
    ),
]
Errors = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write what was missed and what is wrong there, as text.")
]
Decisions = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Apply the decisions of the graph there to what is read, as a build does."
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the figures as JSON: shares from 0 to 1, and counts.")
]


def evaluate(
    what: What,
    gold: Gold,
    model: Model = MODEL,
    jobs: Jobs = None,
    sample: Sample = None,
    scorer: Scorer = None,
    errors: Errors = None,
    decisions: Decisions = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Compare what is read with what people have annotated.

    Prints precision, recall and F1. PolNeAR and TimeML are scored by the scorer that comes with them,
    which is a Python file that will be run.

    Example: kg evaluate claims polnear/dev --sample 20 --errors errors.txt
    """
    from kg.curation import read_decisions
    from kg.evaluate import Request
    from kg.evaluate import evaluate as run_evaluation
    from kg.pipeline.annotating import for_annotated

    if errors:
        _check(errors, gold)
    warn_without_reader()
    with show_progress() as progress:
        decided = for_annotated(read_decisions(decisions)) if decisions else ()
        request = Request(gold, model, jobs, sample, scorer, progress=progress, decisions=decided)
        evaluation = run_evaluation(what, request)
    for line in (json.dumps(evaluation.figures, indent=1) if as_json else evaluation.text).split("\n"):
        print_line(line)
    if errors:
        _write(errors, evaluation.faults)
    show_problems(evaluation.skipped, debug)
    raise typer.Exit(1 if evaluation.skipped else 0)


def _check(path: Path, gold: Path) -> None:
    """Raise UsageError where `path` cannot be written, or is one of the annotated texts."""
    from kg.placing import check_place

    if path.is_file() and Path(os.path.realpath(path)).is_relative_to(os.path.realpath(gold)):
        raise UsageError(f"cannot write {path}: it is a part of the annotated texts; name another path")
    try:
        check_place(path)
    except ExportError as error:
        raise UsageError(str(error)) from error


def _write(path: Path, text: str) -> None:
    from kg.placing import put_in_place

    put_in_place(
        path, lambda finished: finished.write_text(text, encoding="utf-8", errors="backslashreplace")
    )
    print_message(f"wrote {path}")
