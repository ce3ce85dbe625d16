"""ForceAtlas2 (Jacomy et al. 2014, "ForceAtlas2, a continuous graph layout algorithm"), for large networks.

Ties attract, every pair of nodes repels, and strong gravity keeps unconnected parts in sight of each other.
networkx has this layout too, and compares all pairs: a minute at 3,000 nodes. Here the nodes' masses are
spread over a grid, and the repulsion is a convolution, found by the fast Fourier transform as Linderman et
al. (2019) do for t-SNE: exact between nodes that are some cells apart, softened between closer ones.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from kg.progress import StepProgress

Floats = NDArray[np.float64]

# How far the nodes push each other apart, and how hard all are pulled to the middle.
SCALING, GRAVITY = 10.0, 1.0
# How much swinging is borne, as the authors set it: more is faster and less exact.
TOLERANCE = 1.0
# Steps for a small network, at least for a large one, and the nodes that all steps together may move.
MAX_STEPS, MIN_STEPS, WORK = 200, 60, 1_000_000
# Cells along a side of the grid.
MIN_CELLS, MAX_CELLS = 32, 256


def choose_steps(nodes: int) -> int:
    """Choose the number of steps for a network of that many nodes."""
    return max(MIN_STEPS, min(MAX_STEPS, WORK // max(nodes, 1)))


def apply_forceatlas2(
    start: Floats,
    ends: NDArray[np.int64],
    weights: Floats,
    progress: StepProgress | None = None,
) -> Floats:
    """Move the nodes from `start` (n, 2) by the forces; return their positions (n, 2).

    `ends` (m, 2) are the nodes of each tie, which attracts by its weight (m). `progress` is told how many
    steps are done, of how many. The same input gives the same positions.
    """
    count = len(start)
    masses: Floats = np.bincount(ends.ravel(), minlength=count) + np.ones(count)
    repulsion = Repulsion(count)
    positions, before, speed = start.copy(), np.zeros_like(start), 1.0
    steps = choose_steps(count)
    for step in range(steps):
        if progress:
            progress(step, steps)
        forces = SCALING * repulsion.find_forces(positions, masses) + _find_attraction(
            positions, ends, weights
        )
        forces -= GRAVITY * masses[:, None] * positions
        swinging = masses * np.linalg.norm(forces - before, axis=1)
        traction = masses @ np.linalg.norm(forces + before, axis=1) / 2
        # It may rise by half a step only, so that a quiet moment does not throw the nodes apart.
        speed = min(TOLERANCE * traction / max(swinging.sum(), 1e-12), 1.5 * speed)
        positions += forces * (speed / (1 + np.sqrt(speed * swinging)))[:, None]
        before = forces
    return positions


def _find_attraction(positions: Floats, ends: NDArray[np.int64], weights: Floats) -> Floats:
    """Compute the attraction of the ties on each node, proportional to distance and weight."""
    one, other = ends.T
    forces = weights[:, None] * (positions[other] - positions[one])
    count = len(positions)
    sums = [
        np.bincount(one, forces[:, axis], count) - np.bincount(other, forces[:, axis], count)
        for axis in (0, 1)
    ]
    return np.stack(sums, axis=1)


class Repulsion:
    """The repulsion between all nodes of a network: the product of their masses by their distance."""

    def __init__(self, count: int) -> None:
        wanted = 2 * math.ceil(math.sqrt(count))
        self.cells = min(max(1 << (wanted - 1).bit_length(), MIN_CELLS), MAX_CELLS)
        # Twice as wide, so that what leaves at one side does not come in at the other.
        steps = fft.fftfreq(2 * self.cells, 1 / (2 * self.cells))
        across, up = np.meshgrid(steps, steps, indexing="ij")
        squares = across**2 + up**2
        squares[0, 0] = 1.0
        self.kernels = [fft.rfft2(axis / squares) for axis in (across, up)]

    def find_forces(self, positions: Floats, masses: Floats) -> Floats:
        """Compute the repulsion (n, 2) on each node at its position."""
        low = positions.min(axis=0)
        width = float((positions.max(axis=0) - low).max()) / (self.cells - 1.001) or 1.0
        corners, shares = self._distribute((positions - low) / width)
        grid = np.zeros(self.cells**2)
        for corner, share in zip(corners, shares, strict=True):
            grid += np.bincount(corner, masses * share, self.cells**2)
        double = (2 * self.cells, 2 * self.cells)
        spectrum = fft.rfft2(grid.reshape(self.cells, self.cells), double, workers=-1)
        forces = np.zeros_like(positions)
        for axis, kernel in enumerate(self.kernels):
            field = fft.irfft2(spectrum * kernel, double, workers=-1)[: self.cells, : self.cells] / width
            for corner, share in zip(corners, shares, strict=True):
                forces[:, axis] += share * field.ravel()[corner]
        return masses[:, None] * forces

    def _distribute(self, positions: Floats) -> tuple[list[NDArray[np.int64]], list[Floats]]:
        """Distribute each position, in cells, over the corners of its cell; return corners and shares."""
        cell = positions.astype(np.int64)
        x, y = (positions - cell).T
        first = cell[:, 0] * self.cells + cell[:, 1]
        corners = [first, first + 1, first + self.cells, first + self.cells + 1]
        return corners, [(1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y]
