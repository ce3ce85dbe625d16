"""What the description of a graph counts is what SPARQL counts."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.export import counting
from kg.export.counting import count
from kg.store import GraphStore, in_memory
from kg.vocab import RDF, SP, XSD
from tests.graphs import ArticleGraph, actor
from tests.test_export_gexf import rich_store

CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class"
PROPERTIES = """
SELECT ?property (COUNT(*) AS ?n) { { SELECT DISTINCT ?s ?property ?o { ?s ?property ?o } } }
GROUP BY ?property"""
KINDS = """
SELECT DISTINCT ?class ?property ?kind {
  ?s a ?class ; ?property ?o .
  OPTIONAL { ?o a ?typed }
  BIND(COALESCE(?typed, DATATYPE(?o)) AS ?kind)
}"""


def make_store() -> GraphStore:
    """A triple in two graphs, a value without a class, one with two, and literals of every sort."""
    article = ArticleGraph("a", "2022-01-01", "Title")
    article.say(actor("Ann"), "words", about=[actor("Bob")])
    ann = NamedNode(actor("Ann"))
    values = [
        Literal("x", language="en"),
        Literal('say "x" <y> .'),
        Literal(3),
        NamedNode("urn:x"),
        NamedNode(SP.Actor),
    ]
    more = [Quad(ann, NamedNode(SP.about), value, article.graph) for value in values]
    more.append(Quad(NamedNode(actor("Bob")), NamedNode(RDF.type), NamedNode(SP.Organization), article.graph))
    again = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode("urn:g")) for quad in article.quads[:9]
    ]
    return in_memory([*article.quads, *more, *again])


@pytest.mark.parametrize("make", [make_store, rich_store, lambda: in_memory([])])
@pytest.mark.parametrize("lines_at_once", [3, 100_000])
def test_counts_are_those_of_sparql(
    make: object, lines_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.sorting.LINES_AT_ONCE", lines_at_once)
    store = make()  # type: ignore[operator]
    counts = count(store)
    triples = {quad.triple for quad in store.quads()}
    assert (counts.triples, counts.subjects) == (len(triples), len({one.subject for one in triples}))
    for found, sparql, name in (
        (counts.classes, CLASSES, "class"),
        (counts.properties, PROPERTIES, "property"),
    ):
        assert found == Counter({row[name].value: int(row["n"].value) for row in store.select(sparql)})
    kinds = {
        (row["class"].value, row["property"].value, row["kind"].value if row["kind"] else "")
        for row in store.select(KINDS)
    }
    assert counts.values == kinds


def test_datatypes_are_told_apart() -> None:
    told = [
        counting._find_datatype(str(value).encode()) for value in (Literal("x"), Literal("x", language="en"))
    ]
    assert told == [XSD.string.encode(), (RDF.iri + "langString").encode()]
