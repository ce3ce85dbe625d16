"""The only place that knows the order: articles -> annotate -> extract -> resolve -> curate -> quads.

collecting.py   which articles there are, each content once
digest.py       what a graph depends on besides its article
planning.py     which articles are read, and which are copied from the graph before
reading.py      one article read, in this process or in several
writing.py      the quads of a new graph, read or copied from the one before
summary.py      what a build ends with
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from kg.errors import ArticleError
from kg.model import Article
from kg.pipeline.collecting import Collection, collect_articles
from kg.pipeline.planning import make_plan
from kg.pipeline.reading import Failure, Reading, choose_jobs, measure_raw_speed, read_all
from kg.pipeline.summary import BuildSummary, count_graph
from kg.pipeline.writing import GenerationWriter, Report
from kg.readers import read_articles
from kg.record import to_record
from kg.settings import DEFAULT_MODEL, DEFAULT_STORE
from kg.store import new_generation, open_store

__all__ = ["BuildSummary", "build", "extract_records", "rebuild"]


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
    return _build(collect_articles(paths), location, model, jobs, report, compare_raw, started)


def rebuild(location: Path = DEFAULT_STORE, report: Report | None = None) -> BuildSummary:
    """Build the graph at `location` anew out of the articles that it keeps: what is decided takes effect.

    Raises what `build` raises.
    """
    started = perf_counter()
    store = open_store(location)
    model = store.manifest.get("reading", {}).get("model", DEFAULT_MODEL)
    return _build(Collection(tuple(store.articles())), location, model, None, report, False, started)


def _build(
    collection: Collection,
    location: Path,
    model: str,
    jobs: int | None,
    report: Report | None,
    compare_raw: bool,
    started: float,
) -> BuildSummary:
    plan = make_plan(collection.articles, location, model)
    if plan.current and plan.is_done:
        return BuildSummary(
            counts=count_graph(plan.current),
            skipped=collection.skipped,
            duplicates=collection.duplicates,
            seconds=perf_counter() - started,
        )
    jobs = jobs or choose_jobs(len(plan.fresh))
    writer = GenerationWriter(plan.current, plan.known, plan.decisions)
    with closing(read_all(plan.fresh, model, jobs)) as readings, new_generation(location) as generation:
        writer.write(generation, collection.articles, readings, report)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        generation.manifest |= {"reading": plan.reading, "built": built}
    ended = perf_counter()
    return BuildSummary(
        counts=count_graph(open_store(location)),
        read=len(plan.fresh) - len(writer.failures),
        copied=len(plan.known),
        removed=plan.removed,
        skipped=(*collection.skipped, *writer.failures),
        duplicates=collection.duplicates,
        jobs=jobs,
        seconds=ended - started,
        words_per_second=writer.measure_speed(ended),
        raw_words_per_second=measure_raw_speed(plan.fresh, model) if compare_raw else None,
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
