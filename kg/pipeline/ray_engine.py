"""Read articles with Ray, on this machine or many, into shards.

A task reads some files; where its worker is killed, or the machine with it, another one reads them again and
passes over the shards that are there. What comes out does not depend on which worker read what.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ArticleError, KgError, OtherContentError
from kg.model import Article
from kg.pipeline.fingerprint import compute_fingerprint
from kg.pipeline.shards import write_shard
from kg.progress import Progress
from kg.readers import find_files, read_articles
from kg.settings import ARTICLES_PER_SHARD, FILES_PER_TASK, TASK_BYTES, TASK_RETRIES


@dataclass(frozen=True, slots=True)
class ShardsRead:
    """How many shards and articles there are now, and what could not be read."""

    shards: int
    articles: int
    failed: tuple[ArticleError, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker is given: strings and numbers, because it may run on another machine."""

    paths: tuple[str, ...]
    folder: str
    model: str
    longest: int
    reading: dict[str, str]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    shards: tuple[str, ...]
    articles: int
    failed: tuple[tuple[str, str], ...]


def read_with_ray(
    paths: Iterable[Path],
    folder: Path,
    model: str,
    jobs: int | None,
    longest: int,
    progress: Progress | None = None,
) -> ShardsRead:
    """Read all articles of `paths` into shards in `folder`, which every machine of the cluster must see.

    `jobs` workers on this machine, or as many as there are processors. Raises UsageError for a path that does
    not exist, and KgError where Ray is missing or a task was given up; the shards so far stay, and the next
    call goes on from them.
    """
    try:
        import ray
    except ImportError as error:
        raise KgError("Ray is not installed: pip install 'spacepolicy-kg[ray]'") from error
    paths = list(paths)
    folder = folder.absolute()
    named = tuple(str(path.absolute()) for path in paths if not path.is_dir())
    folder.mkdir(parents=True, exist_ok=True)
    reading = compute_fingerprint(model)
    tasks = [
        _Task(tuple(map(str, group)), str(folder), model, longest, reading, named)
        for group in _group(path.absolute() for path in find_files(paths))
    ]
    workers = None if os.environ.get("RAY_ADDRESS") else jobs
    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    try:
        outcomes = list(_run(ray, tasks, progress))
    finally:
        ray.shutdown()
    failed = sorted({failure for outcome in outcomes for failure in outcome.failed})
    return ShardsRead(
        len({name for outcome in outcomes for name in outcome.shards}),
        sum(outcome.articles for outcome in outcomes),
        tuple(ArticleError(where, reason) for where, reason in failed),
    )


def _run(ray: Any, tasks: Sequence[_Task], progress: Progress | None) -> Iterator[_Outcome]:
    """Run the tasks, and yield their outcomes as they come."""
    read = ray.remote(num_cpus=1, max_retries=TASK_RETRIES)(read_task)
    waiting = {read.remote(task): task for task in tasks}
    while waiting:
        (done,), _ = ray.wait(list(waiting), num_returns=1)
        task = waiting.pop(done)
        try:
            yield ray.get(done)
        except ray.exceptions.RayError as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise KgError(
                f"the files from {task.paths[0]} on were given up ({lines[-1]}): the shards so far stay, "
                "call it again to go on"
            ) from error
        if progress:
            progress("reading shards", len(tasks) - len(waiting), len(tasks))


def read_task(task: _Task) -> _Outcome:
    """Read the files of a task into shards, and tell what became of them."""
    shards: list[str] = []
    count = 0
    failed: list[tuple[str, str]] = []
    for articles in _cut(task, failed):
        shard = write_shard(Path(task.folder), articles, task.model, task.reading)
        shards.append(shard.path.name)
        failed += shard.failed
        count += len(articles) - len(shard.failed)
    return _Outcome(tuple(shards), count, tuple(failed))


def _cut(task: _Task, failed: list[tuple[str, str]]) -> Iterator[list[Article]]:
    """Yield the articles of a task, ARTICLES_PER_SHARD at a time, each content once; note what is none."""
    some: dict[str, Article] = {}
    for item in read_articles(map(Path, task.paths), task.longest, list(map(Path, task.named))):
        if isinstance(item, OtherContentError):
            continue
        if isinstance(item, ArticleError):
            failed.append((item.where, item.reason))
            continue
        rival = some.setdefault(item.content_hash, item)
        some[item.content_hash] = min(rival, item, key=lambda article: article.id)
        if len(some) == ARTICLES_PER_SHARD:
            yield list(some.values())
            some = {}
    if some:
        yield list(some.values())


def _group(files: Iterable[Path]) -> Iterator[list[Path]]:
    """Group files, in order, into tasks of at most FILES_PER_TASK or about TASK_BYTES."""
    group: list[Path] = []
    size = 0
    for file in files:
        group.append(file)
        size += file.stat().st_size if file.is_file() else 0
        if len(group) == FILES_PER_TASK or size >= TASK_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
