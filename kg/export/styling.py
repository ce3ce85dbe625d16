"""Style the network for display: a color, a size and a position for every node."""

from __future__ import annotations

import math
from functools import partial

import networkx as nx

from kg.export.layout import find_positions
from kg.export.options import ExportOptions
from kg.network import find_communities, to_simple, to_undirected

Rgb = tuple[int, int, int]

# Okabe and Ito's palette (2008), told apart with every common form of color blindness. In red, green, blue.
NODE_COLORS: dict[str, Rgb] = {
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
COMMUNITY_COLORS: tuple[Rgb, ...] = tuple(NODE_COLORS.values())
OTHER_COLOR: Rgb = (153, 153, 153)

# Diameters in Gephi's units; the area between them grows with the measure.
MIN_DIAMETER, MAX_DIAMETER = 4.0, 40.0


def to_hex(color: Rgb) -> str:
    """Write a color in hexadecimal: "#0072b2"."""
    return "#{:02x}{:02x}{:02x}".format(*color)


class Styling:
    """Colors, sizes and positions of a network, and its `communities`, the largest first."""

    def __init__(self, network: nx.MultiDiGraph, options: ExportOptions) -> None:
        undirected = to_undirected(network)
        options.report_progress("finding communities")
        self.communities = find_communities(undirected)
        self.sizes = find_sizes(network, undirected, options)
        progress = partial(options.report_progress, "placing actors")
        self.positions = find_positions(undirected, self.communities, self.sizes, progress)
        self.colors = find_colors(network, self.communities if options.color == "community" else None)


def find_sizes(network: nx.MultiDiGraph, undirected: nx.Graph, options: ExportOptions) -> dict[str, float]:
    """Compute the diameter of every node from the chosen measure; MIN_DIAMETER where all are 0."""
    if options.size == "degree":
        values = dict(undirected.degree(weight="weight"))
    elif options.size == "pagerank":
        values = nx.pagerank(to_simple(network), weight="weight") if network else {}
    else:
        values = dict(network.nodes(data=options.size))
    highest = max(values.values(), default=0) or 1
    return {
        iri: round(math.sqrt(MIN_DIAMETER**2 + (MAX_DIAMETER**2 - MIN_DIAMETER**2) * value / highest), 2)
        for iri, value in values.items()
    }


def find_colors(network: nx.MultiDiGraph, communities: list[list[str]] | None) -> dict[str, Rgb]:
    """Choose the color of every node, by type or community; a community of one is gray."""
    if communities is None:
        return {iri: NODE_COLORS[kind] for iri, kind in network.nodes(data="node_type")}
    colors = dict.fromkeys(network, OTHER_COLOR)
    for members, color in zip(communities, COMMUNITY_COLORS, strict=False):
        if len(members) > 1:
            colors |= dict.fromkeys(members, color)
    return colors
