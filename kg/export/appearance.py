"""How the network looks when it is opened: color by type, size by weight, a place for every node."""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx

from kg.network import to_undirected

Position = tuple[float, float]

# Okabe and Ito's palette (2008), told apart with every common form of color blindness. In red, green, blue.
COLORS = {
    "Person": (0, 114, 178),
    "Organization": (230, 159, 0),
    "State": (0, 158, 115),
    "Group": (204, 121, 167),
    "Agreement": (86, 180, 233),
}

# Diameters in Gephi's units; the area between them grows with the weighted degree.
SMALLEST, LARGEST = 4.0, 40.0

# ForceAtlas2 compares every pair of nodes: 0.6 s at 300, 5 s at 1000, a minute at 3000. Above this many
# nodes each community becomes a disc instead, and Gephi's own layouts can go on from there.
FORCE_LIMIT = 500
SEED = 0

# The mean distance from the center is this times the root of the number of nodes, so density stays the same.
SPREAD = 60.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def find_sizes(network: nx.MultiDiGraph) -> dict[str, float]:
    """The diameter of every node, by its weighted degree; SMALLEST for all where nobody has a tie."""
    degrees = dict(to_undirected(network).degree(weight="weight"))
    highest = max(degrees.values(), default=0) or 1
    return {
        iri: round(math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * degree / highest), 2)
        for iri, degree in degrees.items()
    }


def find_positions(network: nx.MultiDiGraph) -> dict[str, Position]:
    """The place of every node, the same for the same network, around (0, 0)."""
    undirected = to_undirected(network)
    if len(undirected) < 2:
        return dict.fromkeys(undirected, (0.0, 0.0))
    places = _find_forced(undirected) if len(undirected) <= FORCE_LIMIT else _find_discs(undirected)
    return _to_scale(places)


def _find_forced(undirected: nx.Graph) -> dict[str, Position]:
    """ForceAtlas2 (Jacomy et al. 2014): ties pull together, all else pushes apart."""
    found = nx.forceatlas2_layout(undirected, weight="weight", seed=SEED)
    return {iri: (float(x), float(y)) for iri, (x, y) in found.items()}


def _find_discs(undirected: nx.Graph) -> dict[str, Position]:
    """One disc a Louvain community, the largest in the middle, the best tied in the middle of each."""
    found = nx.community.louvain_communities(undirected, weight="weight", seed=SEED)
    communities = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    places: dict[str, Position] = {}
    centers = _find_spiral([len(members) for members in communities])
    for members, (x, y) in zip(communities, centers, strict=True):
        ranked = sorted(members, key=lambda iri: (-undirected.degree(iri, weight="weight"), iri))
        seeds = _find_spiral([1] * len(ranked))
        # Twice the distance between centers leaves a gap between the discs.
        places |= {iri: (2 * x + dx, 2 * y + dy) for iri, (dx, dy) in zip(ranked, seeds, strict=True)}
    return places


def _find_spiral(areas: Iterable[int]) -> list[Position]:
    """Vogel's sunflower: the golden angle from one to the next, as far out as the areas before it take."""
    places, taken = [], 0
    for number, area in enumerate(areas):
        radius = math.sqrt(taken + area / 2) if number else 0.0
        places.append((radius * math.cos(number * _GOLDEN_ANGLE), radius * math.sin(number * _GOLDEN_ANGLE)))
        taken += area
    return places


def _to_scale(places: dict[str, Position]) -> dict[str, Position]:
    count = len(places)
    middle_x = sum(x for x, _ in places.values()) / count
    middle_y = sum(y for _, y in places.values()) / count
    mean = sum(math.hypot(x - middle_x, y - middle_y) for x, y in places.values()) / count
    factor = SPREAD * math.sqrt(count) / mean
    return {
        iri: (round((x - middle_x) * factor, 2), round((y - middle_y) * factor, 2))
        for iri, (x, y) in places.items()
    }
