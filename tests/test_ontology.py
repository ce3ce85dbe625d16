"""The ontology is complete and contradicts neither itself nor the sample; its loader says what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import owlrl
import pytest
import rdflib
from pyoxigraph import BlankNode, Quad, RdfFormat, serialize
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg import ontology, vocab
from kg.errors import OntologyError
from kg.facts import to_facts
from kg.model import SpeechAct, Strength
from kg.ontology import gazetteer_quads, load_actors, load_demonyms, ontology_digest, ontology_quads
from kg.triples import article_quads, entity_quads
from kg.vocab import SP
from tests.samples import ARTICLE, EXTRACTION, RESOLUTION

FOAF_AGENT = rdflib.URIRef("http://xmlns.com/foaf/0.1/Agent")
PREFIXES = """
@base <https://w3id.org/spacepolicy/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sp: <https://w3id.org/spacepolicy/ontology#> .
"""


def sample_quads() -> set[Quad]:
    """The sample article and the signing in it, with the labels of its actors."""
    names = [(entity.iri, entity.name) for entity in RESOLUTION.entities]
    return article_quads(to_facts(ARTICLE, EXTRACTION, RESOLUTION)) | set(entity_quads(names))


def ontology_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.ontology_path())


def close(*more: tuple[str, str, str]) -> tuple[rdflib.Graph, list[str]]:
    """The OWL 2 RL closure of ontology, sample and `more` triples of IRIs; and the contradictions found."""
    graph = ontology_graph()
    data = serialize((quad.triple for quad in sample_quads()), format=RdfFormat.N_TRIPLES)
    graph.parse(data=data, format="nt")
    for triple in more:
        graph.add(tuple(map(rdflib.URIRef, triple)))
    semantics = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    semantics.closure()
    return graph, semantics.error_messages


@pytest.fixture(scope="module")
def closure() -> tuple[rdflib.Graph, list[str]]:
    return close()


def iri_of(name: str) -> str:
    return next(entity.iri for entity in RESOLUTION.entities if entity.name == name)


def test_the_sample_contradicts_nothing(closure: tuple[rdflib.Graph, list[str]]) -> None:
    assert closure[1] == []


def test_the_closure_reaches_the_aligned_classes(closure: tuple[rdflib.Graph, list[str]]) -> None:
    assert (rdflib.URIRef(iri_of("Ana Ruiz")), RDF.type, FOAF_AGENT) in closure[0]


def test_the_closure_states_nothing_that_was_not_stated(closure: tuple[rdflib.Graph, list[str]]) -> None:
    stated = rdflib.URIRef(SP.stated)
    told = {quad for quad in sample_quads() if quad.predicate.value == SP.stated}
    assert len(list(closure[0].subject_objects(stated))) == len(told)


@pytest.mark.parametrize(
    "planted",
    [
        (iri_of("Ana Ruiz"), str(RDF.type), SP.Organization),
        (iri_of("Ana Ruiz"), str(RDF.type), SP.Claim),
        # The range of sp:signedBy makes the agreement an actor.
        (vocab.agreement_iri("Harbor Accord"), SP.signedBy, vocab.agreement_iri("Harbor Accord")),
    ],
)
def test_a_planted_contradiction_is_found(planted: tuple[str, str, str]) -> None:
    assert any("disjoint" in message.lower() for message in close(planted)[1])


def test_every_term_has_a_label_and_a_definition() -> None:
    graph = ontology_graph()
    for term in SP.terms:
        node = rdflib.URIRef(SP[term])
        assert graph.value(node, RDFS.label), term
        assert graph.value(node, SKOS.definition), term
        assert graph.value(node, RDF.type), term


@pytest.mark.parametrize(
    ("name", "meant"),
    [("SpeechActs", set(get_args(SpeechAct))), ("Strengths", set(get_args(Strength)))],
)
def test_every_speech_act_and_strength_is_a_concept_of_its_scheme(name: str, meant: set[str]) -> None:
    graph = ontology_graph()
    scheme = rdflib.URIRef(SP[name])
    concepts = {str(concept).removeprefix(SP.iri) for concept in graph.subjects(SKOS.inScheme, scheme)}
    assert concepts == meant
    assert set(graph.subjects(SKOS.topConceptOf, scheme)) == set(graph.objects(scheme, SKOS.hasTopConcept))


def test_the_classes_that_must_not_meet_are_disjoint_in_pairs() -> None:
    graph = ontology_graph()
    names = ("Actor", "Agreement", "Article", "Claim", "Mention", "Role", "Rule", "Signing", "Statement")
    classes = [rdflib.URIRef(SP[name]) for name in names] + [rdflib.URIRef(vocab.TIME.TemporalEntity)]
    pairs = {frozenset(pair) for pair in graph.subject_objects(OWL.disjointWith)}
    assert {frozenset((a, b)) for a in classes for b in classes if a != b} <= pairs


def test_the_quads_stand_in_their_graphs_without_blank_nodes() -> None:
    for quads, graph in (
        (ontology_quads(), vocab.ONTOLOGY_GRAPH),
        (gazetteer_quads(), vocab.GAZETTEER_GRAPH),
    ):
        found = list(quads)
        assert found
        assert {quad.graph_name.value for quad in found} == {graph}
        assert not any(isinstance(node, BlankNode) for quad in found for node in (quad.subject, quad.object))


def test_the_digest_changes_with_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ontology_digest()
    assert before == ontology_digest()
    monkeypatch.setattr(ontology, "data_folder", lambda name: tmp_path)
    (tmp_path / "actors.ttl").write_text("a", encoding="utf-8")
    one = ontology_digest()
    (tmp_path / "actors.ttl").write_text("b", encoding="utf-8")
    assert len({before, one, ontology_digest()}) == 3


def write(folder: Path, turtle: str) -> Path:
    path = folder / "mine.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def test_an_actor_is_read_with_the_labels_of_its_country_and_parent(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        <state/freedonia> a sp:State ; rdfs:label "Freedonia" ; sp:demonym "Freedonian", "Freedonians" .
        <organization/orbita> a sp:Organization ; rdfs:label "Orbita" ; sp:country <state/freedonia> .
        <organization/pad> a sp:Organization ; rdfs:label "Pad" ; sp:parent <organization/orbita> .
        """,
    )
    orbita, pad, freedonia = load_actors(path)
    assert (orbita.name, orbita.type, orbita.country, orbita.parent) == (
        "Orbita",
        "Organization",
        "Freedonia",
        None,
    )
    assert (pad.name, pad.parent) == ("Pad", "Orbita")
    assert freedonia.iri == vocab.actor_iri("State", "Freedonia")
    assert load_demonyms(path) == {"Freedonian": "Freedonia", "Freedonians": "Freedonia"}


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [
        ('<person/a> a sp:Person ; rdfs:label "A"', r"mine\.ttl:\d+: not Turtle"),
        ("<person/a> a sp:Person .", r"mine\.ttl: <https://\S+/person/a> has no label"),
        ('<person/a> a sp:Person ; rdfs:label "A", "B" .', r"<\S+/person/a> has 2 labels"),
        ('<person/a> rdfs:label "A" .', r"<\S+/person/a> needs exactly one type .* sp:Person.* it has none"),
        ('<person/a> a sp:Claim ; rdfs:label "A" .', r"<\S+/person/a> needs exactly one type"),
        (
            '<person/a> a sp:Person ; rdfs:label "A" ; sp:contry <x> .',
            r"<\S+/person/a>: nobody defined \S+contry",
        ),
        (
            '<person/a> a sp:Person ; rdfs:label "A" ; sp:country <x> .',
            r"<\S+/person/a>: sp:country must be one actor",
        ),
        ('[] a sp:Person ; rdfs:label "A" .', r"mine\.ttl: .* is no line of a stanza"),
    ],
)
def test_a_broken_gazetteer_says_where_and_what(tmp_path: Path, turtle: str, complaint: str) -> None:
    with pytest.raises(OntologyError, match=complaint):
        load_actors(write(tmp_path, turtle))


def test_a_demonym_of_two_states_is_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        <state/a> a sp:State ; rdfs:label "A" ; sp:demonym "Korean" .
        <state/b> a sp:State ; rdfs:label "B" ; sp:demonym "Korean" .
        """,
    )
    with pytest.raises(OntologyError, match=r"<\S+/state/b>: sp:demonym 'Korean' belongs to A too"):
        load_demonyms(path)


def test_a_missing_gazetteer_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.ttl: there is no such file"):
        load_actors(tmp_path / "none.ttl")
