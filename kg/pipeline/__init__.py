"""The only place that knows the order: articles -> annotate -> extract -> resolve -> curate -> quads.

collecting.py   which articles there are, each content once
digest.py       what a graph depends on besides its article
planning.py     which articles are read, and which are copied from the graph before
reading.py      one article read, in this process or in several
writing.py      the quads of a new graph, read or copied from the one before
summary.py      what a build ends with
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
    check_changeable,
    erase,
    find_decision,
    give_number,
    read_decisions,
    write_down,
)
from kg.errors import ArticleError, BrokenGraphError
from kg.finding import Inputs
from kg.generations import Site, building, check_location, current_folder
from kg.model import Article
from kg.pipeline.collecting import Collection, collect_articles
from kg.pipeline.planning import Plan, make_plan, read_all_anew
from kg.pipeline.reading import Failure, Reading, choose_jobs, measure_raw_speed, read_all
from kg.pipeline.summary import BuildSummary, count_graph
from kg.pipeline.writing import GenerationWriter, Report
from kg.readers import READERS, read_articles
from kg.record import to_record
from kg.settings import DEFAULT_MODEL, DEFAULT_STORE
from kg.store import GraphStore, new_generation, open_store

__all__ = ["BuildSummary", "build", "extract_records", "overrule", "rebuild", "take_back"]


@dataclass(frozen=True, slots=True)
class _Order:
    """What is built, out of what, and how; `started` in seconds of perf_counter."""

    collection: Collection
    inputs: Inputs
    model: str
    started: float
    jobs: int | None = None
    report: Report | None = None
    compare_raw: bool = False


@dataclass(frozen=True, slots=True)
class _Work:
    """What was done by a plan."""

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
    report: Report | None = None,
    compare_raw: bool = False,
) -> BuildSummary:
    """Make the graph at `location` hold exactly the articles of `paths`, reading only those that are new.

    An article whose graph stands in the current generation is copied from it, unless the model, the rules or
    the ontology have changed since, or a decision about it. Where nothing has changed nothing is written. The
    quads are the same for any order of files and any number of `jobs` (processes; None chooses).
    `compare_raw` also measures the words a second of the bare spaCy model on the articles that were read.

    Raises UsageError for a path that does not exist, KgError where no article can be read at all, and
    ModelError, RulesError, OntologyError, CurationError or StoreError; the graph is then what it was.
    """
    started = perf_counter()
    paths = list(paths)
    check_location(location)
    inputs = Inputs(tuple(os.path.abspath(path) for path in paths), tuple(READERS))
    order = _Order(collect_articles(paths), inputs, model, started, jobs, report, compare_raw)
    with building(location) as site:
        return _sum_up(site, order, _renew(site, order, read_decisions(location)))


def rebuild(location: Path = DEFAULT_STORE, report: Report | None = None) -> BuildSummary:
    """Build the graph at `location` anew out of the articles that it keeps: what is decided takes effect.

    Raises what `build` raises.
    """
    open_store(location)
    with building(location) as site:
        order = _order_again(open_store(location), report)
        return _sum_up(site, order, _renew(site, order, read_decisions(location)))


def overrule(
    location: Path,
    decide: Callable[[GraphStore], Decision],
    note: Callable[[Decision], object],
    report: Report | None = None,
    tell: Callable[[], object] | None = None,
) -> BuildSummary:
    """Decide against the reading, and build the graph anew.

    The decision is written down once it has taken effect, and `note` is then called with it; whatever fails
    before that leaves neither. While another build runs `tell` is called and that build waited for; `decide`
    looks at what it leaves. Raises what `decide` and `rebuild` raise.
    """
    open_store(location)
    with building(location, wait=True, tell=tell) as site:
        check_changeable(location)
        store, decisions = open_store(location), read_decisions(location)
        order = _order_again(store, report)
        decision = give_number(decide(store), decisions)
        work = _settle(site, order, (*decisions, decision), lambda: note(write_down(location, decision)))
        return _sum_up(site, order, work)


def take_back(
    location: Path,
    number: int,
    note: Callable[[Decision], object],
    report: Report | None = None,
    tell: Callable[[], object] | None = None,
) -> BuildSummary:
    """Take a decision back, and build the graph anew: both or neither, as in `overrule`."""
    open_store(location)
    with building(location, wait=True, tell=tell) as site:
        check_changeable(location)
        decisions = read_decisions(location)
        decision = find_decision(decisions, number)
        order = _order_again(open_store(location), report)

        def keep() -> None:
            erase(location, decision)
            note(decision)

        work = _settle(site, order, [other for other in decisions if other is not decision], keep)
        return _sum_up(site, order, work)


def _settle(site: Site, order: _Order, decisions: Sequence[Decision], keep: Callable[[], object]) -> _Work:
    """`_renew` under these decisions; `keep` is called when the graph says so, and only then."""
    before = current_folder(site.location)
    try:
        work = _renew(site, order, decisions)
    except BaseException:
        if current_folder(site.location) != before:  # Interrupted, but behind the swap.
            keep()
        raise
    keep()
    return work


def _order_again(store: GraphStore, report: Report | None) -> _Order:
    """The articles of a graph, to be built as they were."""
    reading = store.manifest.get("reading")
    model = reading.get("model") if isinstance(reading, dict) else None
    articles = Collection(tuple(store.articles()))
    return _Order(articles, store.inputs, str(model or DEFAULT_MODEL), perf_counter(), report=report)


def _renew(site: Site, order: _Order, decisions: Sequence[Decision]) -> _Work:
    """Make the graph say what it should; a graph before it that turns out to be broken is done without."""
    plan = make_plan(order.collection.articles, site.location, order.model, decisions)
    if plan.counts:
        return _Work(plan, perf_counter())
    try:
        return _write(site, order, plan)
    except BrokenGraphError as error:
        if plan.current is None:
            raise
        return _write(site, order, read_all_anew(plan, error, site.location))


def _write(site: Site, order: _Order, plan: Plan) -> _Work:
    """Put a new generation in the place of the current one."""
    jobs = order.jobs or choose_jobs(len(plan.fresh))
    writer = GenerationWriter(plan.current, plan.known, plan.decisions)
    with closing(read_all(plan.fresh, order.model, jobs)) as readings, new_generation(site) as generation:
        writer.write(generation, plan.articles, readings, order.report)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        generation.manifest |= {"reading": plan.reading, "built": built, "inputs": asdict(order.inputs)}
    ended = perf_counter()
    return _Work(plan, ended, jobs, tuple(writer.failures), writer.measure_speed(ended))


def _sum_up(site: Site, order: _Order, work: _Work) -> BuildSummary:
    plan = work.plan
    return BuildSummary(
        counts=plan.counts or count_graph(open_store(site.location)),
        read=len(plan.fresh) - len(work.failures),
        copied=0 if plan.counts else len(plan.known),
        removed=plan.removed,
        skipped=(*order.collection.skipped, *work.failures),
        duplicates=order.collection.duplicates,
        warnings=plan.warnings,
        jobs=work.jobs,
        seconds=work.ended - order.started,
        words_per_second=work.words_per_second,
        raw_words_per_second=measure_raw_speed(plan.fresh, order.model) if order.compare_raw else None,
    )


def extract_records(
    paths: Iterable[Path], model: str = DEFAULT_MODEL, jobs: int | None = None, report: Report | None = None
) -> Iterator[dict[str, Any] | ArticleError]:
    """What was read out of each article, as `kg.record` writes it, in the order of the files; no store is
    needed. What cannot be read comes as an ArticleError, as in `kg.readers`."""
    found = list(read_articles(paths))
    articles = [item for item in found if isinstance(item, Article)]
    with closing(read_all(articles, model, jobs or choose_jobs(len(articles)))) as readings:
        for done, item in enumerate(found, 1):
            reading = next(readings) if isinstance(item, Article) else item
            if isinstance(reading, Reading):
                yield to_record(reading.article, reading.extraction, reading.resolution)
            else:
                yield reading.to_error() if isinstance(reading, Failure) else reading
            if report:
                report("reading articles", done, len(found))
