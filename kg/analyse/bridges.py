"""Find brokers between groups, and the ties and actors whose loss disconnects the network."""

from __future__ import annotations

import networkx as nx
import numpy as np
from scipy import sparse

from kg.analyse.betweenness import find_betweenness
from kg.analyse.table import Table, round_measure
from kg.network import to_undirected
from kg.progress import StepProgress

_COLUMNS = ("actor", "type", "betweenness", "constraint", "articulation_point", "bridges_to", "iri")


# So many rows of the matrix of ties are multiplied at a time: all at once would fill the memory.
_ROWS = 200


def find_bridges(network: nx.MultiDiGraph, progress: StepProgress | None = None) -> Table:
    """List the actors with a betweenness above zero or a bridge, the highest betweenness first, equals by
    IRI.

    - betweenness: the share of shortest paths between others that pass through (Freeman 1977), normalized.
    - constraint: how far an actor's ties lead to each other, by weight (Burt 1992, "Structural
      Holes"): low for a broker, who spans holes that nobody else spans.
    - articulation_point: the network falls into more parts without this actor (Hopcroft and Tarjan 1973).
    - bridges_to: the actors at the other end of its bridges, the ties that lie on no cycle; "" for none.

    Directions are left out. A network without ties has no row; each part of a disconnected one is taken by
    itself.
    """
    undirected = to_undirected(network)
    undirected.remove_nodes_from(list(nx.isolates(undirected)))
    betweenness = find_betweenness(undirected, progress)
    constraint = _find_constraint(undirected, progress)
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


def _find_constraint(undirected: nx.Graph, progress: StepProgress | None) -> dict[str, float]:
    """Compute Burt's constraint of every actor; all of them have a tie.

    It is the sum over the actor's neighbors of the squared share of its ties that lead there, directly or by
    one other.
    """
    if not undirected:
        return {}
    nodes = sorted(undirected)
    ties = nx.to_scipy_sparse_array(undirected, nodes, weight="weight", dtype=float, format="csr")
    shares = sparse.diags_array(1 / ties.sum(axis=1)).tocsr() @ ties
    sums = []
    for row in range(0, len(nodes), _ROWS):
        if progress:
            progress(row, len(nodes))
        straight = shares[row : row + _ROWS]
        # Only what leads to a neighbor counts.
        reached = (straight + straight @ shares).multiply(ties[row : row + _ROWS] > 0)
        sums.append(reached.power(2).sum(axis=1))
    return round_measure(dict(zip(nodes, np.concatenate(sums).tolist(), strict=True)))


def _find_far_ends(undirected: nx.Graph) -> dict[str, list[str]]:
    """Map every actor with a bridge to the actors at the other ends."""
    ends: dict[str, list[str]] = {}
    for one, other in nx.bridges(undirected):
        ends.setdefault(one, []).append(other)
        ends.setdefault(other, []).append(one)
    return ends
