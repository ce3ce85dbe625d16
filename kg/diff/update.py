"""Write what two graphs do not share as SPARQL Update: what is lost is deleted, what is won put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from pyoxigraph import NamedNode

from kg.diff.differences import GraphDifference
from kg.settings import TRIPLES_AN_OPERATION

# DELETE or INSERT, the named graph, and a line of N-Triples, which SPARQL reads as it is.
_Step = tuple[str, str, bytes]


def to_update(differences: Iterable[GraphDifference]) -> Iterator[str]:
    """Yield the operations that turn one graph into the other, DELETE DATA and INSERT DATA, in their order.

    Each has at most TRIPLES_AN_OPERATION triples; a line with nothing but a semicolon parts them, so that a
    long update can be cut there.
    """
    semicolon = ""
    for _, steps in groupby(_list_steps(differences), lambda step: step[0]):
        while some := list(islice(steps, TRIPLES_AN_OPERATION)):
            yield semicolon + _to_operation(some)
            semicolon = ";\n"


def _list_steps(differences: Iterable[GraphDifference]) -> Iterator[_Step]:
    for one in differences:
        yield from (("DELETE", one.graph, line) for line in one.went)
        yield from (("INSERT", one.graph, line) for line in one.came)


def _to_operation(steps: list[_Step]) -> str:
    parts = [f"{steps[0][0]} DATA {{\n"]
    for graph, some in groupby(steps, lambda step: step[1]):
        parts += [f"GRAPH {NamedNode(graph)} {{\n", *(line.decode() for _, _, line in some), "}\n"]
    return "".join([*parts, "}\n"])
