"""A network that plays in time: its spells by either clock, and a replay of the file."""

from __future__ import annotations

import os
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal, NamedNode

from kg.edtf import to_order
from kg.export import ExportOptions, export
from kg.export.gexf import NAMESPACE
from kg.facts import to_facts
from kg.network import DRAWN_TIES, Clock, to_network
from kg.network.clocks import FIRST_DAY, LAST_DAY, to_spells
from kg.store import GraphStore, in_memory
from kg.triples import article_quads
from kg.vocab import SP, XSD
from tests import node_reader, samples
from tests import samples_second as second
from tests.graphs import ArticleGraph, actor, all_quads

ANN, BOB, CEM, DAN = (actor(name) for name in ("ann", "bob", "cem", "dan"))
RUIZ, FALK = actor("ana-ruiz"), actor("leon-falk")
CLOCKS = pytest.mark.parametrize("clock", ["published", "said", "about"])


def sample_store() -> GraphStore:
    return in_memory(
        [
            *article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)),
            *article_quads(to_facts(second.ARTICLE, second.EXTRACTION, second.RESOLUTION)),
        ]
    )


def test_a_statement_is_alive_when_it_was_said_or_in_the_times_it_is_about() -> None:
    # Told on July 26, 2022, that the station will fly until 2030.
    said, about = (to_network(sample_store(), clock=clock) for clock in ("said", "about"))  # type: ignore[arg-type]
    assert said.edges[RUIZ, FALK, "told"]["spells"] == (("2022-07-26", "2022-07-26"),)
    start, _ = about.graph["bounds"]
    assert about.edges[RUIZ, FALK, "told"]["spells"] == ((start, "2030-12-31"),)


def test_what_has_no_day_of_its_own_was_said_when_it_was_published() -> None:
    network = to_network(sample_store(), clock="said")
    reacted = network.edges[FALK, RUIZ, "reacted-to"]
    assert reacted["spells"] == (("2022-07-27", "2022-07-27"),)


def test_what_was_said_on_another_day_is_alive_when_it_was_published_by_that_clock() -> None:
    published = to_network(sample_store(), clock="published")
    assert published.edges[RUIZ, FALK, "told"]["spells"] == (("2022-07-27", "2022-07-27"),)


def test_what_has_no_time_at_all_is_always_alive() -> None:
    undated = ArticleGraph("a")
    undated.say(ANN, to=[BOB])
    network = to_network(in_memory(undated.quads), clock="said")
    assert network.graph["bounds"] == (FIRST_DAY, LAST_DAY)
    assert (
        network.nodes[ANN]["spells"] == network.edges[ANN, BOB, "told"]["spells"] == ((FIRST_DAY, LAST_DAY),)
    )


def test_two_have_co_signed_when_the_second_of_them_has() -> None:
    early, late, undated = ArticleGraph("a", "2020-10-13"), ArticleGraph("b", "2023-06-21"), ArticleGraph("c")
    early.sign("accord", parties=[ANN, BOB])
    late.sign("accord", parties=[CEM])
    undated.sign("accord", parties=[DAN])
    late.say(ANN, to=[BOB])
    network = to_network(in_memory(all_quads(early, late, undated)), DRAWN_TIES, clock="said")
    spells = {
        pair: network.edges[*pair, "co-signed"]["spells"] for pair in ((ANN, BOB), (CEM, ANN), (ANN, DAN))
    }
    assert spells == {
        (ANN, BOB): (("2020-10-13", "2020-10-13"),),
        (CEM, ANN): (("2023-06-21", "2023-06-21"),),
        # Nobody knows when the last one signed: not before the first, and perhaps long after.
        (ANN, DAN): (("2020-10-13", "2023-06-21"),),
    }


def test_a_node_is_alive_from_the_first_of_its_ties_to_the_last() -> None:
    early, late = ArticleGraph("a", "2021-05-01"), ArticleGraph("b", "2023-02-03")
    early.say(ANN, to=[BOB])
    late.say(CEM, to=[ANN])
    network = to_network(in_memory(all_quads(early, late)), clock="said")
    assert network.nodes[ANN]["spells"] == (("2021-05-01", "2023-02-03"),)
    assert network.nodes[BOB]["spells"] == (("2021-05-01", "2021-05-01"),)


def test_years_before_christ_are_the_first_that_calendars_know() -> None:
    article = ArticleGraph("a", "2021-05-01")
    article.say(ANN, to=[BOB])
    (claim,) = {quad.object for quad in article.quads if quad.predicate.value == SP.conveys}
    time = article.iri + "/time"
    article.add(claim.value, SP.refersTo, NamedNode(time))  # type: ignore[union-attr]
    for predicate, day in ((SP.earliest, "-0479-01-01"), (SP.latest, "-0479-12-31")):
        article.add(time, predicate, Literal(day, datatype=NamedNode(XSD.date)))
    network = to_network(in_memory(article.quads), clock="about")
    assert network.edges[ANN, BOB, "told"]["spells"] == ((FIRST_DAY, FIRST_DAY),)


