"""Every measure against networkx's own on the projection it is defined on, and its edge cases."""

from __future__ import annotations

from itertools import chain, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse import ANALYSES, Table, analyse
from kg.analyse import centrality as centrality_module
from kg.errors import UsageError
from kg.store import in_memory
from kg.triples import article_quads
from tests import samples

ACTORS = [f"id:{letter}" for letter in "abcdefgh"]
Tie = tuple[str, str, str, int]


def network_of(ties: list[Tie], actors: list[str]) -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    for iri in actors:
        network.add_node(iri, label=iri.upper(), node_type="Person")
    for source, target, kind, weight in ties:
        network.add_edge(source, target, key=kind, kind=kind, weight=weight)
    return network


def path_of(*actors: str) -> nx.MultiDiGraph:
    """Everybody told the next one something."""
    ties = [(one, other, "told", 1) for one, other in pairwise(actors)]
    return network_of(ties, sorted(set(actors)))


def column(table: Table, name: str) -> dict[str, object]:
    """The values of a column by IRI."""
    place, iri = table.columns.index(name), table.columns.index("iri")
    return {str(row[iri]): row[place] for row in table.rows}


@st.composite
def tie_lists(draw: st.DrawFn) -> list[Tie]:
    """Up to 20 ties between eight actors; none to oneself, one of a kind a pair."""
    pairs = st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)).filter(
        lambda pair: pair[0] != pair[1]
    )
    keys = st.tuples(pairs, st.sampled_from(["told", "mentioned", "represents"]))
    chosen = draw(st.lists(keys, max_size=20, unique=True))
    return [(*pair, kind, draw(st.integers(1, 5))) for pair, kind in chosen]


