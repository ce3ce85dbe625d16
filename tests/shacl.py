"""Validation for tests, by pySHACL: which shapes of ontology/shapes.ttl report a graph, and what."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Store, serialize
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.verify.shapes import load_shapes

SHAPES = Graph().parse(data=serialize((quad.triple for quad in load_shapes()), format=RdfFormat.N_TRIPLES))
NAMESPACE = "https://w3id.org/spacepolicy/shapes#"


def store_of(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def find_broken(store: Store) -> set[str]:
    """The names of the shapes that report."""
    conforms, report, _text = validate(store, shacl_graph=SHAPES)
    names = {str(shape).removeprefix(NAMESPACE) for shape in report.objects(None, SH.sourceShape)}
    assert conforms == (not names)
    return names


def find_results(store: Store) -> set[tuple[str, str, str | None]]:
    """The node, the message and the value of each result."""
    _conforms, report, _text = validate(store, shacl_graph=SHAPES)
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultMessage)),
            None if (value := report.value(result, SH.value)) is None else str(value),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