days = st.dates(date(2020, 1, 1), date(2020, 3, 1)).map(date.isoformat)
times = st.lists(st.tuples(st.none() | days, st.none() | days), max_size=6).map(
    lambda found: [(a, b) if not (a and b) else (min(a, b), max(a, b)) for a, b in found]
)


@given(times)
def test_spells_cover_the_times_and_nothing_else(found: list[tuple[str | None, str | None]]) -> None:
    bounds = "2020-01-01", "2020-03-01"
    spells = to_spells(found, bounds)
    assert list(spells) == sorted(spells)
    assert all(first[1] < second[0] for first, second in pairwise(spells))
    for number in range(61):
        day = (date(2020, 1, 1) + timedelta(number)).isoformat()
        alive = not found or any((a or bounds[0]) <= day <= (b or bounds[1]) for a, b in found)
        assert alive == any(start <= day <= end for start, end in spells)


def replay(path: Path, day: str) -> tuple[set[str], set[tuple[str, str, str]]]:
    """The nodes and edges that the file shows on a day, as a timeline would."""
    root = etree.parse(path).getroot()

    def is_alive(element: etree._Element) -> bool:
        spells = element.findall(f"{{{NAMESPACE}}}spells/{{{NAMESPACE}}}spell")
        return any(spell.get("start") <= day <= spell.get("end") for spell in spells)

    nodes = {node.get("id") for node in root.iter(f"{{{NAMESPACE}}}node") if is_alive(node)}
    edges = {
        (edge.get("source"), edge.get("target"), edge.get("kind"))
        for edge in root.iter(f"{{{NAMESPACE}}}edge")
        if is_alive(edge)
    }
    return nodes, edges


@CLOCKS
def test_a_replay_shows_each_tie_exactly_when_its_evidence_says_so(clock: Clock, tmp_path: Path) -> None:
    store = sample_store()
    [path] = export(store, "gexf", tmp_path / "graph.gexf", ExportOptions(clock=clock))
    network = to_network(store, ExportOptions().ties, clock=clock)
    start, end = network.graph["bounds"]
    spells = [spell for *_, found in network.edges(data="spells") for spell in found]
    around = {day for spell in spells for day in spell} | {start, end}
    moments = around | {
        (date.fromisoformat(day) + timedelta(step)).isoformat() for day in around for step in (-1, 1)
    }
    for day in sorted(moments):
        nodes, edges = replay(path, day)
        assert edges == {
            (source, target, kind)
            for source, target, kind, found in network.edges(keys=True, data="spells")
            if any(first <= day <= last for first, last in found)
        }
        # No tie without its ends.
        assert {iri for source, target, _ in edges for iri in (source, target)} <= nodes
        assert nodes or not start <= day <= end


@CLOCKS
def test_the_dynamic_file_is_valid_and_every_node_and_edge_has_a_start(clock: Clock, tmp_path: Path) -> None:
    [path] = export(sample_store(), "gexf", tmp_path / "graph.gexf", ExportOptions(clock=clock))
    tree = etree.parse(path)
    graph = tree.getroot().find(f"{{{NAMESPACE}}}graph")
    assert graph is not None and graph.get("mode") == "dynamic" and graph.get("timeformat") == "date"
    for element in (*tree.iter(f"{{{NAMESPACE}}}node"), *tree.iter(f"{{{NAMESPACE}}}edge")):
        found = element.findall(f"{{{NAMESPACE}}}spells/{{{NAMESPACE}}}spell")
        assert found
        for spell in found:
            assert to_order(graph.get("start")) <= to_order(spell.get("start")) <= to_order(spell.get("end"))
            assert to_order(spell.get("end")) <= to_order(graph.get("end"))
    schemas = [etree.RelaxNG(file=str(Path(__file__).parent / "golden" / "gexf-subset.rng"))]
    if "GEXF_XSD" in os.environ:
        schemas.append(etree.XMLSchema(file=os.environ["GEXF_XSD"]))
    for schema in schemas:
        schema.assertValid(tree)


@CLOCKS
def test_other_programs_read_the_dynamic_file(clock: Clock, tmp_path: Path) -> None:
    [path] = export(sample_store(), "gexf", tmp_path / "graph.gexf", ExportOptions(clock=clock))
    network = to_network(sample_store(), ExportOptions().ties)
    assert set(nx.read_gexf(path)) == set(network)
    try:
        found = node_reader.read(path)
    except node_reader.NoReaderError as problem:
        pytest.skip(str(problem))
    assert len(found["nodes"]) == len(network) and len(found["edges"]) == network.number_of_edges()
