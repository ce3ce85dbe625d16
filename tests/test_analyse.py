"""Every measure against networkx's own on the projection it is defined on, and its edge cases."""

from __future__ import annotations

from itertools import chain, pairwise
from types import SimpleNamespace
from typing import cast

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse import ANALYSES, AnalysisRequest, Table, analyse
from kg.analyse import betweenness as betweenness_module
from kg.analyse.bridges import find_bridges
from kg.analyse.centrality import measure_centrality
from kg.analyse.change import compare_periods
from kg.errors import KgError, UsageError
from kg.facts import to_facts
from kg.network import communities as communities_module
from kg.network import find_communities
from kg.store import GraphStore, in_memory
from kg.triples import article_quads, entity_quads
from tests import samples
from tests.graphs import ArticleGraph, actor, all_quads

# Those that need nothing but the network.
PLAIN = ["bridges", "centrality", "communities", "cores", "mixing", "prediction"]
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


def measure(name: str, network: nx.MultiDiGraph) -> Table:
    """An analysis of a network that was made by hand."""
    return ANALYSES[name](cast(AnalysisRequest, SimpleNamespace(network=network, report_progress=None)))


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
    table = measure("centrality", network_of(ties, ACTORS))
    directed, undirected = project(ties, nx.DiGraph()), project(ties, nx.Graph())
    assert column(table, "in_degree") == dict(directed.in_degree)
    assert column(table, "out_degree") == dict(directed.out_degree)
    assert column(table, "weighted_degree") == dict(undirected.degree(weight="weight"))
    assert column(table, "betweenness") == pytest.approx(nx.betweenness_centrality(directed), abs=1e-6)
    assert column(table, "pagerank") == pytest.approx(nx.pagerank(directed), abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_eigenvector_equals_networkx_on_the_largest_part(ties: list[Tie]) -> None:
    found = column(measure("centrality", network_of(ties, ACTORS)), "eigenvector")
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
    table = measure("bridges", network_of(ties, ACTORS))
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
    table = measure("communities", network_of(ties, ACTORS))
    undirected = project(ties, nx.Graph())
    members = [str(row[4]).lower().split("; ") for row in table.rows]
    assert sorted(chain(*members)) == sorted(iri for iri in ACTORS if undirected.degree(iri))
    assert [row[1] for row in table.rows] == [len(group) for group in members]
    assert [row[2] for row in table.rows] == [group[0].upper() for group in members]
    if members:
        tied = undirected.subgraph(chain(*members))
        assert nx.community.modularity(tied, members) >= nx.community.modularity(tied, [set(tied)])


def test_communities_of_a_large_network_are_found_by_way_of_small_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ring = nx.ring_of_cliques(6, 5)
    network = nx.relabel_nodes(ring, lambda number: f"n{number:02}")
    nx.set_edge_attributes(network, 1, "weight")
    small = find_communities(network)
    monkeypatch.setattr(communities_module, "LOUVAIN_LIMIT", 0)
    assert find_communities(network) == small
    assert [len(members) for members in small] == [5] * 6


@pytest.mark.parametrize("name", PLAIN)
@settings(max_examples=20, deadline=None)
@given(tie_lists(), st.permutations(ACTORS), st.randoms(use_true_random=False))
def test_no_measure_depends_on_the_order(
    name: str, ties: list[Tie], actors: list[str], random: object
) -> None:
    expected = measure(name, network_of(ties, ACTORS))
    random.shuffle(ties)  # type: ignore[attr-defined]
    assert measure(name, network_of(ties, actors)) == expected


@pytest.mark.parametrize("name", PLAIN)
def test_an_empty_network_gives_an_empty_table(name: str) -> None:
    assert measure(name, nx.MultiDiGraph()).rows == ()


def test_without_a_tie_all_are_equal_and_eigenvector_is_not_defined() -> None:
    network = network_of([], ACTORS[:2])
    assert column(measure("centrality", network), "pagerank") == dict.fromkeys(ACTORS[:2], 0.5)
    assert column(measure("centrality", network), "eigenvector") == dict.fromkeys(ACTORS[:2])
    assert measure("bridges", network).rows == measure("communities", network).rows == ()


def test_one_actor_alone() -> None:
    [row] = measure("centrality", network_of([], ["id:a"])).rows
    assert row == ("ID:A", "Person", 0, 0, 0, 0.0, 1.0, None, "id:a")


def test_each_part_of_a_disconnected_network_has_its_bridges_and_communities() -> None:
    network = path_of("id:a", "id:b", "id:c")
    network.update(path_of("id:x", "id:y"))
    assert [row[0] for row in measure("bridges", network).rows] == ["ID:B", "ID:A", "ID:C", "ID:X", "ID:Y"]
    assert column(measure("bridges", network), "bridges_to")["id:b"] == "ID:A; ID:C"
    assert [row[1] for row in measure("communities", network).rows] == [3, 2]
    assert column(measure("centrality", network), "eigenvector")["id:x"] is None


def test_a_ring_has_brokers_but_no_bridge_and_no_articulation_point() -> None:
    table = measure("bridges", path_of("id:a", "id:b", "id:c", "id:d", "id:a"))
    assert set(column(table, "bridges_to").values()) == {""}
    assert set(column(table, "articulation_point").values()) == {False}
    assert len(table.rows) == 4


def test_a_symmetric_tie_weighs_once() -> None:
    ties = [("id:a", "id:b", "co-signed", 2), ("id:b", "id:a", "co-signed", 2)]
    table = measure("centrality", network_of(ties, ACTORS[:2]))
    assert set(column(table, "weighted_degree").values()) == {2}
    assert set(column(table, "in_degree").values()) == {1}


def test_a_large_network_is_sampled_and_the_sample_is_always_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = path_of(*ACTORS)
    exact = measure("centrality", network)
    monkeypatch.setattr(betweenness_module, "WORK", 3 * network.number_of_edges())
    monkeypatch.setattr(betweenness_module, "FEWEST", 1)
    sampled = measure("centrality", network)
    assert column(sampled, "betweenness") != column(exact, "betweenness")
    assert sampled == measure("centrality", network)


@settings(max_examples=50, deadline=None)
@given(tie_lists(), st.integers(1, 5))
def test_a_sample_adds_up_the_searches_of_networkx_from_the_same_actors(ties: list[Tie], count: int) -> None:
    graph, nodes = project(ties, nx.DiGraph()), sorted(ACTORS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(betweenness_module, "WORK", count * max(graph.number_of_edges(), 1))
        patch.setattr(betweenness_module, "FEWEST", 1)
        patch.setattr(betweenness_module, "_BATCH", 2 * len(nodes))
        pivots = betweenness_module.choose_pivots(len(nodes), graph.number_of_edges())
        found = betweenness_module.find_betweenness(graph)
    searched = nx.betweenness_centrality_subset(graph, [nodes[number] for number in pivots], nodes)
    scale = len(nodes) / len(pivots) / ((len(nodes) - 1) * (len(nodes) - 2))
    assert found == pytest.approx({iri: scale * value for iri, value in searched.items()}, abs=1e-6)


def test_measuring_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    network = path_of(*ACTORS)
    for measure_with_bar in (measure_centrality, find_bridges):
        measure_with_bar(network, lambda done, total: told.append((done, total)))
    assert told == [(0, len(ACTORS))] * 3


def test_a_mistyped_analysis_is_answered_with_the_near_ones() -> None:
    with pytest.raises(UsageError, match="Did you mean bridges"):
        analyse("bridge", AnalysisRequest(in_memory([])))


def test_an_analysis_of_the_sample_article() -> None:
    store = in_memory(article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)))
    broker = analyse("bridges", AnalysisRequest(store)).rows[0]
    assert broker[0] == "Ana Ruiz"
    assert analyse("bridges", AnalysisRequest(store, ["mentioned"])).rows[0][0] == "a senior official"


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_cores_and_mixing_equal_networkx_on_the_projection(ties: list[Tie]) -> None:
    network = network_of(ties, ACTORS)
    undirected = project(ties, nx.Graph())
    undirected.add_nodes_from(ACTORS)
    assert column(measure("cores", network), "core") == nx.core_number(undirected)
    for number, iri in enumerate(ACTORS):
        if number % 3:
            network.nodes[iri]["country"] = f"c{number % 2}"
    country, types = measure("mixing", network).rows
    known = {iri for iri, value in network.nodes(data="country") if value}
    inside = project(ties, nx.DiGraph()).subgraph(known)
    same = [
        one for one in inside.edges if network.nodes[one[0]]["country"] == network.nodes[one[1]]["country"]
    ]
    assert country[2:5] == (inside.number_of_edges(), len(same), inside.number_of_edges() - len(same))
    if country[1] is not None:
        nx.set_node_attributes(inside, dict(network.nodes(data="country")), "country")
        with np.errstate(all="ignore"):
            expected = nx.attribute_assortativity_coefficient(inside, "country")
        assert country[1] == pytest.approx(expected, abs=1e-6)
    # All are persons: mixing is not defined.
    assert types[1] is None


