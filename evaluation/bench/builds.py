"""What a build costs where little has changed, and what a second process is worth."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from copies import Copier, write_copies
from graphs import build_copies, load_readings
from measuring import measure
from table import Figure, Goal

from kg.annotate import load_model
from kg.model import Article
from kg.ontology import load_actors, load_demonyms
from kg.pipeline import build
from kg.settings import ARTICLES_PER_JOB, DEFAULT_MODEL

ARTICLES = 1_000
SECONDS = 120
# A change may cost so many times the look whether there is one, and the loading of the model.
_TIMES = 3


def measure_changes(base: Path, room: Path) -> Iterator[Figure]:
    """Measure, as commands, a build of 1,000 articles of which none, one changed and one removed is new."""
    folder, location = room / "changing", room / "changing-graph"
    paths = list(write_copies(Copier(load_readings(base)), ARTICLES, folder))
    measure(build_copies, base, folder, location)
    model = measure(_load_model).cpu
    yield Figure("loading the model", model, "CPU s")
    no_op = min(_run_build(folder, location) for _ in range(3))
    yield Figure("no-op of 1,000 articles", no_op, "CPU s")
    limit = Goal("at most", 1.0)
    changed = json.loads(paths[0].read_text(encoding="utf-8"))
    changed["text"] += " It has a last word now."
    paths[0].write_text(json.dumps(changed), encoding="utf-8")
    for name, seconds in (
        ("one changed", _run_build(folder, location)),
        ("one removed", _remove_and_build(paths[1], folder, location)),
    ):
        yield Figure(f"{name} of 1,000", seconds, "CPU s")
        yield Figure(f"{name} over {_TIMES} x no-op + model", seconds / (_TIMES * no_op + model), "", limit)


def measure_jobs(articles: Sequence[Article], room: Path, rounds: int) -> Iterator[Figure]:
    """Measure how much sooner two processes read than one; too few articles say nothing."""
    if len(articles) < 2 * ARTICLES_PER_JOB or (os.cpu_count() or 1) < 2:
        return
    folder = room / "jobs"
    folder.mkdir()
    for number, article in enumerate(articles):
        record = {"id": article.id, "title": article.title, "text": article.text}
        (folder / f"{number}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    speeds: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(rounds):
        for jobs in (1, 2) if turn % 2 else (2, 1):
            speeds[jobs].append(measure(_build_with, folder, room / f"jobs-{turn}-{jobs}", jobs).result)
    ratios = [two / one for one, two in zip(speeds[1], speeds[2], strict=True)]
    yield Figure("two processes over one", median(ratios))


def _build_with(folder: Path, location: Path, jobs: int) -> float:
    return build([folder], location, jobs=jobs).words_per_second or 0.0


def _load_model() -> None:
    load_model(DEFAULT_MODEL, load_actors(), load_demonyms())


def _remove_and_build(path: Path, folder: Path, location: Path) -> float:
    path.unlink()
    return _run_build(folder, location)


def _run_build(folder: Path, location: Path) -> float:
    """CPU seconds of `kg build`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", folder, "--store", location]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
