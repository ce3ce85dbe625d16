"""Measure assortative mixing by country and by type."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np

from kg.analyse.table import Table
from kg.network import to_simple

_COLUMNS = ("attribute", "assortativity", "ties", "within", "across", "unknown")
ATTRIBUTES = ("country", "node_type")


def measure_mixing(network: nx.MultiDiGraph) -> Table:
    """Measure each attribute, country and node_type; no row for a network without actors.

    - assortativity: from -1 (only unlike are tied) over 0 (as by chance) to 1 (only like are), by direction
      (Newman 2003); None where it is not defined: without ties, or where all actors are alike.
    - ties: pairs that are tied and where both actors have the attribute; within: where it is the same;
      across: where it differs; unknown: tied pairs where one of them lacks it.
    """
    simple = to_simple(network)
    measured = ATTRIBUTES if simple else ()
    return Table(_COLUMNS, tuple(_measure(simple, attribute) for attribute in measured))


def _measure(simple: nx.DiGraph, attribute: str) -> tuple[str, float | None, int, int, int, int]:
    known = [iri for iri, value in simple.nodes(data=attribute) if value is not None]
    inside = simple.subgraph(known)
    within = sum(
        inside.nodes[one][attribute] == inside.nodes[other][attribute] for one, other in inside.edges
    )
    ties = inside.number_of_edges()
    coefficient = _find_coefficient(inside, attribute) if ties else None
    return attribute, coefficient, ties, within, ties - within, simple.number_of_edges() - ties


def _find_coefficient(graph: nx.DiGraph, attribute: str) -> float | None:
    # Where everybody is alike networkx divides by 0.
    if len({value for _, value in graph.nodes(data=attribute)}) < 2:
        return None
    # Where all ties run between two values only, networkx divides by 0 too, with a warning.
    with np.errstate(divide="ignore", invalid="ignore"):
        found = nx.attribute_assortativity_coefficient(graph, attribute)
    return None if math.isnan(found) else round(float(found), 6)
