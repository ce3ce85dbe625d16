"""Measure the communities of the network."""

from __future__ import annotations

import networkx as nx

from kg.analyse.table import Table
from kg.network import find_communities, to_undirected

_COLUMNS = ("community", "size", "most_central", "density", "members")


def measure_communities(network: nx.MultiDiGraph) -> Table:
    """List the communities, the largest first.

    `kg.network.communities` finds them; directions are left out. `most_central` is the member with the
    highest weighted degree inside its community, `members` are all of them in that order, `density` is the
    share of possible ties inside that exist. An actor without ties belongs to no community; a network without
    ties has none.
    """
    undirected = to_undirected(network)
    undirected.remove_nodes_from(list(nx.isolates(undirected)))
    communities = find_communities(undirected)
    rows = []
    for number, members in enumerate(communities, start=1):
        inside = undirected.subgraph(members)
        ranked = sorted(members, key=lambda iri: (-inside.degree(iri, weight="weight"), iri))
        labels = [undirected.nodes[iri]["label"] for iri in ranked]
        rows.append((number, len(members), labels[0], round(nx.density(inside), 6), "; ".join(labels)))
    return Table(_COLUMNS, tuple(rows))
