"""Measures of the actor network: one family a file, all listed in ANALYSES."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import networkx as nx

from kg.analyse.bridges import find_bridges
from kg.analyse.centrality import measure_centrality
from kg.analyse.communities import find_communities
from kg.analyse.table import Table
from kg.errors import UsageError
from kg.network import to_network
from kg.store import GraphStore

ANALYSES: dict[str, Callable[[nx.MultiDiGraph], Table]] = {
    "bridges": find_bridges,
    "centrality": measure_centrality,
    "communities": find_communities,
}


def analyse(store: GraphStore, name: str, kinds: Iterable[str] | None = None) -> Table:
    """Run one of ANALYSES over the actor network (of these `kinds` of tie; all by default).

    Raises UsageError for an analysis or a kind that does not exist.
    """
    if name not in ANALYSES:
        raise UsageError.unknown("analysis", name, ANALYSES)
    return ANALYSES[name](to_network(store, kinds))


__all__ = ["ANALYSES", "Table", "analyse"]
