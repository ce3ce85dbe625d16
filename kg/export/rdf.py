"""Write the whole graph as RDF, sorted: the same graph gives the same bytes, and files can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.sorted_nquads import write_sorted_nquads
from kg.store import GraphStore
from kg.vocab import WRITTEN_PREFIXES

_MERGED = b"# The triples of all named graphs in one. TriG and N-Quads tell which article each comes from.\n"


def write_nquads(store: GraphStore, path: Path) -> None:
    """Write N-Quads, sorted by bytes."""
    write_sorted_nquads(store, path)


def write_turtle(store: GraphStore, path: Path) -> None:
    """Write Turtle, with the triples of all named graphs merged into one."""
    lines = path.with_name(path.name + ".nq")
    write_sorted_nquads(store, lines)
    triples = _merge(parse(path=str(lines), format=RdfFormat.N_QUADS))
    _write_abbreviated(triples, path, RdfFormat.TURTLE, _MERGED)
    lines.unlink()


def write_trig(store: GraphStore, path: Path) -> None:
    """Write TriG, with the named graphs kept."""
    _write_abbreviated(_sort(store), path, RdfFormat.TRIG)


def write_jsonld(store: GraphStore, path: Path) -> None:
    """Write JSON-LD 1.0 in expanded form (full IRIs, no context), with the named graphs kept."""
    serialize(_sort(store), str(path), RdfFormat.JSON_LD)


def _sort(store: GraphStore) -> Iterator[Quad]:
    """Yield graph after graph, so that no more than one is held in memory."""
    for name in store.graph_names():
        yield from sorted(store.quads(name), key=str)


def _merge(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield each triple once, out of quads sorted by triple."""
    before = None
    for quad in quads:
        triple = quad.triple
        if triple != before:
            yield triple
        before = triple


def _write_abbreviated(
    statements: Iterable[Quad] | Iterable[Triple], path: Path, format: RdfFormat, comment: bytes = b""
) -> None:
    """Serialize with prefixes, sorted: pyoxigraph writes them in an order that changes from run to run."""
    raw = path.with_name(path.name + ".raw")
    serialize(statements, str(raw), format, prefixes=WRITTEN_PREFIXES)
    with raw.open("rb") as lines, path.open("wb") as output:
        prefixes = list(takewhile(lambda line: line.startswith(b"@prefix"), lines))
        lines.seek(sum(map(len, prefixes)))
        output.write(comment)
        output.writelines(sorted(prefixes))
        output.writelines(lines)
    raw.unlink()
