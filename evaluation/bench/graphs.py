"""The graph's side at several sizes, on copies of a few articles that were read: no model is in the way."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from time import process_time
from unittest.mock import patch

from copies import Copier, write_copies
from measuring import Cost, measure
from pyoxigraph import RdfFormat, Store
from table import Figure, Goal, to_exponents

from kg.export import DUMPS, export
from kg.facts import to_facts
from kg.model import Article
from kg.pipeline import build
from kg.pipeline.reading import Failure, Reading
from kg.store import open_store
from kg.store_writing import new_generation
from kg.triples import article_quads
from kg.verify import verify

# Seconds that one article takes in all of this, on the machine where the first table was made.
SECONDS_AN_ARTICLE = 0.15


def save_readings(path: Path, readings: Iterable[Reading | Failure]) -> None:
    """Keep readings for the processes that copy them, without what failed."""
    path.write_bytes(pickle.dumps([one for one in readings if isinstance(one, Reading)]))


def load_readings(path: Path) -> list[Reading]:
    """Load what `save_readings` kept."""
    readings: list[Reading] = pickle.loads(path.read_bytes())
    return readings


def measure_graphs(base: Path, sizes: Sequence[int], room: Path) -> Iterator[Figure]:
    """Measure a build without the reading, `verify` and the exports of all of a graph, at each size; the
    articles are copies of the readings in `base`.
    """
    yield from _measure_loading(base, min(sizes), room)
    costs: dict[str, list[tuple[int, Cost]]] = {}
    for size in sizes:
        for name, cost in _measure_size(base, size, room):
            costs.setdefault(name, []).append((size, cost))
            yield Figure(f"{name}, {size:,} articles", cost.cpu, "CPU s")
            yield Figure(f"{name}, {size:,} articles, memory", cost.megabytes, "MB")
    for name, found in costs.items():
        goal = Goal("at most", 1.05) if name == "verify" else None
        yield from to_exponents(name, [(size, cost.cpu) for size, cost in found], goal)
        if len(found) > 1:
            growth = found[-1][1].megabytes / found[0][1].megabytes
            limit = Goal("at most", 1.15) if name == "build" else None
            yield Figure(f"{name}, memory {found[-1][0]:,} over {found[0][0]:,}", growth, "", limit)


def _measure_size(base: Path, size: int, room: Path) -> Iterator[tuple[str, Cost]]:
    folder, location = room / f"articles-{size}", room / f"graph-{size}"
    for _ in write_copies(Copier(load_readings(base)), size, folder):
        pass
    yield "build", measure(build_copies, base, folder, location)
    yield "verify", measure(_verify, location)
    for format in sorted(DUMPS):
        yield format, measure(_export, location, format, room / f"exported.{format}")


def build_graph(base: Path, size: int, room: Path) -> Path:
    """Build a graph of so many copies in a folder, and return its location."""
    folder, location = room / "articles", room / "graph"
    for _ in write_copies(Copier(load_readings(base)), size, folder):
        pass
    measure(build_copies, base, folder, location)
    return location


def build_copies(base: Path, folder: Path, location: Path) -> int:
    """Build a graph of copies, which are not read but copied from the readings; return its quads."""
    copier = Copier(load_readings(base))

    def read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading]:
        yield from map(copier.copy_reading, articles)

    with patch("kg.pipeline.read_all", read_all):
        return build([folder], location, jobs=1).counts.triples


def _verify(location: Path) -> None:
    found = verify(open_store(location))
    if found:
        raise ValueError(f"{len(found)} findings, the first: {found[0]}")


def _export(location: Path, format: str, path: Path) -> None:
    export(open_store(location), format, path)
    path.unlink()


def _measure_loading(base: Path, size: int, room: Path) -> Iterator[Figure]:
    """Measure the way from what was read to a graph on the disk beside a bare load of the same quads."""
    ours, quads = measure(_write, base, size, room / "written").result
    raw = measure(_load_raw, room / "written", room / "raw").result
    yield Figure("written, with making the quads", quads / ours, "quads/s")
    yield Figure("raw bulk_load", quads / raw, "quads/s")
    yield Figure("written over raw bulk_load", raw / ours, "", Goal("at least", 0.8))


def _write(base: Path, size: int, location: Path) -> tuple[float, int]:
    """CPU seconds for the quads of so many copies, and how many there are."""
    copier = Copier(load_readings(base))
    readings = [copier.copy_reading(copier.copy_article(number)) for number in range(size)]
    started = process_time()
    with new_generation(location) as generation:
        facts = (to_facts(one.article, one.extraction, one.resolution) for one in readings)
        generation.add_quads(chain.from_iterable(map(article_quads, facts)))
    seconds = process_time() - started
    return seconds, len(open_store(location).rdf)


def _load_raw(location: Path, raw: Path) -> float:
    """CPU seconds of pyoxigraph for the same quads, out of a file of N-Quads."""
    lines = raw.with_suffix(".nq")
    open_store(location).rdf.dump(str(lines), RdfFormat.N_QUADS)
    started = process_time()
    Store(str(raw)).bulk_load(path=str(lines), format=RdfFormat.N_QUADS)
    return process_time() - started
