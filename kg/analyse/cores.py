"""Compute the k-cores of the network."""

from __future__ import annotations

import networkx as nx

from kg.analyse.table import Table
from kg.network import to_undirected

_COLUMNS = ("actor", "type", "core", "degree", "iri")


def find_cores(network: nx.MultiDiGraph) -> Table:
    """List the actors, the highest core first, then by degree, equals by IRI.

    - core: the largest k such that the actor is in a part where everybody has at least k ties inside it
      (Seidman 1983), directions and weights left out; 0 without a tie.
    - degree: to how many others the actor is tied.
    """
    undirected = to_undirected(network)
    cores = nx.core_number(undirected) if undirected else {}
    degrees = dict(undirected.degree())
    rows = (
        (undirected.nodes[iri]["label"], undirected.nodes[iri]["node_type"], cores[iri], degrees[iri], iri)
        for iri in sorted(undirected, key=lambda iri: (-cores[iri], -degrees[iri], iri))
    )
    return Table(_COLUMNS, tuple(rows))
