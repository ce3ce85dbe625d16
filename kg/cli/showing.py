"""What a person sees: tables, the summary of a build, progress. rich is imported only where it draws."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ArticleError
from kg.weights import find_lack

if TYPE_CHECKING:
    from kg.analyse import Table
    from kg.curation import Decision, Suggestion
    from kg.explain import Explanation
    from kg.pipeline import BuildSummary
    from kg.queries import Query
    from kg.rows import Rows

# A table that is piped has no window to fit: wide enough for a quotation, narrow enough to read.
PIPED_WIDTH = 120
# Columns that a table leaves out beside one that says the same in words.
HIDDEN = {"url": {"article"}, "iri": {"actor"}, "start": {"words"}, "end": {"words"}} | {
    "actor_iri": {"actor"},
    "into_iri": {"into"},
}


@contextmanager
def show_progress(beside_output: bool = False) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar with rate and remaining time on stderr; nothing and None where that is no terminal.

    `beside_output`: results are printed meanwhile, so there is a bar only where they go elsewhere.
    """
    if not sys.stderr.isatty() or (beside_output and sys.stdout.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    what, rate = TextColumn("{task.description}"), TextColumn("{task.fields[rate]}")
    columns = (what, BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("starting", total=None, rate="")

        def report(what: str, done: int, total: int) -> None:
            speed = progress.tasks[task].speed
            rate = f"{speed:,.1f} a second" if speed else ""
            # Where nobody knows how much there is the bar only moves.
            progress.update(task, description=what, completed=done, total=total or None, rate=rate)

        yield report


def show_lack() -> None:
    """A warning on stderr where the attribution tagger cannot run, so that rules alone find the claims."""
    lack = find_lack()
    if lack:
        print(f"kg: warning: claims are read by rules alone, so many will be missed: {lack}", file=sys.stderr)


def show_warnings(warnings: Iterable[str]) -> None:
    """What was not as it should be, though the build went on, on stderr."""
    for warning in warnings:
        print(f"kg: warning: {warning}", file=sys.stderr)


def show_summary(summary: BuildSummary, store: Path) -> None:
    """What a build did and what the graph holds now, on stdout."""
    for duplicate, kept in summary.duplicates:
        print(f"left out {duplicate}: the same as {kept}")
    if summary.changed:
        print(f"{store}: {summary.read} articles read, {summary.copied} copied, {summary.removed} removed")
    else:
        print(f"{store}: nothing has changed, it was left as it is")
    figures = {name: f"{count:,}" for name, count in asdict(summary.counts).items()}
    figures |= {"skipped": f"{len(summary.skipped):,}", "seconds": f"{summary.seconds:,.1f}"}
    for name, figure in figures.items():
        print(f"  {name:<12}{figure:>12}")
    if summary.words_per_second:
        processes = "1 process" if summary.jobs == 1 else f"{summary.jobs} processes"
        print(f"  {'words/second':<12}{summary.words_per_second:>12,.0f}  in {processes}")
    if summary.raw_words_per_second:
        print(f"  {'':<12}{summary.raw_words_per_second:>12,.0f}  by the bare spaCy model in 1 process")


def show_problems(skipped: Sequence[ArticleError], debug: bool) -> None:
    """What could not be read and why, on stderr; the traceback too where there is one and `debug`."""
    for error in skipped:
        print(f"skipped {error}", file=sys.stderr)
        if debug:
            print("".join(getattr(error, "__notes__", [])), file=sys.stderr, end="")
    if skipped:
        print(f"kg: {len(skipped)} could not be read and are not in the result", file=sys.stderr)


def show_rows(rows: Rows, format: str) -> None:
    """The answer to a query on stdout."""
    from kg.rows import FORMATS

    if format == "table":
        _print_table(rows.columns, rows.rows)
    else:
        print(FORMATS[format](rows), end="")


def show_decision(verb: str, decision: Decision) -> None:
    """One line on stderr: what was decided, or taken back."""
    into = f" -> {decision.into.iri}" if decision.into else ""
    print(f"{verb} {decision.number}: {decision.kind} {decision.subject}{into}", file=sys.stderr)


def show_decisions(decisions: Iterable[Decision], format: str) -> None:
    """The decisions on stdout."""
    from kg.analyse import Table

    columns = ("number", "decision", "subject", "into", "called", "names", "articles", "because", "day")
    rows = tuple(
        (
            one.number,
            one.kind,
            one.subject,
            one.into.iri if one.into else None,
            one.into.name if one.into else None,
            "; ".join(one.names) or None,
            "; ".join(one.articles) or None,
            one.reason or None,
            one.day or None,
        )
        for one in decisions
    )
    show_table(Table(columns, rows), format)


def show_suggestions(suggestions: Iterable[Suggestion], format: str) -> None:
    """The pairs of actors that may be one on stdout, ready for `kg curate merge`."""
    from kg.analyse import Table

    columns = ("actor", "into", "score", "because", "actor_iri", "into_iri")
    rows = tuple(
        (one.name, one.other_name, one.score, "; ".join(one.reasons), one.iri, one.other_iri)
        for one in suggestions
    )
    show_table(Table(columns, rows), format)


def show_table(table: Table, format: str) -> None:
    """The result of an analysis on stdout; as JSON one object a row."""
    if format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([table.columns, *table.rows])
    elif format == "json":
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print_table(table.columns, table.rows)


def show_queries(queries: Iterable[Query]) -> None:
    """Every query, what it answers and how to ask it."""
    for query in queries:
        print(f"{query.name}\n    {query.summary}\n    {query.usage()}")


def show_explanation(explanation: Explanation) -> None:
    """What the graph says of one thing, and the words it was read from, between >> and <<."""
    print(f"{explanation.label}\n{explanation.iri}\n{', '.join(explanation.types)}\n")
    for fact in explanation.facts:
        arrow = f"<- {fact.property} --" if fact.inverse else f"-- {fact.property} ->"
        more = f" (and {fact.more} more)" if fact.more else ""
        print(f"  {arrow} {'; '.join(fact.others)}{more}")
    if explanation.evidence:
        print("\nread from")
    for passage in explanation.evidence:
        print(f"  {passage.article} [{passage.start}, {passage.end})")
        print(f"    {passage.before}>>{passage.words}<<{passage.after}")
    if explanation.more_evidence:
        print(f"  and {explanation.more_evidence} more passages")


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table as wide as the window (or COLUMNS), its cells wrapped, without the columns that are empty.

    Addresses would take a third of the width: the article's title links to its page instead, and the IRI of a
    named actor is left to csv and json.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    rows = list(rows)
    if not rows:
        print("no rows", file=sys.stderr)
        return
    kept = [
        index
        for index, column in enumerate(columns)
        if any(row[index] is not None for row in rows) and not HIDDEN.get(column, set()) & set(columns)
    ]
    url = columns.index("url") if "url" in columns else None
    table = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index in kept:
        table.add_column(columns[index], overflow="fold")
    for row in rows:
        page = row[url] if url is not None else None
        cells = (("" if row[i] is None else str(row[i]), columns[i] == "article" and page) for i in kept)
        table.add_row(*(Text(cell, style=f"link {page}" if linked else "") for cell, linked in cells))
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    console = Console(width=width)
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        print(line.rstrip())
