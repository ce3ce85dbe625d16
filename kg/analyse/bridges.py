"""Who holds the network together: brokers between groups, and the ties and actors whose loss cuts it."""

from __future__ import annotations

import networkx as nx

from kg.analyse.centrality import find_betweenness
from kg.analyse.table import Table, round_measure
from kg.network import to_undirected

_COLUMNS = ("actor", "type", "betweenness", "constraint", "articulation_point", "bridges_to", "iri")


def find_bridges(network: nx.MultiDiGraph) -> Table:
    """One row for every actor that lies between others, the highest betweenness first, equals by IRI.

    Directions are left out. Listed is who has a betweenness above zero or a tie that is a bridge.

    - betweenness: the share of shortest paths between others that pass through (Freeman 1977), normalized.
    - constraint: how far an actor's ties lead to each other, by weight (Burt 1992, "Structural
      Holes"): low for a broker, who spans holes that nobody else spans.
    - articulation_point: the network falls into more parts without this actor (Hopcroft and Tarjan 1973).
    - bridges_to: the actors at the other end of its bridges, the ties that lie on no cycle; "" for none.

    A network without ties has no row; each part of a disconnected one is taken by itself.
    """
    undirected = to_undirected(network)
    undirected.remove_nodes_from(list(nx.isolates(undirected)))
    betweenness = find_betweenness(undirected)
    constraint = round_measure(nx.constraint(undirected, weight="weight") if undirected else {})
    articulation_points = set(nx.articulation_points(undirected))
    far_ends = _find_far_ends(undirected)
    listed = [iri for iri in undirected if betweenness[iri] > 0 or iri in far_ends]
    rows = []
    for iri in sorted(listed, key=lambda iri: (-betweenness[iri], iri)):
        row = (
            undirected.nodes[iri]["label"],
            undirected.nodes[iri]["node_type"],
            betweenness[iri],
            constraint[iri],
            iri in articulation_points,
            "; ".join(undirected.nodes[end]["label"] for end in sorted(far_ends.get(iri, ()))),
            iri,
        )
        rows.append(row)
    return Table(_COLUMNS, tuple(rows))


def _find_far_ends(undirected: nx.Graph) -> dict[str, list[str]]:
    """Of every actor with a bridge, the actors at the bridges' other ends."""
    ends: dict[str, list[str]] = {}
    for one, other in nx.bridges(undirected):
        ends.setdefault(one, []).append(other)
        ends.setdefault(other, []).append(one)
    return ends
