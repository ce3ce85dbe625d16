"""Show results and progress to a person: tables, summaries, a progress bar. rich is imported late."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.printing import print_exactly, print_json, print_line, print_message, print_turtle
from kg.cli.streams import find_terminal
from kg.cli.tables import print_table
from kg.csv_text import to_csv_text
from kg.errors import ArticleError
from kg.printable import to_printable
from kg.progress import Progress
from kg.weights import find_lack

if TYPE_CHECKING:
    from kg.analyse import Table
    from kg.curation import Decision, Suggestion
    from kg.explain import Explanation, How
    from kg.finding import PassedOver
    from kg.pipeline import BuildSummary
    from kg.queries import Query
    from kg.rows import Rows

# So many files that nobody takes for articles are named in the line that tells of them.
_MOST_EXPECTED = 5


@contextmanager
def show_progress(beside_output: bool = False) -> Iterator[Progress | None]:
    """Show a progress bar with rate and remaining time on stderr; yield None where that is no terminal.

    `beside_output`: results are printed meanwhile, so there is a bar only where they go elsewhere.
    """
    if not sys.stderr.isatty() or (beside_output and sys.stdout.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    what, rate = TextColumn("{task.description}", markup=False), TextColumn("{task.fields[rate]}")
    columns = (what, BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    console = Console(file=find_terminal(sys.stderr))
    # rich would take stdout to the terminal too: results that go to a file would never get there.
    with Bar(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("starting", total=None, rate="")

        def report(what: str, done: int, total: int) -> None:
            speed = bar.tasks[task].speed
            rate = f"{speed:,.1f} a second" if speed else ""
            # Where nobody knows how much there is the bar only moves.
            bar.update(task, description=to_printable(what), completed=done, total=total or None, rate=rate)

        yield report


def warn_without_reader() -> None:
    """Warn on stderr where the trained reader cannot run, so that rules alone read."""
    lack = find_lack()
    if lack:
        print_message(f"kg: warning: texts are read by rules alone, so much will be missed: {lack}")


def show_warnings(warnings: Iterable[str]) -> None:
    """Print the warnings of a build on stderr."""
    for warning in warnings:
        show_warning(warning)


def show_warning(warning: str) -> None:
    """Print a warning on stderr."""
    print_message(f"kg: warning: {warning}")


def show_summary(summary: BuildSummary, store: Path | str) -> None:
    """Print the summary of a build and the counts of its graph on stdout."""
    for duplicate, kept in summary.duplicates:
        print_line(f"left out {duplicate}: the same as {kept}")
    if summary.changed:
        print_line(
            f"{store}: {summary.read} articles read, {summary.copied} copied, {summary.removed} removed"
        )
    else:
        print_line(f"{store}: nothing has changed, it was left as it is")
    figures = {name: f"{count:,}" for name, count in asdict(summary.counts).items()}
    figures |= {"failed": f"{len(summary.failed):,}", "seconds": f"{summary.seconds:,.1f}"}
    for name, figure in figures.items():
        print_line(f"  {name:<12}{figure:>12}")
    if summary.words_per_second:
        processes = "1 process" if summary.jobs == 1 else f"{summary.jobs} processes"
        print_line(f"  {'words/second':<12}{summary.words_per_second:>12,.0f}  in {processes}")
    if summary.raw_words_per_second:
        print_line(f"  {'':<12}{summary.raw_words_per_second:>12,.0f}  by the bare spaCy model in 1 process")


def show_skipped(skipped: Iterable[PassedOver]) -> None:
    """Print on stderr what folders hold besides articles, and why it is none; in one line what nobody takes
    for an article.
    """
    expected = []
    for one in skipped:
        if one.expected:
            expected.append(f"{one.path} ({one.reason})")
        else:
            print_message(f"skipped {one.path}: {one.reason}")
    if expected:
        more = len(expected) - _MOST_EXPECTED
        rest = [f"{more} more, which `kg build --report` lists"] if more > 0 else []
        print_message(f"skipped {', '.join([*expected[:_MOST_EXPECTED], *rest])}")


def show_problems(failed: Sequence[ArticleError], debug: bool) -> None:
    """Print the articles that could not be read and why on stderr; with `debug` the traceback too."""
    for error in failed:
        print_message(f"failed {error}")
        if debug:
            print("".join(getattr(error, "__notes__", [])), file=sys.stderr, end="")
    if failed:
        print_message(f"kg: {len(failed)} could not be read and are not in the result")


def show_rows(rows: Rows, format: str, excel: bool = False) -> None:
    """The answer to a query on stdout; `excel` is for csv."""
    from kg.rows import to_csv, to_json, to_turtle

    if format == "csv":
        _print_csv(to_csv(rows, excel), excel)
    elif format == "json":
        print_json(to_json(rows))
    elif format == "turtle":
        print_turtle(to_turtle(rows))
    else:
        print_table(rows.columns, rows.rows)


def show_decision(verb: str, decision: Decision) -> None:
    """One line on stderr: what was decided, or taken back."""
    into = f" -> {decision.into.iri}" if decision.into else ""
    print_message(f"{verb} {decision.number}: {decision.kind} {decision.subject}{into}")


def show_decisions(decisions: Iterable[Decision], format: str, excel: bool = False) -> None:
    """Print the decisions on stdout."""
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
    show_table(Table(columns, rows), format, excel)


def show_suggestions(suggestions: Iterable[Suggestion], format: str, excel: bool = False) -> None:
    """Print the pairs of actors that may be one on stdout, ready for `kg curate merge`."""
    from kg.analyse import Table

    columns = ("actor", "into", "score", "because", "actor_iri", "into_iri")
    rows = tuple(
        (one.name, one.other_name, one.score, "; ".join(one.reasons), one.iri, one.other_iri)
        for one in suggestions
    )
    show_table(Table(columns, rows), format, excel)


def show_table(table: Table, format: str, excel: bool = False) -> None:
    """Print the result of an analysis on stdout; as JSON one object a row; `excel` is for csv."""
    if format == "csv":
        _print_csv(to_csv_text([table.columns, *table.rows], excel), excel)
    elif format == "json":
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        print_json(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        print_table(table.columns, table.rows)


def show_queries(queries: Iterable[Query]) -> None:
    """Print every query with its summary and usage."""
    for query in queries:
        print_line(query.name)
        print_line(f"    {query.summary}")
        print_line(f"    {query.usage()}")


def show_explanation(explanation: Explanation) -> None:
    """Print the facts about one thing, the words they were read from, between >> and <<, and how."""
    for line in (explanation.label, explanation.iri, ", ".join(explanation.types), ""):
        print_line(line)
    for fact in explanation.facts:
        arrow = f"<- {fact.property} --" if fact.inverse else f"-- {fact.property} ->"
        more = f" (and {fact.more} more)" if fact.more else ""
        print_line(f"  {arrow} {'; '.join(fact.others)}{more}")
    if explanation.evidence:
        print_line()
        print_line("read from")
    for passage in explanation.evidence:
        print_line(f"  {passage.article} [{passage.start}, {passage.end})  {passage.mention}")
        print_line(f"    {passage.before}>>{passage.words}<<{passage.after}")
    if explanation.more_evidence:
        print_line(f"  and {explanation.more_evidence} more passages")
    total = len(explanation.evidence) + explanation.more_evidence
    for how in explanation.how:
        _show_reading(how, total)
    for one in explanation.decided:
        because = f": {one.reason}" if one.reason else ""
        print_line()
        print_line(f"a person decided ({one.kind}{', ' + one.day if one.day else ''}){because}")
    if explanation.how and not explanation.decided:
        # What many articles share is decided on mention by mention.
        what = explanation.iri if "/article/" in explanation.iri else explanation.evidence[0].mention
        print_line()
        print_line(f"right or wrong? `kg curate confirm {what}`, or reject")


def _show_reading(how: How, total: int) -> None:
    """Print how a thing of so many mentions was read."""
    from kg.explain import COUNTED

    print_line()
    of_some = f" of the first {COUNTED}" if total > COUNTED else ""
    times = f" ({how.mentions}{of_some} mentions)" if how.mentions > 1 or of_some else ""
    print_line(f"read by {' '.join(filter(None, (how.rule, how.version)))}{times}")
    lines = [
        how.does and f"that is: {how.does}",
        how.where and f"to be found in: {how.where}",
        f"confidence: {'none is given' if how.confidence is None else f'{how.confidence:.2f}'}",
        f"that has meant: {how.measured}",
        *(f"next best: {other}" for other in how.alternatives),
    ]
    for line in filter(None, lines):
        print_line(f"  {line}")


def _print_csv(text: str, excel: bool) -> None:
    # Its byte order mark tells Excel that it is UTF-8, so that it has to be.
    print_exactly(text, encoding="utf-8" if excel else "")
