"""How the network looks when it is opened: a color, a size and a place for every node."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property

import networkx as nx

from kg.export.drawing import Drawing
from kg.network import find_communities, to_simple, to_undirected

Position = tuple[float, float]
Rgb = tuple[int, int, int]

# Okabe and Ito's palette (2008), told apart with every common form of color blindness. In red, green, blue.
COLORS: dict[str, Rgb] = {
    "Person": (0, 114, 178),
    "Organization": (230, 159, 0),
    "State": (0, 158, 115),
    "Group": (204, 121, 167),
    "Agreement": (86, 180, 233),
    "Time": (213, 94, 0),
    "Topic": (240, 228, 66),
}
# The largest communities in the order of that palette, all others in gray.
COMMUNITY_COLORS: tuple[Rgb, ...] = tuple(COLORS.values())
OTHER: Rgb = (153, 153, 153)

# Diameters in Gephi's units; the area between them grows with the measure.
SMALLEST, LARGEST = 4.0, 40.0

# ForceAtlas2 compares every pair of nodes: 0.6 s at 300, 5 s at 1000, a minute at 3000. Above this many
# nodes each community becomes a disc instead, and Gephi's own layouts can go on from there.
FORCE_LIMIT = 500
SEED = 0

# The mean distance from the center is this times the root of the number of nodes, so density stays the same.
SPREAD = 60.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def to_hex(color: Rgb) -> str:
    """The color as the web writes it: "#0072b2"."""
    return "#{:02x}{:02x}{:02x}".format(*color)


class Appearance:
    """The looks of one network; everything is found once, when it is first asked for."""

    def __init__(self, network: nx.MultiDiGraph, drawing: Drawing) -> None:
        drawing.tell(f"placing {len(network):,} actors")
        self._undirected = to_undirected(network)
        # Only a network that is large, or colored by community, needs them here.
        grouped = len(self._undirected) > FORCE_LIMIT
        self.sizes = find_sizes(network, self._undirected, drawing)
        self.positions = find_positions(self._undirected, self.communities if grouped else [])
        self.colors = find_colors(network, self.communities if drawing.color == "community" else None)

    @cached_property
    def communities(self) -> list[list[str]]:
        """The communities of the network, the largest first."""
        return find_communities(self._undirected)


def find_sizes(network: nx.MultiDiGraph, undirected: nx.Graph, drawing: Drawing) -> dict[str, float]:
    """The diameter of every node by the measure asked for; SMALLEST for all where it is 0 everywhere."""
    if drawing.size == "degree":
        values = dict(undirected.degree(weight="weight"))
    elif drawing.size == "pagerank":
        values = nx.pagerank(to_simple(network), weight="weight") if network else {}
    else:
        values = dict(network.nodes(data=drawing.size))
    highest = max(values.values(), default=0) or 1
    return {
        iri: round(math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * value / highest), 2)
        for iri, value in values.items()
    }


def find_colors(network: nx.MultiDiGraph, communities: list[list[str]] | None) -> dict[str, Rgb]:
    """The color of every node, by its type or by its community; who is alone in one is gray."""
    if communities is None:
        return {iri: COLORS[kind] for iri, kind in network.nodes(data="node_type")}
    colors = dict.fromkeys(network, OTHER)
    for members, color in zip(communities, COMMUNITY_COLORS, strict=False):
        if len(members) > 1:
            colors |= dict.fromkeys(members, color)
    return colors


def find_positions(undirected: nx.Graph, communities: list[list[str]]) -> dict[str, Position]:
    """The place of every node, the same for the same network, around (0, 0)."""
    if len(undirected) < 2:
        return dict.fromkeys(undirected, (0.0, 0.0))
    if len(undirected) <= FORCE_LIMIT:
        return _to_scale(_find_forced(undirected))
    return _to_scale(_find_discs(undirected, communities))


def _find_forced(undirected: nx.Graph) -> dict[str, Position]:
    """ForceAtlas2 (Jacomy et al. 2014): ties pull together, all else pushes apart.

    Strong gravity keeps parts that nothing ties in sight of each other; who has no tie stands around them.
    """
    tied = undirected.subgraph(sorted(iri for iri, degree in undirected.degree() if degree))
    options = {"strong_gravity": True, "scaling_ratio": 10, "weight": "weight", "seed": SEED}
    found = nx.forceatlas2_layout(tied, **options) if tied else {}
    places = _to_middle({iri: (float(x), float(y)) for iri, (x, y) in found.items()})
    edge = max((math.hypot(x, y) for x, y in places.values()), default=0.0) or 1.0
    alone = sorted(set(undirected) - set(places))
    for number, iri in enumerate(alone):
        angle = 2 * math.pi * number / len(alone)
        places[iri] = 1.2 * edge * math.cos(angle), 1.2 * edge * math.sin(angle)
    return places


def _find_discs(undirected: nx.Graph, communities: list[list[str]]) -> dict[str, Position]:
    """One disc a community, the largest in the middle, the best tied in the middle of each."""
    places: dict[str, Position] = {}
    degrees = dict(undirected.degree(weight="weight"))
    centers = _find_spiral([len(members) for members in communities])
    for members, (x, y) in zip(communities, centers, strict=True):
        ranked = sorted(members, key=lambda iri: (-degrees[iri], iri))
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
    middled = _to_middle(places)
    count = len(middled)
    mean = sum(math.hypot(x, y) for x, y in middled.values()) / count
    factor = SPREAD * math.sqrt(count) / mean
    return {iri: (round(x * factor, 2), round(y * factor, 2)) for iri, (x, y) in middled.items()}


def _to_middle(places: dict[str, Position]) -> dict[str, Position]:
    """The places moved so that their mean is (0, 0)."""
    count = len(places) or 1
    middle_x = sum(x for x, _ in places.values()) / count
    middle_y = sum(y for _, y in places.values()) / count
    return {iri: (x - middle_x, y - middle_y) for iri, (x, y) in places.items()}
