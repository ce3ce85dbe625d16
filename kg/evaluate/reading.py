"""Read the texts of a corpus by the pipeline, as `kg extract` reads them; choose fixed samples of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import closing

from kg.curation import curate
from kg.errors import ArticleError
from kg.evaluate.evaluation import Request
from kg.model import Article
from kg.pipeline.reading import Reading, choose_jobs, read_all


def read_texts(
    articles: Sequence[Article], request: Request
) -> tuple[list[Reading], tuple[ArticleError, ...]]:
    """Read the articles; return the readings, and the errors of the articles in which the pipeline failed."""
    readings: list[Reading] = []
    failures: list[ArticleError] = []
    jobs = request.jobs or choose_jobs(len(articles))
    with closing(read_all(articles, request.model, jobs)) as found:
        for done, reading in enumerate(found, 1):
            if isinstance(reading, Reading):
                readings.append(_curate(reading, request))
            else:
                failures.append(reading.to_error())
            if request.progress:
                request.progress("reading articles", done, len(articles))
    return readings, tuple(failures)


def _curate(reading: Reading, request: Request) -> Reading:
    """Apply the decisions of people, as a build does."""
    curated = curate(reading.article, reading.extraction, reading.resolution, request.decisions)
    return Reading(reading.article, *curated)


def choose_sample(names: Iterable[str], size: int | None) -> list[str]:
    """Choose `size` of the names (None: all), sorted.

    The choice follows the names' SHA-256: the same on every machine, and when the corpus grows a name is only
    ever pushed out by a new one.
    """
    by_digest = sorted(names, key=lambda name: hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest())
    return sorted(by_digest[:size])