@settings(max_examples=50, deadline=None)
@given(tie_lists())
def test_predicted_ties_are_missing_and_score_as_networkx_does(ties: list[Tie]) -> None:
    table = measure("prediction", network_of(ties, ACTORS))
    undirected = project(ties, nx.Graph())
    undirected.add_nodes_from(ACTORS)
    expected = {tuple(sorted(pair)): score for *pair, score in nx.adamic_adar_index(undirected) if score > 0}
    found = {(str(row[4]), str(row[5])): row[2] for row in table.rows}
    assert found == pytest.approx(expected, abs=1e-6)
    assert [row[2] for row in table.rows] == sorted((row[2] for row in table.rows), reverse=True)  # type: ignore[type-var]


def test_change_shows_who_rose_and_whose_company_broke_up() -> None:
    before = network_of([("id:a", "id:b", "told", 3), ("id:b", "id:c", "told", 3)], ["id:a", "id:b", "id:c"])
    after = network_of(
        [("id:a", "id:b", "told", 1), ("id:c", "id:d", "told", 3)], [*["id:a", "id:b", "id:c", "id:d"]]
    )
    table = compare_periods(before, after)
    assert column(table, "before") == {"id:a": 3, "id:b": 6, "id:c": 3, "id:d": 0}
    assert column(table, "change") == pytest.approx(
        {"id:a": -0.125, "id:b": -0.375, "id:c": 0.125, "id:d": 0.375}, abs=1e-6
    )
    assert column(table, "company_before") == {"id:a": 2, "id:b": 2, "id:c": 2, "id:d": None}
    assert column(table, "company_kept") == {"id:a": 1, "id:b": 1, "id:c": 0, "id:d": None}
    assert compare_periods(nx.MultiDiGraph(), nx.MultiDiGraph()).rows == ()


