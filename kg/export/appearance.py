"""How the network looks when it is opened: a color, a size and a place for every node."""

from __future__ import annotations

import math
from functools import partial

import networkx as nx

from kg.export.drawing import Drawing
from kg.export.places import find_positions
from kg.network import find_communities, to_simple, to_undirected

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
# For the ties the palette "muted" of Paul Tol (2021), which serves the same eyes: the rarer, the stronger.
TIE_COLORS: dict[str, Rgb] = {
    "told": (51, 34, 136),
    "reacted-to": (136, 34, 85),
    "mentioned": (170, 170, 170),
    "co-signed": (17, 119, 51),
    "represents": (153, 153, 51),
    "same-office": (221, 204, 119),
    "signed": (68, 170, 153),
    "party": (136, 204, 238),
    "speaks-of": (204, 102, 119),
    "discusses": (170, 68, 153),
}
# The largest communities in the order of that palette, all others in gray.
COMMUNITY_COLORS: tuple[Rgb, ...] = tuple(COLORS.values())
OTHER: Rgb = (153, 153, 153)

# Diameters in Gephi's units; the area between them grows with the measure.
SMALLEST, LARGEST = 4.0, 40.0


def to_hex(color: Rgb) -> str:
    """The color as the web writes it: "#0072b2"."""
    return "#{:02x}{:02x}{:02x}".format(*color)


class Appearance:
    """The looks of one network; `communities` are those of the network, the largest first."""

    def __init__(self, network: nx.MultiDiGraph, drawing: Drawing) -> None:
        undirected = to_undirected(network)
        drawing.tell("finding communities")
        self.communities = find_communities(undirected)
        self.sizes = find_sizes(network, undirected, drawing)
        report = partial(drawing.tell, "placing actors")
        self.positions = find_positions(undirected, self.communities, self.sizes, report)
        self.colors = find_colors(network, self.communities if drawing.color == "community" else None)


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
