"""Simplify the network for measures that know no parallel edges."""

from __future__ import annotations

import networkx as nx

# Ties that stand in both directions because they have none.
SYMMETRIC = frozenset({"co-signed", "same-office"})


def to_simple(network: nx.MultiDiGraph) -> nx.DiGraph:
    """Merge parallel edges into one, and sum their weights."""
    simple = nx.DiGraph()
    simple.add_nodes_from(sorted(network.nodes(data=True)))
    for source, target, weight in sorted(network.edges(data="weight")):
        before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    return simple


def to_undirected(network: nx.MultiDiGraph) -> nx.Graph:
    """Merge the edges between two nodes into one, and sum their weights; a symmetric tie counts once."""
    undirected = nx.Graph()
    undirected.add_nodes_from(sorted(network.nodes(data=True)))
    for source, target, kind, weight in sorted(network.edges(keys=True, data="weight")):
        if kind in SYMMETRIC and source > target:
            continue
        before = undirected.get_edge_data(source, target, {"weight": 0})["weight"]
        undirected.add_edge(source, target, weight=before + weight)
    return undirected
