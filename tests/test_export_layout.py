"""The layout: its repulsion is that of all pairs, and ties bring together what they tie."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.forceatlas2 import MAX_STEPS, MIN_STEPS, Floats, Repulsion, apply_forceatlas2, choose_steps
from kg.export.layout import COVERED_SHARE, find_positions


def push_all_pairs(places: Floats, masses: Floats) -> Floats:
    apart = places[:, None] - places[None]
    squares = (apart**2).sum(axis=-1)
    np.fill_diagonal(squares, 1.0)
    return (masses[:, None, None] * masses[None, :, None] * apart / squares[..., None]).sum(axis=1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_the_push_is_that_of_all_pairs_where_they_are_apart(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    # On a lattice, so that nobody is closer to another than some cells.
    cells = draw.choice(64, size=count, replace=False)
    places = np.stack(np.divmod(cells, 8), axis=1) * 10.0
    masses = 1.0 + draw.integers(0, 9, count)
    found, exact = Repulsion(count).find_forces(places, masses), push_all_pairs(places, masses)
    assert np.linalg.norm(found - exact) <= 0.02 * np.linalg.norm(exact)


@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_nobody_pushes_harder_than_it_is_pushed(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    places, masses = draw.normal(size=(count, 2)), 1.0 + draw.integers(0, 9, count)
    found = Repulsion(count).find_forces(places, masses)
    assert np.allclose(found.sum(axis=0), 0, atol=1e-6 * (1 + np.abs(found).sum()))


def test_what_is_tied_more_strongly_stands_closer() -> None:
    start = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0]])
    ties = np.array([[0, 1], [2, 3]])
    places = apply_forceatlas2(start, ties, np.array([1.0, 9.0]))
    weak, strong = (np.linalg.norm(places[one] - places[other]) for one, other in ties)
    assert 0 < strong < weak


def test_two_cliques_stand_apart() -> None:
    network = nx.disjoint_union(nx.complete_graph(8), nx.complete_graph(8))
    network.add_edge(0, 8)
    nx.set_edge_attributes(network, 1, "weight")
    network = nx.relabel_nodes(network, lambda number: f"n{number:02}")
    # As one community, so that it is the forces that part them.
    found = find_positions(network, [sorted(network)], dict.fromkeys(network, 4.0))
    places = np.array([found[f"n{number:02}"] for number in range(16)])
    left, right = places[:8], places[8:]
    widths = [np.linalg.norm(side - side.mean(axis=0), axis=1).mean() for side in (left, right)]
    assert np.linalg.norm(left.mean(axis=0) - right.mean(axis=0)) > 1.5 * max(widths)


def test_nodes_cover_a_part_of_the_disc_that_does_not_depend_on_how_many_there_are() -> None:
    for count in (10, 1000):
        ring = nx.relabel_nodes(nx.cycle_graph(count), lambda number: f"n{number:04}")
        nx.set_edge_attributes(ring, 1, "weight")
        places = find_positions(ring, [sorted(ring)], dict.fromkeys(ring, 4.0))
        mean = np.linalg.norm(list(places.values()), axis=1).mean()
        assert 1.5 * mean == pytest.approx((count * 2.0**2 / COVERED_SHARE) ** 0.5, rel=0.01)


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    apply_forceatlas2(
        np.eye(2), np.array([[0, 1]]), np.ones(1), lambda done, total: told.append((done, total))
    )
    assert told == [(step, MAX_STEPS) for step in range(MAX_STEPS)]


@pytest.mark.parametrize(("nodes", "steps"), [(0, MAX_STEPS), (10, MAX_STEPS), (10**7, MIN_STEPS)])
def test_a_large_network_is_given_fewer_steps(nodes: int, steps: int) -> None:
    assert choose_steps(nodes) == steps
