"""ForceAtlas2 (Jacomy et al. 2014, "ForceAtlas2, a continuous graph layout algorithm"), for large networks.

Ties pull, every pair of nodes pushes, and strong gravity keeps parts that nothing ties in sight of each
other. networkx has this layout too, and compares all pairs: a minute at 3,000 nodes. Here the nodes' masses
are spread over a grid, and the push of all on all is a convolution, found by the fast Fourier transform as
Linderman et al. (2019) do for t-SNE: exact between nodes that are some cells apart, softened between closer
ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import fft

Floats = NDArray[np.float64]

# How far the nodes push each other apart, and how hard all are pulled to the middle.
SCALING, GRAVITY = 10.0, 1.0
# How much swinging is borne, as the authors set it: more is faster and less exact.
TOLERANCE = 1.0
# Steps for a small network, at least for a large one, and the nodes that all steps together may move.
STEPS, FEWEST_STEPS, WORK = 200, 60, 1_000_000
# Cells along a side of the grid.
FEWEST_CELLS, MOST_CELLS = 32, 256


def count_steps(nodes: int) -> int:
    """How many steps a network of so many nodes is given."""
    return max(FEWEST_STEPS, min(STEPS, WORK // max(nodes, 1)))


def relax(
    start: Floats,
    ends: NDArray[np.int64],
    weights: Floats,
    report: Callable[[int, int], None] | None = None,
) -> Floats:
    """The places (n, 2) to which the forces bring the nodes from `start` (n, 2).

    `ends` (m, 2) are the nodes of each tie, which pulls by its weight (m). `report` is told how many steps
    are done, of how many. The same input gives the same places.
    """
    count = len(start)
    masses: Floats = np.bincount(ends.ravel(), minlength=count) + np.ones(count)
    push = Repulsion(count)
    places, before, speed = start.copy(), np.zeros_like(start), 1.0
    steps = count_steps(count)
    for step in range(steps):
        if report:
            report(step, steps)
        forces = SCALING * push.find(places, masses) + _pull(places, ends, weights)
        forces -= GRAVITY * masses[:, None] * places
        swinging = masses * np.linalg.norm(forces - before, axis=1)
        traction = masses @ np.linalg.norm(forces + before, axis=1) / 2
        # It may rise by half a step only, so that a quiet moment does not throw the nodes apart.
        speed = min(TOLERANCE * traction / max(swinging.sum(), 1e-12), 1.5 * speed)
        places += forces * (speed / (1 + np.sqrt(speed * swinging)))[:, None]
        before = forces
    return places


def _pull(places: Floats, ends: NDArray[np.int64], weights: Floats) -> Floats:
    """The pull of the ties on each node, as long as the tie and as strong as its weight."""
    one, other = ends.T
    pulls = weights[:, None] * (places[other] - places[one])
    count = len(places)
    sums = [
        np.bincount(one, pulls[:, axis], count) - np.bincount(other, pulls[:, axis], count) for axis in (0, 1)
    ]
    return np.stack(sums, axis=1)


class Repulsion:
    """The push of all nodes on all, for a network of so many nodes: mass times mass by distance."""

    def __init__(self, count: int) -> None:
        wanted = 2 * math.ceil(math.sqrt(count))
        self.cells = min(max(1 << (wanted - 1).bit_length(), FEWEST_CELLS), MOST_CELLS)
        # Twice as wide, so that what leaves at one side does not come in at the other.
        steps = fft.fftfreq(2 * self.cells, 1 / (2 * self.cells))
        across, up = np.meshgrid(steps, steps, indexing="ij")
        squares = across**2 + up**2
        squares[0, 0] = 1.0
        self.kernels = [fft.rfft2(axis / squares) for axis in (across, up)]

    def find(self, places: Floats, masses: Floats) -> Floats:
        """The push (n, 2) on each node at its place."""
        low = places.min(axis=0)
        width = float((places.max(axis=0) - low).max()) / (self.cells - 1.001) or 1.0
        corners, shares = self._share_out((places - low) / width)
        grid = np.zeros(self.cells**2)
        for corner, share in zip(corners, shares, strict=True):
            grid += np.bincount(corner, masses * share, self.cells**2)
        double = (2 * self.cells, 2 * self.cells)
        spectrum = fft.rfft2(grid.reshape(self.cells, self.cells), double, workers=-1)
        pushes = np.zeros_like(places)
        for axis, kernel in enumerate(self.kernels):
            field = fft.irfft2(spectrum * kernel, double, workers=-1)[: self.cells, : self.cells] / width
            for corner, share in zip(corners, shares, strict=True):
                pushes[:, axis] += share * field.ravel()[corner]
        return masses[:, None] * pushes

    def _share_out(self, places: Floats) -> tuple[list[NDArray[np.int64]], list[Floats]]:
        """The corners of the cell that each place, in cells, lies in, and how much of it each corner has."""
        cell = places.astype(np.int64)
        x, y = (places - cell).T
        first = cell[:, 0] * self.cells + cell[:, 1]
        corners = [first, first + 1, first + self.cells, first + self.cells + 1]
        return corners, [(1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y]
