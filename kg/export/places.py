"""Where every node of a network stands when it is opened."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import networkx as nx
import numpy as np

from kg.export.forces import relax

Position = tuple[float, float]

# How much of the disc that they are spread over the nodes themselves cover.
COVERED = 0.02
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def find_positions(
    undirected: nx.Graph,
    communities: Iterable[Sequence[str]],
    sizes: Mapping[str, float],
    report: Callable[[int, int], None] | None = None,
) -> dict[str, Position]:
    """The place of every node, the same for the same network, around (0, 0), in the units of the `sizes`
    (diameters), and as far apart as these need.

    Each community begins as a disc; then ties pull and nodes push by ForceAtlas2. Who has no tie stands
    around the others. `report` is told how far it is.
    """
    tied = undirected.copy()
    tied.remove_nodes_from(list(nx.isolates(undirected)))
    discs = _find_discs(tied, [[iri for iri in members if iri in tied] for members in communities])
    places = _to_middle(_find_forced(tied, discs, report))
    edge = max((math.hypot(x, y) for x, y in places.values()), default=0.0) or 1.0
    alone = sorted(set(undirected) - set(places))
    for number, iri in enumerate(alone):
        angle = 2 * math.pi * number / len(alone)
        places[iri] = 1.2 * edge * math.cos(angle), 1.2 * edge * math.sin(angle)
    return _to_scale(places, sizes)


def _find_forced(
    tied: nx.Graph, start: dict[str, Position], report: Callable[[int, int], None] | None
) -> dict[str, Position]:
    if not tied:
        return {}
    numbers = {iri: number for number, iri in enumerate(tied)}
    ties = [(numbers[one], numbers[other], weight) for one, other, weight in tied.edges(data="weight")]
    ends = np.array([tie[:2] for tie in ties])
    weights = np.array([tie[2] for tie in ties], dtype=float)
    places = relax(np.array([start[iri] for iri in numbers]), ends, weights, report)
    return {iri: (float(x), float(y)) for iri, (x, y) in zip(numbers, places, strict=True)}


def _find_discs(undirected: nx.Graph, communities: Iterable[list[str]]) -> dict[str, Position]:
    """One disc a community, the largest in the middle, the best tied in the middle of each."""
    places: dict[str, Position] = {}
    degrees = dict(undirected.degree(weight="weight"))
    grouped = [members for members in communities if members]
    centers = _find_spiral([len(members) for members in grouped])
    for members, (x, y) in zip(grouped, centers, strict=True):
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


def _to_scale(places: dict[str, Position], sizes: Mapping[str, float]) -> dict[str, Position]:
    middled = _to_middle(places)
    radius = math.sqrt(sum((sizes[iri] / 2) ** 2 for iri in places) / COVERED)
    # Of places all over a disc the mean distance from its center is two thirds of its radius.
    mean = sum(math.hypot(x, y) for x, y in middled.values()) / max(len(middled), 1) or 1.0
    factor = 2 / 3 * radius / mean
    return {iri: (round(x * factor, 2), round(y * factor, 2)) for iri, (x, y) in middled.items()}


def _to_middle(places: dict[str, Position]) -> dict[str, Position]:
    """The places moved so that their mean is (0, 0)."""
    count = len(places) or 1
    middle_x = sum(x for x, _ in places.values()) / count
    middle_y = sum(y for _, y in places.values()) / count
    return {iri: (x - middle_x, y - middle_y) for iri, (x, y) in places.items()}
