"""Write the whole graph as RDF, sorted: the same graph gives the same bytes, and files can be compared.

All begin with the lines of its N-Quads, sorted in runs (kg.sorting): memory does not grow with the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.sorting import sort_lines
from kg.store import GraphStore
from kg.vocab import WRITTEN_PREFIXES

_MERGED = b"# The triples of all named graphs in one. TriG and N-Quads tell which article each comes from.\n"
# Between a line and the graph that it is sorted by: no IRI has it, and it sorts before all that an IRI has.
_BEHIND_GRAPH = b"\t"


def write_nquads(store: GraphStore, path: Path) -> None:
    """Write N-Quads, one a line, sorted by bytes."""
    with path.open("wb") as output:
        output.writelines(sort_lines(_dump(store, path), path.parent))


def write_turtle(store: GraphStore, path: Path) -> None:
    """Write Turtle, with the triples of all named graphs merged into one."""
    lines = path.with_name(path.name + ".nq")
    write_nquads(store, lines)
    triples = _merge(parse(path=str(lines), format=RdfFormat.N_QUADS))
    _write_abbreviated(triples, path, RdfFormat.TURTLE, _MERGED)
    lines.unlink()


def write_trig(store: GraphStore, path: Path) -> None:
    """Write TriG, with the named graphs kept."""
    lines = _write_by_graph(store, path)
    _write_abbreviated(parse(path=str(lines), format=RdfFormat.N_QUADS), path, RdfFormat.TRIG)
    lines.unlink()


def write_jsonld(store: GraphStore, path: Path) -> None:
    """Write JSON-LD 1.0 in expanded form (full IRIs, no context), with the named graphs kept."""
    lines = _write_by_graph(store, path)
    serialize(parse(path=str(lines), format=RdfFormat.N_QUADS), str(path), RdfFormat.JSON_LD)
    lines.unlink()


def dump(store: GraphStore, path: Path) -> None:
    """Write the lines of the graph as N-Quads, in no order. Raises BrokenGraphError."""
    try:
        store.rdf.dump(str(path), RdfFormat.N_QUADS)
    except RuntimeError as error:
        raise store.to_broken(error) from error


def _dump(store: GraphStore, path: Path) -> Iterator[bytes]:
    """Yield the lines of the graph as N-Quads, in no order, by way of a file beside `path`."""
    dumped = path.with_name(path.name + ".dump")
    dump(store, dumped)
    with dumped.open("rb") as lines:
        yield from lines
    dumped.unlink()


def _write_by_graph(store: GraphStore, path: Path) -> Path:
    """Write N-Quads beside `path`, sorted by graph and within a graph by bytes, and return where."""
    lines = path.with_name(path.name + ".nq")
    marked = (_find_graph(line) + _BEHIND_GRAPH + line for line in _dump(store, path))
    with lines.open("wb") as output:
        output.writelines(line.split(_BEHIND_GRAPH, 1)[1] for line in sort_lines(marked, path.parent))
    return lines


def _find_graph(line: bytes) -> bytes:
    """Find the IRI of the graph, which stands in angle brackets before the last stop."""
    return line[line.rindex(b"<") + 1 : line.rindex(b">")]


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
