"""Compare two periods: rising and falling actors, and communities that split."""

from __future__ import annotations

import networkx as nx

from kg.analyse.table import Cell, Table
from kg.network import find_communities, to_undirected

_COLUMNS = (
    "actor",
    "type",
    "before",
    "after",
    "share_before",
    "share_after",
    "change",
    "company_before",
    "company_kept",
    "iri",
)


def compare_periods(before: nx.MultiDiGraph, after: nx.MultiDiGraph) -> Table:
    """One row an actor of either network, by how much its share of all ties rose or fell, the largest first.

    - before, after: weighted degree in each period; share: of the sum of all of them, so that a period with
      more articles does not lift everybody; change: the difference of the two shares.
    - company_before: how many others of its community before (`kg.network.communities`) have ties after,
      too; company_kept: how many of them share one with it then. None where the actor itself has no ties in
      one of the periods, or none of its company has: a community has split where little of it is kept.
    """
    earlier, later = to_undirected(before), to_undirected(after)
    labels = {iri: values for graph in (earlier, later) for iri, values in graph.nodes(data=True)}
    first, second = _find_company(earlier), _find_company(later)
    rows: list[tuple[float, str, tuple[Cell, ...]]] = []
    for iri, values in labels.items():
        degrees = [graph.degree(iri, weight="weight") if iri in graph else 0 for graph in (earlier, later)]
        shares = [
            round(degree / (2 * graph.size(weight="weight") or 1), 6)
            for degree, graph in zip(degrees, (earlier, later), strict=True)
        ]
        company = (first.get(iri, frozenset()) - {iri}) & second.keys() if iri in second else None
        kept = len(company & second[iri]) if company else None
        size = len(company) if company else None
        change = round(shares[1] - shares[0], 6)
        row = (values["label"], values["node_type"], *degrees, *shares, change, size, kept, iri)
        rows.append((-abs(change), iri, row))
    return Table(_COLUMNS, tuple(row for _, _, row in sorted(rows, key=lambda found: found[:2])))


def _find_company(undirected: nx.Graph) -> dict[str, frozenset[str]]:
    """Map every actor that has a tie to its community."""
    tied = undirected.subgraph([iri for iri, degree in undirected.degree() if degree])
    return {iri: frozenset(members) for members in find_communities(tied) for iri in members}
