"""List the ties of one actor, and the shortest path between two, with their evidence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx as nx

from kg.analyse.table import Cell, Table

_COLUMNS = ("source", "kind", "target", "weight", "acts", "quote", "article", "first", "url")


def list_ties(network: nx.MultiDiGraph, actor: str) -> Table:
    """List the ego network of an actor (an IRI): one row a tie, the best attested first."""
    if actor not in network:
        return Table(_COLUMNS, ())
    edges = {
        (source, target, kind): values
        for found in (
            network.out_edges(actor, keys=True, data=True),
            network.in_edges(actor, keys=True, data=True),
        )
        for source, target, kind, values in found
    }
    order = sorted(edges, key=lambda edge: (-edges[edge]["weight"], -edges[edge]["statements"], edge))
    return Table(_COLUMNS, tuple(_to_row(network, edge, edges[edge]) for edge in order))


def find_path(network: nx.MultiDiGraph, actor: str, other: str) -> Table:
    """Find the shortest path of ties between two actors (IRIs), directions left out: one row a step.

    There is no row where they are not connected, or are one. Of several ties between two the best attested is
    shown, of several shortest paths the first by IRI.
    """
    undirected = nx.Graph()
    undirected.add_nodes_from(sorted(network))
    undirected.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.edges()}))
    if actor not in undirected or other not in undirected or not nx.has_path(undirected, actor, other):
        return Table(_COLUMNS, ())
    path = min(nx.all_shortest_paths(undirected, actor, other))
    return Table(_COLUMNS, tuple(_to_row(network, *_find_best(network, *step)) for step in pairwise(path)))


def _find_best(network: nx.MultiDiGraph, one: str, other: str) -> tuple[tuple[str, str, str], dict[str, Any]]:
    edges = [
        ((source, target, kind), values)
        for source, target in ((one, other), (other, one))
        for kind, values in (network.get_edge_data(source, target) or {}).items()
    ]
    return min(edges, key=lambda edge: (-edge[1]["weight"], -edge[1]["statements"], edge[0]))


def _to_row(network: nx.MultiDiGraph, edge: tuple[str, str, str], values: dict[str, Any]) -> tuple[Cell, ...]:
    source, target, kind = edge
    labels = network.nodes
    told = tuple(values.get(name) for name in _COLUMNS[3:])
    return labels[source]["label"], kind, labels[target]["label"], *told
