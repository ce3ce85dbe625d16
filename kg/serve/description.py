"""Describe the endpoint (SPARQL 1.1 Service Description): where it is, what it speaks, what it offers."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.export.void import DATASET
from kg.serve.media import GRAPHS, TABLES
from kg.vocab import PREFIXES, RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_SEE_ALSO = PREFIXES["rdfs"] + "seeAlso"
_DEFAULT = "#default"


def describe_service(endpoint: str, is_writable: bool, has_services: bool, media: str) -> bytes:
    """Write the description of the endpoint at that address, in one of GRAPHS."""
    output = io.BytesIO()
    triples = _describe(endpoint, is_writable, has_services)
    prefixes = {"sd": _SD, "formats": _FORMATS} if GRAPHS[media] == RdfFormat.TURTLE else None
    serialize(triples, output, GRAPHS[media], prefixes=prefixes)
    return output.getvalue()


def _describe(endpoint: str, is_writable: bool, has_services: bool) -> Iterator[Triple]:
    default = endpoint + _DEFAULT
    yield _link(endpoint, RDF.type, _SD + "Service")
    yield _link(endpoint, _SD + "endpoint", endpoint)
    yield _link(endpoint, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    if is_writable:
        yield _link(endpoint, _SD + "supportedLanguage", _SD + "SPARQL11Update")
    yield _link(endpoint, _SD + "feature", _SD + "UnionDefaultGraph")
    if has_services:
        yield _link(endpoint, _SD + "feature", _SD + "BasicFederatedQuery")
    written = {one.iri for one in TABLES.values()} | {one.iri for one in GRAPHS.values()}
    for iri in sorted(written):
        yield _link(endpoint, _SD + "resultFormat", iri)
    yield _link(endpoint, _SD + "defaultDataset", DATASET)
    yield _link(DATASET, RDF.type, _SD + "Dataset")
    yield _link(DATASET, _SD + "defaultGraph", default)
    yield _link(default, RDF.type, _SD + "Graph")
    # What is in it takes a while to count.
    yield _link(DATASET, _SEE_ALSO, endpoint.rpartition("/")[0] + "/.well-known/void")


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
