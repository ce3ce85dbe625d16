"""Describe the graph in VoID: how much of what it holds, and the queries of the project as examples.

A partition for each class, within it one for each property, within that one for each class or datatype of the
values: what an editor needs to complete a query. Each query is a sh:SPARQLExecutable with the values of its
example put in, so that it runs as it stands. Everything has an IRI, made from what it is about.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import KgError
from kg.export.counting import Counts, count
from kg.queries import Query, list_queries
from kg.query_parameters import Value, to_runs, to_terms
from kg.servers.values import put_values
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import DCTERMS, PREFIXES, RDF, RDFS, XSD, slug

VOID, VOID_EXT, SH = "http://rdfs.org/ns/void#", "http://ldf.fi/void-ext#", PREFIXES["sh"]
DATASET, QUERY = BASE_IRI + "dataset", BASE_IRI + "query/"
_PREFIX = BASE_IRI + "prefix/"
_WRITTEN = PREFIXES | {"void": VOID, "void-ext": VOID_EXT}

# Finds the terms of a parameter: its kind, its name and its value are given.
_Find = Callable[[str, str, str], Sequence[Value] | None]


def describe(graph: GraphStore) -> Iterator[Triple]:
    """Yield the description of the graph. Raises BrokenGraphError where it cannot be read."""
    store = graph.to_local()
    # First, because it reads every quad: a query over a damaged block may never end.
    counts = count(store)
    yield _link(DATASET, RDF.type, VOID + "Dataset")
    yield _text(
        DATASET, DCTERMS.title, "Who said and signed what in space policy, with the words of the articles"
    )
    yield _number(DATASET, VOID + "triples", counts.triples)
    yield _number(DATASET, VOID + "distinctSubjects", counts.subjects)
    for prefix, iri in sorted(PREFIXES.items()):
        yield _link(_PREFIX + prefix, RDF.type, SH + "PrefixDeclaration")
        yield _text(_PREFIX + prefix, SH + "prefix", prefix)
        yield Triple(
            NamedNode(_PREFIX + prefix),
            NamedNode(SH + "namespace"),
            Literal(iri, datatype=NamedNode(XSD.anyURI)),
        )
    yield from _describe_partitions(counts)
    find = cache(lambda kind, name, value: to_terms(store, kind, name, value))
    for query in list_queries():
        yield from _describe_query(query, find)


def describe_endpoint(endpoint: str) -> Iterator[Triple]:
    """Yield where the graph and its queries are asked."""
    yield _link(DATASET, VOID + "sparqlEndpoint", endpoint)
    for query in list_queries():
        yield _link(QUERY + query.name, PREFIXES["schema"] + "target", endpoint)


def write_void(store: GraphStore, path: Path) -> None:
    """Write the description as Turtle, sorted."""
    path.write_bytes(to_turtle(sorted(describe(store), key=str)))


def to_turtle(triples: list[Triple]) -> bytes:
    """Serialize triples with the prefixes of descriptions, in the same bytes every time."""
    output = io.BytesIO()
    serialize(triples, output, RdfFormat.TURTLE, prefixes=_WRITTEN)
    lines = output.getvalue().splitlines(keepends=True)
    return b"".join(sorted(lines[: len(_WRITTEN)]) + lines[len(_WRITTEN) :])


def _describe_partitions(counts: Counts) -> Iterator[Triple]:
    yield _number(DATASET, VOID + "classes", len(counts.classes))
    for name, number in sorted(counts.classes.items()):
        yield _link(DATASET, VOID + "classPartition", _partition(name))
        yield _link(_partition(name), VOID + "class", name)
        yield _number(_partition(name), VOID + "entities", number)
    yield _number(DATASET, VOID + "properties", len(counts.properties))
    for name, number in sorted(counts.properties.items()):
        yield _link(DATASET, VOID + "propertyPartition", _partition(name))
        yield _link(_partition(name), VOID + "property", name)
        yield _number(_partition(name), VOID + "triples", number)
    for name, has, value in sorted(counts.values, key=str):
        within, part = _partition(name), _partition(name, has)
        yield _link(within, VOID + "propertyPartition", part)
        yield _link(part, VOID + "property", has)
        if value:
            kind = f"{VOID}class" if value in counts.classes else f"{VOID_EXT}datatype"
            yield _link(part, f"{kind}Partition", _partition(name, has, value))
            yield _link(_partition(name, has, value), kind, value)


def _describe_query(query: Query, find: _Find) -> Iterator[Triple]:
    iri = QUERY + query.name
    text, form = _to_runnable(query, find)
    yield _link(iri, RDF.type, SH + "SPARQLExecutable")
    yield _link(iri, RDF.type, f"{SH}SPARQL{form.capitalize()}Executable")
    yield _text(iri, RDFS.label, query.name)
    yield _text(iri, RDFS.comment, query.summary)
    yield _text(iri, f"{SH}{form}", text)


def _to_runnable(query: Query, find: _Find) -> tuple[str, str]:
    """Put the values of the example, and the defaults, into a query; a name that is not there stays free."""
    words = shlex.split(query.example)
    given = dict(one.split("=", 1) for one in words if "=" in one)
    values: dict[str, Sequence[Value]] = {}
    for parameter in query.parameters:
        try:
            value = given.get(parameter.name, parameter.default or "")
            terms = find(parameter.kind, parameter.name, value)
        except KgError:
            terms = None
        if terms:
            values[parameter.name] = terms
    body = "\n".join(line for line in query.sparql.splitlines() if not line.startswith("#+")).strip()
    form = "construct" if re.search("^CONSTRUCT", body, re.MULTILINE) else "select"
    text, rest = next(to_runs(body, [parameter.name for parameter in query.parameters], values))
    return put_values(text, rest), form


def _partition(*names: str) -> str:
    """Mint the IRI of a partition: .../partition/ontology-claim/ontology-text."""
    return BASE_IRI + "partition/" + "/".join(slug(name.partition("://")[2]) for name in names)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _text(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(value))


def _number(subject: str, predicate: str, value: int) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(value))
