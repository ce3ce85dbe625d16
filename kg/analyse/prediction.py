"""Predict ties that the articles do not tell of: a hint for whom to ask, never a fact."""

from __future__ import annotations

from itertools import combinations

import networkx as nx

from kg.analyse.table import Table
from kg.network import to_undirected

_COLUMNS = ("actor", "other", "adamic_adar", "in_common", "iri", "other_iri")
# So many pairs are shown; so many neighbors of one actor are paired up, the best tied.
SHOWN, PAIRED = 100, 200


def predict_ties(network: nx.MultiDiGraph) -> Table:
    """One row a pair that has no tie and shares neighbors, the likeliest first, at most SHOWN.

    - adamic_adar: the sum over shared neighbors of 1/log(their degree), so that a shared acquaintance of few
      counts more than one of all (Adamic and Adar 2003); directions and weights left out.
    - in_common: who the shared neighbors are. Of an actor with more than PAIRED neighbors only the best tied
      are paired up.
    """
    undirected = to_undirected(network)
    pairs: set[tuple[str, str]] = set()
    for iri in undirected:
        neighbors = sorted(undirected[iri], key=lambda other: (-undirected.degree(other), other))[:PAIRED]
        pairs.update(
            (one, other)
            for one, other in combinations(sorted(neighbors), 2)
            if not undirected.has_edge(one, other)
        )
    scored = sorted(
        nx.adamic_adar_index(undirected, sorted(pairs)), key=lambda found: (-round(found[2], 6), *found[:2])
    )
    labels = dict(undirected.nodes(data="label"))
    rows = (
        (
            labels[one],
            labels[other],
            round(score, 6),
            "; ".join(labels[iri] for iri in sorted(nx.common_neighbors(undirected, one, other))),
            one,
            other,
        )
        for one, other, score in scored[:SHOWN]
    )
    return Table(_COLUMNS, tuple(rows))
