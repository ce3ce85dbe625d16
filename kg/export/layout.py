"""Lay out a network: a disc of nodes for each community, then ForceAtlas2."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import numpy as np

from kg.export.forceatlas2 import apply_forceatlas2
from kg.progress import StepProgress

Position = tuple[float, float]

# How much of the disc that they are spread over the nodes themselves cover.
COVERED_SHARE = 0.02
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def find_positions(
    undirected: nx.Graph,
    communities: Iterable[Sequence[str]],
    sizes: Mapping[str, float],
    progress: StepProgress | None = None,
) -> dict[str, Position]:
    """Compute the position of every node around (0, 0), in the units of the `sizes` (diameters).

    Each community begins as a disc; then ForceAtlas2 moves the nodes. Isolated nodes stand in a circle around
    the others. The same network gives the same positions, scaled so that the nodes cover COVERED_SHARE of the
    disc.
    """
    tied = undirected.copy()
    tied.remove_nodes_from(list(nx.isolates(undirected)))
    discs = _seed_discs(tied, [[iri for iri in members if iri in tied] for members in communities])
    positions = _center(_apply_forces(tied, discs, progress))
    edge = max((math.hypot(x, y) for x, y in positions.values()), default=0.0) or 1.0
    alone = sorted(set(undirected) - set(positions))
    for number, iri in enumerate(alone):
        angle = 2 * math.pi * number / len(alone)
        positions[iri] = 1.2 * edge * math.cos(angle), 1.2 * edge * math.sin(angle)
    return _scale(positions, sizes)


def _apply_forces(
    tied: nx.Graph, start: dict[str, Position], progress: StepProgress | None
) -> dict[str, Position]:
    if not tied:
        return {}
    numbers = {iri: number for number, iri in enumerate(tied)}
    ties = [(numbers[one], numbers[other], weight) for one, other, weight in tied.edges(data="weight")]
    ends = np.array([tie[:2] for tie in ties])
    weights = np.array([tie[2] for tie in ties], dtype=float)
    positions = apply_forceatlas2(np.array([start[iri] for iri in numbers]), ends, weights, progress)
    return {iri: (float(x), float(y)) for iri, (x, y) in zip(numbers, positions, strict=True)}


def _seed_discs(undirected: nx.Graph, communities: Iterable[list[str]]) -> dict[str, Position]:
    """Place each community as a disc, the largest in the middle; in each the highest degree in the middle."""
    positions: dict[str, Position] = {}
    degrees = dict(undirected.degree(weight="weight"))
    grouped = [members for members in communities if members]
    centers = _to_spiral([len(members) for members in grouped])
    for members, (x, y) in zip(grouped, centers, strict=True):
        ranked = sorted(members, key=lambda iri: (-degrees[iri], iri))
        seeds = _to_spiral([1] * len(ranked))
        # Twice the distance between centers leaves a gap between the discs.
        positions |= {iri: (2 * x + dx, 2 * y + dy) for iri, (dx, dy) in zip(ranked, seeds, strict=True)}
    return positions


def _to_spiral(areas: Iterable[int]) -> list[Position]:
    """Place areas on Vogel's spiral: the golden angle apart, as far out as the areas before them take."""
    positions, taken = [], 0
    for number, area in enumerate(areas):
        radius = math.sqrt(taken + area / 2) if number else 0.0
        positions.append(
            (radius * math.cos(number * _GOLDEN_ANGLE), radius * math.sin(number * _GOLDEN_ANGLE))
        )
        taken += area
    return positions


def _scale(positions: dict[str, Position], sizes: Mapping[str, float]) -> dict[str, Position]:
    middled = _center(positions)
    radius = math.sqrt(sum((sizes[iri] / 2) ** 2 for iri in positions) / COVERED_SHARE)
    # Of positions all over a disc the mean distance from its center is two thirds of its radius.
    mean = sum(math.hypot(x, y) for x, y in middled.values()) / max(len(middled), 1) or 1.0
    factor = 2 / 3 * radius / mean
    return {iri: (round(x * factor, 2), round(y * factor, 2)) for iri, (x, y) in middled.items()}


def _center(positions: dict[str, Position]) -> dict[str, Position]:
    """Move the positions so that their mean is (0, 0)."""
    count = len(positions) or 1
    middle_x = sum(x for x, _ in positions.values()) / count
    middle_y = sum(y for _, y in positions.values()) / count
    return {iri: (x - middle_x, y - middle_y) for iri, (x, y) in positions.items()}
