"""Validation for tests: which shapes of ontology/shapes.ttl report a graph."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, Store
from pyshacl import validate
from rdflib.namespace import SH

from kg.verify import load_shapes

SHAPES = load_shapes()
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
