"""Tests of kg.verify: a good graph has no finding, and each kind of damage is found and located."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.model import Article
from kg.ontology import ontology_quads
from kg.store import GraphStore, in_memory
from kg.verify import Finding, verify
from kg.vocab import OA, RDF, SP
from tests import samples, samples_second
from tests.test_queries import plant

GRAPH = vocab.graph_iri(samples.ARTICLE.content_hash)
FALK = vocab.part_iri(samples.ARTICLE.content_hash, "mention", [samples.FALK])
CLAIM = vocab.part_iri(samples.ARTICLE.content_hash, "claim", [samples.passage('Falk was "surprised"')])


def graph_of(
    quads: list[Quad], articles: tuple[Article, ...] = (samples.ARTICLE, samples_second.ARTICLE)
) -> GraphStore:
    return in_memory([*quads, *ontology_quads()], articles)


def change(subject: str, predicate: str, value: Literal | None) -> list[Quad]:
    """The quads of both articles, with one value changed or taken out."""
    quads = []
    for quad in samples_second.all_quads():
        if (quad.subject.value, quad.predicate.value) != (subject, predicate):
            quads.append(quad)
        elif value is not None:
            quads.append(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return quads


def findings_of(store: GraphStore, kind: str) -> list[Finding]:
    return [finding for finding in verify(store) if finding.kind == kind]


def test_a_good_graph_has_no_finding() -> None:
    assert verify(graph_of(samples_second.all_quads())) == []


def test_progress_tells_what_is_done_and_how_much_there_is() -> None:
    calls: list[tuple[str, int, int]] = []
    verify(graph_of(samples_second.all_quads()), lambda *call: calls.append(call))
    assert list(dict.fromkeys(what for what, _, _ in calls)) == ["graphs", "doubts"]
    assert all(0 <= done < total for _, done, total in calls)


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (OA.exact, Literal("Leon Falke"), "says 'Leon Falke', but the article has 'Leon Falk' at 78-87"),
        (OA.start, Literal(77), "says 'Leon Falk', but the article has ' Leon Falk' at 77-87"),
        (OA.end, Literal(10_000), "says 'Leon Falk', but the article has 'Leon Falk that the station"),
    ],
)
def test_a_span_that_is_not_in_the_text_is_found(predicate: str, value: Literal, message: str) -> None:
    found = findings_of(graph_of(change(FALK + "/selector", predicate, value)), "span")
    assert [finding.where for finding in found] == [f"harbor-accord: {FALK}"]
    assert message in found[0].message
    assert str(found[0]).startswith(f"span: harbor-accord: {FALK}: says")
    assert str(found[0]).endswith("build the graph again")


def test_an_offset_that_is_no_number_is_found_by_the_shapes() -> None:
    found = verify(graph_of(change(FALK + "/selector", OA.start, Literal("many"))))
    assert {finding.kind for finding in found} == {"shape"}


def test_an_article_whose_text_was_changed_is_found() -> None:
    changed = replace(samples.ARTICLE, text=samples.TEXT + " More.")
    found = findings_of(graph_of(samples_second.all_quads(), (changed, samples_second.ARTICLE)), "article")
    assert [(finding.where, finding.message.split(";")[0]) for finding in found] == [
        ("harbor-accord", "its text is not what the graph was read from"),
        (
            f"harbor-accord: {vocab.article_iri(samples.ARTICLE.content_hash)}",
            "its text is not kept beside the graph",
        ),
    ]


def test_two_copies_of_an_article_are_no_damage() -> None:
    twice = (samples.ARTICLE, replace(samples.ARTICLE, id="copy"), samples_second.ARTICLE)
    assert verify(graph_of(samples_second.all_quads(), twice)) == []


def test_a_broken_shape_is_found_in_a_named_graph() -> None:
    found = findings_of(graph_of(change(CLAIM, SP.text, None)), "shape")
    assert [finding.where for finding in found] == [f"harbor-accord: {CLAIM}"]
    assert "text" in found[0].message


def test_the_same_triple_in_two_graphs_breaks_no_shape() -> None:
    quads = samples_second.all_quads()
    copies = [Quad(q.subject, q.predicate, q.object, NamedNode("https://example.org/copy")) for q in quads]
    assert findings_of(graph_of([*quads, *copies]), "shape") == []


def test_a_violation_names_the_remedy() -> None:
    person = vocab.actor_iri("Person", "Ana Ruiz")
    quads = [*samples_second.all_quads(), *plant([(person, RDF.type, SP.Organization)])]
    found = findings_of(graph_of(quads), "violation")
    assert [finding.where for finding in found] == [person]
    assert "two types" in found[0].message and "To mend it: decide in kg/resolve" in found[0].message
