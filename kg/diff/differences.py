"""Find what two graphs do not share: named graph by named graph, so that no more than one is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, RdfFormat

from kg.progress import Progress
from kg.store import GraphStore


@dataclass(frozen=True, slots=True)
class GraphDifference:
    """What one named graph has lost and won: lines of N-Triples, sorted by bytes."""

    graph: str
    went: tuple[bytes, ...]
    came: tuple[bytes, ...]


def find_differences(
    old: GraphStore, new: GraphStore, progress: Progress | None = None
) -> Iterator[GraphDifference]:
    """Yield the named graphs that differ, by IRI. Raises BrokenGraphError."""
    names = sorted({*old.graph_names(), *new.graph_names()})
    for done, name in enumerate(names, 1):
        before, after = _dump(old, name), _dump(new, name)
        # Most graphs are in the same files, and come out as the same bytes: those need not be split.
        if before != after:
            lines, others = set(before.splitlines(keepends=True)), set(after.splitlines(keepends=True))
            went, came = tuple(sorted(lines - others)), tuple(sorted(others - lines))
            if went or came:
                yield GraphDifference(name, went, came)
        if progress:
            progress("comparing graphs", done, len(names))


def _dump(store: GraphStore, graph: str) -> bytes:
    try:
        return store.rdf.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
    except (OSError, RuntimeError) as error:
        raise store.to_broken(error) from error
