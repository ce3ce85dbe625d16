"""Who stands in the middle: six measures of an actor's place in the network."""

from __future__ import annotations

import networkx as nx

from kg.analyse.table import Table, round_measure
from kg.network import to_simple, to_undirected

# Brandes' algorithm takes a search through all edges for each actor. In a large network some actors, drawn
# with a fixed seed, stand for all (Brandes and Pich 2007, "Centrality estimation in large networks"): so many
# that their searches pass WORK edges, which takes about a minute, and FEWEST at least.
WORK, FEWEST = 20_000_000, 50
SEED = 0

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


def measure_centrality(network: nx.MultiDiGraph) -> Table:
    """One row an actor, the highest PageRank first, equals by IRI.

    - in_degree, out_degree: how many other actors are tied to this one, and this one to them.
    - weighted_degree: the weights of all its ties in both directions, a symmetric tie once.
    - betweenness: the share of shortest directed paths between others that pass through (Freeman 1977;
      Brandes 2001), normalized; estimated in a network that is too large.
    - pagerank: damping 0.85, by weight (Brin and Page 1998); sums to 1; without a tie everybody's is equal.
    - eigenvector: by weight, directions left out (Bonacich 1972), over the largest connected part (of equals
      the one with the first IRI); None outside it and in a network without ties, where it is not defined.
    """
    simple, undirected = to_simple(network), to_undirected(network)
    betweenness = find_betweenness(simple)
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


def find_betweenness(graph: nx.Graph) -> dict[str, float]:
    """Betweenness by hops: a weight is strength of evidence, no distance."""
    affordable = max(FEWEST, WORK // max(graph.number_of_edges(), 1))
    pivots = affordable if affordable < len(graph) else None
    return round_measure(nx.betweenness_centrality(graph, k=pivots, seed=SEED))


def _find_eigenvector(undirected: nx.Graph) -> dict[str, float]:
    if not undirected.size():
        return {}
    parts: list[list[str]] = sorted(sorted(part) for part in nx.connected_components(undirected))
    largest_part = max(parts, key=len)
    largest = undirected.copy()
    largest.remove_nodes_from(set(undirected).difference(largest_part))
    try:
        # The power method on the matrix plus identity, so a bipartite part converges too.
        return round_measure(nx.eigenvector_centrality(largest, max_iter=1000, weight="weight"))
    except nx.PowerIterationFailedConvergence:
        return {}