def project(ties: list[Tie], graph: nx.Graph) -> nx.Graph:
    """The simple weighted projection, told in the plainest way."""
    graph.add_nodes_from(ACTORS)
    for source, target, _, weight in ties:
        if graph.has_edge(source, target):
            graph[source][target]["weight"] += weight
        else:
            graph.add_edge(source, target, weight=weight)
    return graph


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_centrality_equals_networkx_on_the_projection(ties: list[Tie]) -> None:
    table = ANALYSES["centrality"](network_of(ties, ACTORS))
    directed, undirected = project(ties, nx.DiGraph()), project(ties, nx.Graph())
    assert column(table, "in_degree") == dict(directed.in_degree)
    assert column(table, "out_degree") == dict(directed.out_degree)
    assert column(table, "weighted_degree") == dict(undirected.degree(weight="weight"))
    assert column(table, "betweenness") == pytest.approx(nx.betweenness_centrality(directed), abs=1e-6)
    assert column(table, "pagerank") == pytest.approx(nx.pagerank(directed), abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_eigenvector_equals_networkx_on_the_largest_part(ties: list[Tie]) -> None:
    found = column(ANALYSES["centrality"](network_of(ties, ACTORS)), "eigenvector")
    undirected = project(ties, nx.Graph())
    inside = {iri for iri, value in found.items() if value is not None}
    parts = list(nx.connected_components(undirected))
    assert inside in parts if ties else not inside
    assert not ties or len(inside) == max(map(len, parts))
    if inside:
        part = undirected.subgraph(inside)
        expected = nx.eigenvector_centrality(part, max_iter=1000, weight="weight")
        assert {iri: found[iri] for iri in inside} == pytest.approx(expected, abs=1e-4)


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_bridges_equal_networkx_on_the_projection(ties: list[Tie]) -> None:
    table = ANALYSES["bridges"](network_of(ties, ACTORS))
    undirected = project(ties, nx.Graph())
    undirected.remove_nodes_from(list(nx.isolates(undirected)))
    betweenness = nx.betweenness_centrality(undirected)
    # networkx refuses an empty network.
    constraint = nx.constraint(undirected, weight="weight") if ties else {}
    ends = {iri for bridge in nx.bridges(undirected) for iri in bridge}
    listed = {iri for iri, value in betweenness.items() if value > 0} | ends
    assert set(column(table, "iri")) == listed
    assert column(table, "betweenness") == pytest.approx({iri: betweenness[iri] for iri in listed}, abs=1e-6)
    assert column(table, "constraint") == pytest.approx({iri: constraint[iri] for iri in listed}, abs=1e-6)
    points = {iri for iri, is_point in column(table, "articulation_point").items() if is_point}
    assert points == set(nx.articulation_points(undirected))


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_communities_part_the_tied_actors_at_least_as_well_as_one_group(ties: list[Tie]) -> None:
    table = ANALYSES["communities"](network_of(ties, ACTORS))
    undirected = project(ties, nx.Graph())
    members = [str(row[4]).lower().split("; ") for row in table.rows]
    assert sorted(chain(*members)) == sorted(iri for iri in ACTORS if undirected.degree(iri))
    assert [row[1] for row in table.rows] == [len(group) for group in members]
    assert [row[2] for row in table.rows] == [group[0].upper() for group in members]
    if members:
        tied = undirected.subgraph(chain(*members))
        assert nx.community.modularity(tied, members) >= nx.community.modularity(tied, [set(tied)])


@pytest.mark.parametrize("name", sorted(ANALYSES))
@settings(max_examples=20, deadline=None)
@given(tie_lists(), st.permutations(ACTORS), st.randoms(use_true_random=False))
def test_no_measure_depends_on_the_order(
    name: str, ties: list[Tie], actors: list[str], random: object
) -> None:
    expected = ANALYSES[name](network_of(ties, ACTORS))
    random.shuffle(ties)  # type: ignore[attr-defined]
    assert ANALYSES[name](network_of(ties, actors)) == expected


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_an_empty_network_gives_an_empty_table(name: str) -> None:
    assert ANALYSES[name](nx.MultiDiGraph()).rows == ()


def test_without_a_tie_all_are_equal_and_eigenvector_is_not_defined() -> None:
    network = network_of([], ACTORS[:2])
    assert column(ANALYSES["centrality"](network), "pagerank") == dict.fromkeys(ACTORS[:2], 0.5)
    assert column(ANALYSES["centrality"](network), "eigenvector") == dict.fromkeys(ACTORS[:2])
    assert ANALYSES["bridges"](network).rows == ANALYSES["communities"](network).rows == ()


def test_one_actor_alone() -> None:
    [row] = ANALYSES["centrality"](network_of([], ["id:a"])).rows
    assert row == ("ID:A", "Person", 0, 0, 0, 0.0, 1.0, None, "id:a")


def test_each_part_of_a_disconnected_network_has_its_bridges_and_communities() -> None:
    network = path_of("id:a", "id:b", "id:c")
    network.update(path_of("id:x", "id:y"))
    assert [row[0] for row in ANALYSES["bridges"](network).rows] == ["ID:B", "ID:A", "ID:C", "ID:X", "ID:Y"]
    assert column(ANALYSES["bridges"](network), "bridges_to")["id:b"] == "ID:A; ID:C"
    assert [row[1] for row in ANALYSES["communities"](network).rows] == [3, 2]
    assert column(ANALYSES["centrality"](network), "eigenvector")["id:x"] is None


def test_a_ring_has_brokers_but_no_bridge_and_no_articulation_point() -> None:
    table = ANALYSES["bridges"](path_of("id:a", "id:b", "id:c", "id:d", "id:a"))
    assert set(column(table, "bridges_to").values()) == {""}
    assert set(column(table, "articulation_point").values()) == {False}
    assert len(table.rows) == 4


def test_a_symmetric_tie_weighs_once() -> None:
    ties = [("id:a", "id:b", "co-signed", 2), ("id:b", "id:a", "co-signed", 2)]
    table = ANALYSES["centrality"](network_of(ties, ACTORS[:2]))
    assert set(column(table, "weighted_degree").values()) == {2}
    assert set(column(table, "in_degree").values()) == {1}


def test_a_large_network_is_sampled_and_the_sample_is_always_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = path_of(*ACTORS)
    exact = ANALYSES["centrality"](network)
    monkeypatch.setattr(centrality_module, "BETWEENNESS_PIVOTS", 3)
    sampled = ANALYSES["centrality"](network)
    assert column(sampled, "betweenness") != column(exact, "betweenness")
    assert sampled == ANALYSES["centrality"](network)


def test_a_mistyped_analysis_is_answered_with_the_near_ones() -> None:
    with pytest.raises(UsageError, match="Did you mean bridges"):
        analyse(in_memory([]), "bridge")


def test_an_analysis_of_the_sample_article() -> None:
    store = in_memory(article_quads(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION))
    broker = analyse(store, "bridges").rows[0]
    assert broker[0] == "Ana Ruiz"
    assert analyse(store, "bridges", kinds=["mentioned"]).rows[0][0] == "a senior official"
