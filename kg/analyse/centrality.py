"""Compute six centrality measures of every actor."""

from __future__ import annotations

import networkx as nx
import numpy as np

from kg.analyse.betweenness import find_betweenness
from kg.analyse.table import Table, round_measure
from kg.network import to_simple, to_undirected
from kg.progress import StepProgress

# When the power method has found the eigenvector: by the mean change of a value in one step, as in networkx.
TOLERANCE, STEPS = 1e-6, 1000

_COLUMNS = (
    "actor",
    "type",
    "in_degree",
    "out_degree",
    "weighted_degree",
    "betweenness",
    "pagerank",
    "eigenvector",
    "iri",
)


def measure_centrality(network: nx.MultiDiGraph, progress: StepProgress | None = None) -> Table:
    """One row an actor, the highest PageRank first, equals by IRI. `progress` is told how far it is.

    - in_degree, out_degree: how many other actors are tied to this one, and this one to them.
    - weighted_degree: the weights of all its ties in both directions, a symmetric tie once.
    - betweenness: the share of shortest directed paths between others that pass through (Freeman 1977;
      Brandes 2001), normalized; estimated in a network that is too large.
    - pagerank: damping 0.85, by weight (Brin and Page 1998); sums to 1; without a tie everybody's is equal.
    - eigenvector: by weight, directions left out (Bonacich 1972), over the largest connected part (of equals
      the one with the first IRI); None outside it and in a network without ties, where it is not defined.
    """
    simple, undirected = to_simple(network), to_undirected(network)
    betweenness = find_betweenness(simple, progress)
    pagerank = round_measure(nx.pagerank(simple, weight="weight"))
    eigenvector = _find_eigenvector(undirected)
    rows = []
    for iri in sorted(simple, key=lambda iri: (-pagerank[iri], iri)):
        row = (
            simple.nodes[iri]["label"],
            simple.nodes[iri]["node_type"],
            simple.in_degree(iri),
            simple.out_degree(iri),
            undirected.degree(iri, weight="weight"),
            betweenness[iri],
            pagerank[iri],
            eigenvector.get(iri),
            iri,
        )
        rows.append(row)
    return Table(_COLUMNS, tuple(rows))


def _find_eigenvector(undirected: nx.Graph) -> dict[str, float]:
    """Compute eigenvector centrality by the power method; empty where it has not converged after STEPS steps.

    The matrix plus identity is used, as in networkx, so that a bipartite part converges too.
    """
    if not undirected.size():
        return {}
    parts: list[list[str]] = sorted(sorted(part) for part in nx.connected_components(undirected))
    largest = max(parts, key=len)
    matrix = nx.to_scipy_sparse_array(undirected, largest, weight="weight", dtype=float, format="csr")
    values = np.full(len(largest), 1 / len(largest))
    for _ in range(STEPS):
        before = values
        values = before + matrix @ before
        values /= np.linalg.norm(values)
        if np.abs(values - before).sum() < len(largest) * TOLERANCE:
            return round_measure(dict(zip(largest, values.tolist(), strict=True)))
    return {}
