"""Find the communities that tables, colors and layout share."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx

# Above so many ties the Louvain method takes minutes; labels that spread to neighbors find small groups in
# seconds, and it goes on from there.
LOUVAIN_LIMIT = 50_000
SEED = 0


def find_communities(undirected: nx.Graph) -> list[list[str]]:
    """Find the communities, each with its sorted members, the largest first; the same for the same network.

    They maximize modularity by the Louvain method (Blondel et al. 2008), by weight, with a fixed seed; above
    LOUVAIN_LIMIT ties not of nodes, but of the groups that label propagation finds (Traag and Subelj 2023).
    An isolated node is a community of its own.
    """
    # networkx refuses a network without an edge.
    if not undirected.size():
        found = [{iri} for iri in undirected]
    elif undirected.size() <= LOUVAIN_LIMIT:
        found = _find_by_louvain(undirected)
    else:
        groups = list(nx.community.fast_label_propagation_communities(undirected, weight="weight", seed=SEED))
        merged = _find_by_louvain(_merge(undirected, groups))
        found = [set().union(*(groups[number] for number in numbers)) for numbers in merged]
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))


def _find_by_louvain(undirected: nx.Graph) -> list[set[Any]]:
    found: list[set[Any]] = nx.community.louvain_communities(undirected, weight="weight", seed=SEED)
    return found


def _merge(undirected: nx.Graph, groups: list[set[str]]) -> nx.Graph:
    """Merge each group into one node, by its number; sum the weights of ties between or inside groups."""
    numbers = {iri: number for number, members in enumerate(groups) for iri in members}
    weights: Counter[tuple[int, int]] = Counter()
    for one, other, weight in undirected.edges(data="weight"):
        weights[min(numbers[one], numbers[other]), max(numbers[one], numbers[other])] += weight
    merged = nx.Graph()
    merged.add_nodes_from(range(len(groups)))
    merged.add_weighted_edges_from((*ends, weight) for ends, weight in sorted(weights.items()))
    return merged
