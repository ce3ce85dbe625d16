"""RDF written out is the graph read back, in pyoxigraph and in rdflib, and sorted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.export import export
from kg.facts import to_facts
from kg.store import GraphStore, in_memory
from kg.triples import article_quads, entity_quads
from kg.vocab import RDFS, WRITTEN_PREFIXES, actor_iri, agreement_iri, article_iri, time_iri
from tests import samples
from tests.strategies import EDTF
from tests.test_export_gexf import rich_store

DATASETS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
FORMATS = DATASETS | {"turtle": RdfFormat.TURTLE}
RDFLIB_NAMES = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld", "turtle": "turtle"}


def sample_store() -> GraphStore:
    """The sample article, and a second graph that repeats a triple of the first."""
    quads = article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION))
    names = list(entity_quads((entity.iri, entity.name) for entity in samples.RESOLUTION.entities))
    repeated = [Quad(*quad.triple, names[0].graph_name) for quad in sorted(quads, key=str)[:5]]
    return in_memory([*quads, *names, *repeated])


STORES = pytest.mark.parametrize("make", [sample_store, rich_store], ids=["sample", "rich"])


@STORES
@pytest.mark.parametrize("format", DATASETS)
def test_a_dataset_is_read_back_quad_by_quad(
    make: Callable[[], GraphStore], format: str, tmp_path: Path
) -> None:
    store = make()
    [path] = export(store, format, tmp_path / "graph")
    assert set(parse(path=str(path), format=DATASETS[format])) == set(store.quads())


@STORES
def test_turtle_is_the_merged_triples_each_once(make: Callable[[], GraphStore], tmp_path: Path) -> None:
    store = make()
    [path] = export(store, "turtle", tmp_path / "graph.ttl")
    found = [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    assert set(found) == {quad.triple for quad in store.quads()}
    assert len(set(found)) == len(found)


@STORES
@pytest.mark.parametrize("format", RDFLIB_NAMES)
def test_rdflib_and_pyoxigraph_read_the_same(
    make: Callable[[], GraphStore], format: str, tmp_path: Path
) -> None:
    [path] = export(make(), format, tmp_path / "graph")
    dataset = rdflib.Dataset()
    dataset.parse(path, format=RDFLIB_NAMES[format])
    written = dataset.serialize(format="nquads", encoding="utf-8")
    assert set(parse(written, format=RdfFormat.N_QUADS)) == set(parse(path=str(path), format=FORMATS[format]))


@pytest.mark.parametrize("format", RDFLIB_NAMES)
@given(name=st.text(min_size=1), edtf=st.sampled_from(EDTF))
def test_whatever_things_are_called_rdflib_and_pyoxigraph_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, format: str, name: str, edtf: str
) -> None:
    iris = [
        time_iri(edtf),
        actor_iri("Person", name),
        agreement_iri(name),
        article_iri("0" * 64) + "/claim/1-2",
    ]
    graph = NamedNode(iris[-1])
    store = in_memory(Quad(NamedNode(iri), NamedNode(RDFS.subClassOf), graph, graph) for iri in iris)
    [path] = export(store, format, tmp_path_factory.mktemp("export") / "graph")
    dataset = rdflib.Dataset()
    dataset.parse(path, format=RDFLIB_NAMES[format])
    read = {str(quad[0]) for quad in dataset.quads()}
    assert read == set(iris) == {quad.subject.value for quad in parse(path=str(path), format=FORMATS[format])}


@pytest.mark.parametrize("format", ["turtle", "trig"])
def test_no_name_needs_an_escape(format: str, tmp_path: Path) -> None:
    [path] = export(rich_store(), format, tmp_path / "graph")
    text = re.sub(r'"(?:[^"\\]|\\.)*"', "", path.read_text(encoding="utf-8"))
    assert "\\" not in text and "id:" not in text


def test_nquads_are_sorted_by_bytes(tmp_path: Path) -> None:
    [path] = export(sample_store(), "nquads", tmp_path / "graph.nq")
    lines = path.read_bytes().splitlines()
    assert lines == sorted(lines)


@pytest.mark.parametrize("format", ["turtle", "trig"])
def test_all_prefixes_stand_at_the_top_in_order(format: str, tmp_path: Path) -> None:
    [path] = export(sample_store(), format, tmp_path / "graph")
    lines = path.read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(WRITTEN_PREFIXES.items())]
    assert "a sp:Claim" in path.read_text(encoding="utf-8")


def test_turtle_says_that_the_graphs_are_merged(tmp_path: Path) -> None:
    [path] = export(sample_store(), "turtle", tmp_path / "graph.ttl")
    assert path.read_text(encoding="utf-8").startswith("# The triples of all named graphs in one.")


@pytest.mark.parametrize("format", ["trig", "jsonld"])
def test_graphs_come_in_order_and_their_lines_too(format: str, tmp_path: Path) -> None:
    names = ["https://example.org/a", "https://example.org/a-b", "https://example.org/a/b"]
    quads = [Quad(NamedNode(s), NamedNode(s), NamedNode(s), NamedNode(g)) for s in names for g in names]
    [path] = export(in_memory(quads), format, tmp_path / "graph")
    assert list(parse(path=str(path), format=DATASETS[format])) == sorted(
        quads, key=lambda quad: (quad.graph_name.value, str(quad))
    )
