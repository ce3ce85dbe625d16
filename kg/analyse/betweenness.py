"""Compute betweenness centrality (Freeman 1977), exactly or estimated.

Brandes (2001) searches the network once for each actor. Here many searches go hand in hand, each a column of
a matrix, as products with the adjacency matrix (Kepner and Gilbert 2011, "Graph Algorithms in the Language of
Linear Algebra"): the same figures as networkx, some twenty times faster in a large network.
"""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.analyse.table import round_measure
from kg.progress import StepProgress

Floats = NDArray[np.float64]

# In a large network some actors, drawn with a fixed seed, stand for all (Brandes and Pich 2007, "Centrality
# estimation in large networks"): so many that their searches pass WORK edges, and FEWEST at least.
WORK, FEWEST = 500_000_000, 50
SEED = 0
# So many numbers a matrix of searches has at most.
_BATCH = 2_000_000


def find_betweenness(graph: nx.Graph, progress: StepProgress | None = None) -> dict[str, float]:
    """Compute for each node the share of shortest paths between others that pass through it, normalized.

    Paths are measured in hops, because a weight is strength of evidence and no distance. `progress` is told
    how many searches are done, of how many.
    """
    nodes = sorted(graph)
    if len(nodes) < 3 or not graph.size():
        return dict.fromkeys(nodes, 0.0)
    following = sparse.csr_array(nx.to_scipy_sparse_array(graph, nodes, weight=None, dtype=np.float64))
    preceding = following.T.tocsr()
    pivots = choose_pivots(len(nodes), graph.number_of_edges())
    width = max(1, _BATCH // len(nodes))
    sums = np.zeros(len(nodes))
    for done in range(0, len(pivots), width):
        if progress:
            progress(done, len(pivots))
        sums += _add_up(following, preceding, np.array(pivots[done : done + width]))
    sums *= len(nodes) / len(pivots) / ((len(nodes) - 1) * (len(nodes) - 2))
    return round_measure(dict(zip(nodes, map(float, sums), strict=True)))


def choose_pivots(nodes: int, edges: int) -> list[int]:
    """Choose the nodes, by number, from which searches begin: all of them, or a sample in a large network."""
    affordable = max(FEWEST, WORK // max(edges, 1))
    return list(range(nodes)) if affordable >= nodes else random.Random(SEED).sample(range(nodes), affordable)


def _add_up(following: sparse.csr_array, preceding: sparse.csr_array, sources: NDArray[np.int64]) -> Floats:
    """Sum the dependencies on each node (Brandes' delta) over the searches from these sources."""
    paths, levels = _search(preceding, sources)
    shares = np.zeros_like(paths)
    for level in range(int(levels.max()), 1, -1):
        reached = levels == level
        passed = following @ np.where(reached, (1 + shares) / np.where(reached, paths, 1), 0)
        shares += np.where(levels == level - 1, passed * paths, 0)
    return np.asarray(shares.sum(axis=1))


def _search(preceding: sparse.csr_array, sources: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """Count the shortest paths from each source to each node, and their steps; -1 where there is none."""
    count, columns = preceding.shape[0], np.arange(len(sources))
    paths, levels = np.zeros((count, len(sources))), np.full((count, len(sources)), -1)
    paths[sources, columns], levels[sources, columns] = 1, 0
    front, level = paths.copy(), 0
    while front.any():
        level += 1
        front = np.where(levels < 0, preceding @ front, 0)
        levels[front > 0] = level
        paths += front
    return paths, levels
