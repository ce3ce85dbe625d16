"""Load shards, or the graph of a folder, into a store: a folder, or a server."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import ArticleError, StoreError, UsageError
from kg.generations import current_folder
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline.shards import Shard, find_shards, to_errors
from kg.pipeline.telling import write_told_together
from kg.pipeline.writing import find_known, find_named, write_shared
from kg.progress import Progress
from kg.servers import is_address
from kg.store import open_store
from kg.store_writing import new_generation
from kg.vocab import graph_iri


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: articles, and those of the shards that could not be read; or graphs, to a server."""

    articles: int = 0
    failed: tuple[ArticleError, ...] = ()
    written: int = 0
    removed: int = 0
    unchanged: int = 0


def load(
    paths: Sequence[Path], location: str, progress: Progress | None = None, again: bool = False
) -> Loaded:
    """Make the graph at `location` that of the shards in `paths`, or of the folder of a graph.

    The quads are those of a build of the same articles. Where two shards have the same content, that with the
    smaller id counts. A server's graph is replaced by difference; `again`: see `kg.servers.writing.bring`.
    Raises StoreError, also for shards that were read by different versions, and UsageError.
    """
    graphs = [path for path in paths if path.is_dir() and current_folder(path)]
    if graphs and (len(paths) > 1 or not is_address(location)):
        raise UsageError(f"{graphs[0]} is a graph: name it alone, and a server with --store")
    if graphs:
        return _bring(graphs[0], Loaded(), location, progress, again)
    if not is_address(location):
        return _load_shards(find_shards(paths), Path(location), progress)
    with tempfile.TemporaryDirectory(prefix="kg-load-", ignore_cleanup_errors=True) as room:
        folder = Path(room, "graph")
        loaded = _load_shards(find_shards(paths), folder, progress)
        return _bring(folder, loaded, location, progress, again)


def _bring(folder: Path, loaded: Loaded, address: str, progress: Progress | None, again: bool) -> Loaded:
    from kg.servers.writing import bring

    brought = bring(open_store(folder), address, progress, again)
    return Loaded(loaded.articles, loaded.failed, brought.written, brought.removed, brought.unchanged)


def _load_shards(shards: Sequence[Shard], location: Path, progress: Progress | None) -> Loaded:
    _check_readings(shards)
    owners = _find_owners(shards)
    with new_generation(location) as generation:
        quads = _list_quads(shards, owners, progress)
        generation.add_quads(chain(quads, ontology_quads(), gazetteer_quads()))
        write_shared(generation, find_named(generation) | find_known(generation))
        loaded = [
            article
            for number, shard in enumerate(shards)
            for article in shard.articles()
            if owners[article.content_hash] == (article.id, number)
        ]
        for article in loaded:
            generation.add_article(article)
        write_told_together(generation, loaded, progress=progress)
        generation.manifest |= {"reading": shards[0].reading}
    return Loaded(len(owners), tuple(error for shard in shards for error in to_errors(shard)))


def _check_readings(shards: Sequence[Shard]) -> None:
    """Raise StoreError where one shard was read by something else than another."""
    for shard in shards[1:]:
        if shard.reading != shards[0].reading:
            raise StoreError(
                f"{shards[0].path.name} and {shard.path.name} were read by different versions of kg, its "
                "rules or its model: put the shards of one version into a folder of their own"
            )


def _find_owners(shards: Sequence[Shard]) -> dict[str, tuple[str, int]]:
    """Find for each content the smallest id that an article has with it, and the number of its shard."""
    owners: dict[str, tuple[str, int]] = {}
    for number, shard in enumerate(shards):
        for article in shard.articles():
            claim = (article.id, number)
            owners[article.content_hash] = min(owners.get(article.content_hash, claim), claim)
    return owners


def _list_quads(
    shards: Sequence[Shard], owners: dict[str, tuple[str, int]], progress: Progress | None
) -> Iterator[Quad]:
    """Yield the quads of all shards, those of copies left out."""
    places = {graph_iri(content_hash): number for content_hash, (_, number) in owners.items()}
    for number, shard in enumerate(shards):
        if progress:
            progress("loading shards", number, len(shards))
        yield from (quad for quad in shard.quads() if places.get(str(quad.graph_name)[1:-1]) == number)


def publish(folder: Path, address: str, progress: Progress | None = None) -> None:
    """Bring a graph that was built for a server there. Raises StoreError, which says where it stays."""
    try:
        _bring(folder, Loaded(), address, progress, again=False)
    except StoreError as error:
        remedy = f"what was read stays in {folder}: `kg load {folder} --store {address}` brings it there"
        raise StoreError(str(error), remedy) from error
