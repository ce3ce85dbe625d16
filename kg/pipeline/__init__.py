"""Build a graph: articles -> annotate -> extract -> resolve -> curate -> quads. The only place that knows the
order.

collecting.py   which articles there are, each content once
accounting.py   what became of every input
fingerprint.py  code, rules and models that a graph depends on
remembering.py  what a file held that nobody has touched since
planning.py     which articles are read, and which are copied from the graph before
reading.py      one article read, in this process or in several
chunking.py     long articles split, and their extractions merged
writing.py      the quads of a new graph, by the difference to the one before
telling.py      what only all articles together tell: stories, quotations, what clashes
interrupts.py   Ctrl-C in several processes
summary.py      counts and speed of a build
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from kg.curation import (
    Decision,
    add_decision,
    assign_number,
    check_writable,
    discard_decision,
    find_decision,
    read_decisions,
)
from kg.errors import ArticleError, BrokenGraphError
from kg.facts import to_facts
from kg.finding import Inputs
from kg.generations import Site, building, check_location, current_folder, drop_generations
from kg.model import Article
from kg.pipeline.accounting import account_inputs, write_report
from kg.pipeline.collecting import Collection, collect_articles, find_notes, to_no_articles
from kg.pipeline.planning import Plan, make_plan, plan_from_scratch
from kg.pipeline.reading import Failure, Reading, choose_jobs, measure_raw_speed, read_all
from kg.pipeline.remembering import Memory
from kg.pipeline.summary import BuildSummary, count_graph, read_counts
from kg.pipeline.telling import find_links, write_told_together
from kg.pipeline.writing import GenerationWriter
from kg.placing import check_place
from kg.progress import Progress
from kg.readers import READERS, read_articles
from kg.record import to_record
from kg.settings import DEFAULT_MODEL, DEFAULT_STORE, GENERATIONS_KEPT, LONGEST_ARTICLE
from kg.store import GraphStore, open_store
from kg.store_writing import new_generation

__all__ = ["BuildSummary", "apply_decision", "build", "extract_records", "rebuild", "undo_decision"]


@dataclass(frozen=True, slots=True)
class _BuildRequest:
    """The input of a build; `started` in seconds of perf_counter."""

    collection: Collection
    inputs: Inputs
    model: str
    started: float
    jobs: int | None = None
    progress: Progress | None = None
    compare_raw: bool = False
    fresh: bool = False
    keep: int = GENERATIONS_KEPT


@dataclass(frozen=True, slots=True)
class _BuildResult:
    """The outcome of a plan; `ended` in seconds of perf_counter."""

    plan: Plan
    ended: float
    jobs: int = 1
    failures: tuple[ArticleError, ...] = ()
    words_per_second: float | None = None


def build(
    paths: Iterable[Path],
    location: Path = DEFAULT_STORE,
    model: str = DEFAULT_MODEL,
    jobs: int | None = None,
    progress: Progress | None = None,
    compare_raw: bool = False,
    fresh: bool = False,
    report: Path | None = None,
    longest: int = LONGEST_ARTICLE,
    keep: int = GENERATIONS_KEPT,
) -> BuildSummary:
    """Build or update the graph at `location` from exactly the articles of `paths`; read only those that are
    new, or all where it is to be `fresh`.

    An article whose graph stands in the current generation keeps it, unless the model, the rules or the
    ontology have changed since, or a decision about it. Where nothing has changed nothing is written. The
    quads are the same for any order of files and any number of `jobs` (processes; None chooses).
    `compare_raw` also measures the words a second of the bare spaCy model on the articles that were read. The
    file `report` gets a line for every input. An article of more than `longest` code points is not read.
    The last `keep` generations of the graph stay, also when a decision rebuilds it.

    Raises UsageError for a path that does not exist, KgError where no article can be read at all, and
    ModelError, RulesError, OntologyError, CurationError or StoreError; the graph is then what it was.
    """
    started = perf_counter()
    paths = list(paths)
    check_location(location)
    inputs = Inputs(tuple(os.path.abspath(path) for path in paths), tuple(READERS))
    memory = Memory(location)
    collection = collect_articles(paths, longest, memory.read)
    if not collection.articles:
        if report:
            write_report(report, account_inputs(collection), inputs)
        raise to_no_articles(paths, collection.failed)
    request = _BuildRequest(collection, inputs, model, started, jobs, progress, compare_raw, fresh, keep)
    if report:
        check_place(report, inputs)
    with building(location) as site:
        result = _update_graph(site, request, read_decisions(location))
        memory.keep()
        if report:
            read = () if result.plan.counts else result.plan.to_read
            links = find_links(open_store(location))
            write_report(report, account_inputs(collection, read, result.failures, links), inputs)
        return _to_summary(site, request, result)


def rebuild(location: Path = DEFAULT_STORE, progress: Progress | None = None) -> BuildSummary:
    """Rebuild the graph at `location` from the articles that it keeps, so that decisions take effect.

    Raises what `build` raises.
    """
    open_store(location)
    with building(location) as site:
        request = _request_rebuild(open_store(location), progress)
        return _to_summary(site, request, _update_graph(site, request, read_decisions(location)))


def apply_decision(
    location: Path,
    decide: Callable[[GraphStore], Decision],
    on_done: Callable[[Decision], object],
    progress: Progress | None = None,
    on_wait: Callable[[], object] | None = None,
) -> BuildSummary:
    """Rebuild the graph with a new decision.

    The decision is written to the decision file once it has taken effect, and `on_done` is then called with
    it; a failure before that leaves neither. While another build runs `on_wait` is called and that build
    waited for; `decide` gets the graph that it leaves. Raises what `decide` and `rebuild` raise.
    """
    open_store(location)
    with building(location, wait=True, on_wait=on_wait) as site:
        check_writable(location)
        store, decisions = open_store(location), read_decisions(location)
        request = _request_rebuild(store, progress)
        decision = assign_number(decide(store), decisions)
        result = _build_then(
            site, request, (*decisions, decision), lambda: on_done(add_decision(location, decision))
        )
        return _to_summary(site, request, result)


def undo_decision(
    location: Path,
    number: int,
    on_done: Callable[[Decision], object],
    progress: Progress | None = None,
    on_wait: Callable[[], object] | None = None,
) -> BuildSummary:
    """Rebuild the graph without a decision and remove it: both or neither, as in `apply_decision`."""
    open_store(location)
    with building(location, wait=True, on_wait=on_wait) as site:
        check_writable(location)
        decisions = read_decisions(location)
        decision = find_decision(decisions, number)
        request = _request_rebuild(open_store(location), progress)

        def commit() -> None:
            discard_decision(location, decision)
            on_done(decision)

        result = _build_then(site, request, [other for other in decisions if other is not decision], commit)
        return _to_summary(site, request, result)


def _build_then(
    site: Site, request: _BuildRequest, decisions: Sequence[Decision], commit: Callable[[], object]
) -> _BuildResult:
    """Update the graph under these decisions, and call `commit` if and only if it has been replaced."""
    before = current_folder(site.location)
    try:
        result = _update_graph(site, request, decisions)
    except BaseException:
        if current_folder(site.location) != before:  # Interrupted, but behind the swap.
            commit()
        raise
    commit()
    return result


def _request_rebuild(store: GraphStore, progress: Progress | None) -> _BuildRequest:
    """Request a build of the articles of a graph, as it was built: with its model, and what stays of it."""
    reading, keep = store.manifest.get("reading"), store.manifest.get("keep")
    model = reading.get("model") if isinstance(reading, dict) else None
    return _BuildRequest(
        Collection(tuple(store.articles())),
        store.inputs,
        str(model or DEFAULT_MODEL),
        perf_counter(),
        progress=progress,
        keep=max(1, keep) if isinstance(keep, int) else GENERATIONS_KEPT,
    )


def _update_graph(site: Site, request: _BuildRequest, decisions: Sequence[Decision]) -> _BuildResult:
    """Plan and write the graph; a current graph that turns out to be broken is done without."""
    plan = make_plan(request.collection.articles, site.location, request.model, decisions, request.fresh)
    if plan.counts:
        drop_generations(site, request.keep)  # a build that was killed behind the swap has not done it
        return _BuildResult(plan, perf_counter())
    try:
        return _write_generation(site, request, plan)
    except BrokenGraphError as error:
        if plan.current is None:
            raise
        return _write_generation(site, request, plan_from_scratch(plan, error, site.location))


def _write_generation(site: Site, request: _BuildRequest, plan: Plan) -> _BuildResult:
    """Write a new generation in the place of the current one."""
    jobs = request.jobs or choose_jobs(len(plan.to_read))
    writer = GenerationWriter(plan.to_copy, plan.decisions)
    base = plan.current if plan.to_copy else None
    reading = closing(read_all(plan.to_read, request.model, jobs))
    with reading as readings, new_generation(site, base, request.keep) as generation:
        writer.write(generation, plan.articles, readings, request.progress)
        before = current_folder(site.location) if base else None
        write_told_together(generation, writer.written, before, request.progress)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        inputs = asdict(request.inputs)
        generation.manifest |= {"reading": plan.fingerprint, "built": built, "inputs": inputs}
        generation.manifest |= {"keep": request.keep, "counts": asdict(count_graph(generation.read()))}
    ended = perf_counter()
    return _BuildResult(plan, ended, jobs, tuple(writer.failures), writer.measure_speed(ended))


def _to_summary(site: Site, request: _BuildRequest, result: _BuildResult) -> BuildSummary:
    plan = result.plan
    return BuildSummary(
        counts=plan.counts or read_counts(open_store(site.location)),
        read=len(plan.to_read) - len(result.failures),
        copied=0 if plan.counts else len(plan.to_copy),
        removed=plan.removed,
        failed=(*request.collection.failed, *result.failures),
        skipped=request.collection.skipped,
        duplicates=tuple((copy.id, copy.of) for copy in request.collection.copies),
        warnings=(*plan.warnings, *find_notes(request.collection.articles)),
        jobs=result.jobs,
        seconds=result.ended - request.started,
        words_per_second=result.words_per_second,
        raw_words_per_second=measure_raw_speed(plan.to_read, request.model) if request.compare_raw else None,
    )


def extract_records(
    paths: Iterable[Path],
    model: str = DEFAULT_MODEL,
    jobs: int | None = None,
    progress: Progress | None = None,
    longest: int = LONGEST_ARTICLE,
    warn: Callable[[str], object] | None = None,
) -> Iterator[dict[str, Any] | ArticleError]:
    """Read each article and yield it as `kg.record` writes it, in the order of the files; no store is needed.

    An article that cannot be read, or has more than `longest` code points, comes as an ArticleError, as in
    `kg.readers`. `warn` is called with what was mended in one.
    """
    found = list(read_articles(paths, longest))
    articles = [item for item in found if isinstance(item, Article)]
    if warn:
        for note in find_notes(articles):
            warn(note)
    with closing(read_all(articles, model, jobs or choose_jobs(len(articles)))) as readings:
        for done, item in enumerate(found, 1):
            reading = next(readings) if isinstance(item, Article) else item
            if isinstance(reading, Reading):
                yield to_record(to_facts(reading.article, reading.extraction, reading.resolution))
            else:
                yield reading.to_error() if isinstance(reading, Failure) else reading
            if progress:
                progress("reading articles", done, len(found))
