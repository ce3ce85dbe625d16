"""Read articles (annotate, extract, resolve) in one process or several; spaCy is imported with the first."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from kg.errors import ArticleError, KgError
from kg.model import Article, Extraction, Passage, Resolution
from kg.normalize import normalize
from kg.normalize.plain import PlainText
from kg.ontology import load_actors, load_demonyms
from kg.pipeline.chunking import merge_extractions, split_article
from kg.pipeline.interrupts import (
    ignored_interrupt,
    is_interrupt_ignored,
    postponed_interrupt,
    prepare_reader,
)
from kg.processes import safe_path
from kg.readers.language import blank_foreign
from kg.settings import ARTICLES_PER_JOB, LONGEST_CHUNK, RAW_SPEED_WORDS
from kg.vocab import is_local_actor, local_actor_iri

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.resolve import Gazetteer

# numpy's libraries read these when spaCy loads them. Their threads gain nothing on matrices as small as ours,
# two processes with two threads each read half as fast as with one, and sums must not depend on the split.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

# A generator, because it is closed to stop early.
Readings = Generator["Reading | Failure", None, None]

# How many articles wait in line for each process: enough that none idles, few enough that memory stays small.
_QUEUED_PER_JOB = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """The extraction and resolution of one article."""

    article: Article
    extraction: Extraction
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Failure:
    """A fault of this program in one article; strings only, so that it crosses from process to process."""

    where: str
    reason: str
    traceback: str

    def to_error(self) -> ArticleError:
        """Return the error to report, with the traceback as its note."""
        error = ArticleError(self.where, self.reason)
        error.add_note(self.traceback)
        return error


def choose_jobs(articles: int) -> int:
    """Choose the number of processes for `articles`: each has to load the model first."""
    return max(1, min(os.cpu_count() or 1, articles // ARTICLES_PER_JOB))


def read_all(articles: Sequence[Article], model: str, jobs: int) -> Readings:
    """Read every article, in order; close it to stop early. Raises ModelError, RulesError, OntologyError."""
    if jobs == 1 or len(articles) < 2:
        for article in articles:
            with postponed_interrupt():
                reading = read_article(article, model)
            yield reading
    else:
        yield from _read_in_processes(articles, model, jobs)


def read_article(article: Article, model: str) -> Reading | Failure:
    """Read one article; a fault in it is a Failure, so that the others are still read."""
    nlp, gazetteer = _load(model)
    from kg.resolve import resolve

    try:
        plain = normalize(article)
        normal = replace(article, text=plain.text)
        extraction = read_text(nlp, normal)
        resolution = resolve(normal, extraction, gazetteer)
        return Reading(article, plain.restore(extraction), _restore_actors(article, plain, resolution))
    except KgError:
        raise
    except MemoryError:
        reason = "there is not enough memory to read it: close other programs, or read with --jobs 1"
        return Failure(article.where or article.id, reason, traceback.format_exc())
    except Exception as error:
        lines = str(error).splitlines() or [""]
        return Failure(
            article.where or article.id, f"{type(error).__name__}: {lines[0]}", traceback.format_exc()
        )


def _restore_actors(article: Article, plain: PlainText, resolution: Resolution) -> Resolution:
    """Move the actors of a normal text to the given one; those of one article alone are named by their place
    in it.
    """
    if plain.starts is None:
        return resolution
    iris = {}
    for entity in resolution.entities:
        if is_local_actor(entity.iri):
            start, _, end = entity.iri.rpartition("/")[2].partition("-")
            given = plain.to_given(Passage(int(start), int(end)))
            iris[entity.iri] = local_actor_iri(article.content_hash, given)
    restored = plain.restore(resolution)
    return replace(
        restored,
        entities=tuple(replace(one, iri=iris.get(one.iri, one.iri)) for one in restored.entities),
        links=tuple(
            replace(
                one,
                iri=iris.get(one.iri, one.iri),
                alternative=iris.get(one.alternative or "", one.alternative),
            )
            for one in restored.links
        ),
    )


def read_text(nlp: Language, article: Article, longest: int = LONGEST_CHUNK) -> Extraction:
    """Annotate and extract one article, in chunks of at most `longest` code points.

    Its paragraphs in another language are left unread.
    """
    from kg.annotate import annotate
    from kg.extract import extract

    english = replace(article, text=blank_foreign(article.text))
    offsets, parts = zip(*split_article(english, longest), strict=True)
    read = (extract(part, doc) for part, doc in annotate(nlp, parts))
    return merge_extractions(zip(offsets, read, strict=True))


def measure_raw_speed(articles: Sequence[Article], model: str) -> float | None:
    """Measure the words a second of the bare spaCy model in one process, in its own batches; None without
    articles.

    More than RAW_SPEED_WORDS words are sampled evenly.
    """
    sample = articles[:: max(1, sum(map(count_words, articles)) // RAW_SPEED_WORDS)]
    if not sample:
        return None
    from kg.annotate import load_bare_model

    nlp = load_bare_model(model)
    started = perf_counter()
    for _ in nlp.pipe(article.text for article in sample):
        pass
    return sum(map(count_words, sample)) / (perf_counter() - started)


def count_words(article: Article) -> int:
    """Count words as `wc` does: split at white space."""
    return len(article.text.split())


@cache
def _load(model: str) -> tuple[Language, Gazetteer]:
    """Load the model and the gazetteer, once a process."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    from kg.annotate import load_model
    from kg.resolve import load_gazetteer

    return load_model(model, load_actors(), load_demonyms()), load_gazetteer()


def _read_in_processes(articles: Sequence[Article], model: str, jobs: int) -> Readings:
    # "spawn" on every system: a fork would copy the threads of the graph store in whatever state they are.
    spawn = multiprocessing.get_context("spawn")
    with safe_path():  # a process that keeps count of semaphores starts with the pool
        pool = ProcessPoolExecutor(jobs, spawn, prepare_reader, (is_interrupt_ignored(),))
    waiting: deque[Future[Reading | Failure]] = deque()
    rest = iter(articles)

    def submit(count: int) -> None:
        with safe_path():  # those that read start one by one, as the first articles come
            waiting.extend(pool.submit(read_article, article, model) for article in islice(rest, count))

    try:
        with ignored_interrupt():
            submit(jobs * _QUEUED_PER_JOB)
        while waiting:
            yield waiting.popleft().result()
            submit(1)
    except BrokenProcessPool as error:
        raise KgError(
            "a process that was reading died, perhaps of too little memory: try --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