def told_store() -> GraphStore:
    """Ann told Bob, later Bob told Cem, on paper only; nobody told Dot."""
    ann, bob, cem, dot = (actor(name) for name in ("ann", "bob", "cem", "dot"))
    early, late = ArticleGraph("a", "2022-01-01", "Early"), ArticleGraph("b", "2023-01-01", "Late")
    early.say(ann, "first words", to=[bob])
    late.say(bob, "second words", to=[cem], confidence=0.7)
    late.say(dot, "to nobody")
    labels = entity_quads((iri, iri.rsplit("/", 1)[1].title()) for iri in (ann, bob, cem, dot))
    return in_memory([*all_quads(early, late), *labels])


def test_the_path_between_two_has_the_words_of_every_step() -> None:
    table = analyse("path", AnalysisRequest(told_store(), actor="id:person/cem", other="id:person/ann"))
    steps = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [(step["source"], step["target"], step["quote"]) for step in steps] == [
        ("Bob", "Cem", "second words"),
        ("Ann", "Bob", "first words"),
    ]
    assert (
        analyse("path", AnalysisRequest(told_store(), actor="id:person/cem", other="id:person/dot")).rows
        == ()
    )
    assert (
        analyse("path", AnalysisRequest(told_store(), actor="id:person/cem", other="id:person/cem")).rows
        == ()
    )


def test_the_ties_of_one_are_those_that_touch_it() -> None:
    table = analyse("ties", AnalysisRequest(told_store(), actor="id:person/bob"))
    assert [row[:3] for row in table.rows] == [("Ann", "told", "Bob"), ("Bob", "told", "Cem")]
    assert analyse("ties", AnalysisRequest(told_store(), actor="id:person/dot")).rows == ()


def test_periods_are_split_at_the_day() -> None:
    request = AnalysisRequest(told_store(), at="2023-01-01")
    before, after = map(request.network_of, request.split())
    assert {(one.rsplit("/")[-1], other.rsplit("/")[-1]) for one, other in before.edges()} == {("ann", "bob")}
    assert {(one.rsplit("/")[-1], other.rsplit("/")[-1]) for one, other in after.edges()} == {("bob", "cem")}
    assert {row[0] for row in analyse("change", request).rows} == {"Ann", "Bob", "Cem"}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("ties", {}, "needs --actor"),
        ("path", {"actor": "id:person/ann"}, "needs --other"),
        ("change", {}, "needs --at"),
        ("change", {"at": "soon"}, "--at soon: not a day"),
        ("ties", {"actor": "Nobody"}, "no actor of that name"),
    ],
)
def test_what_an_analysis_lacks_is_told(name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        analyse(name, AnalysisRequest(told_store(), **given))  # type: ignore[arg-type]
