"""Answer each kind of job off an open graph: one function a kind, listed in HANDLERS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Triple, serialize

from kg.errors import QueryError, UsageError
from kg.export.void import describe, describe_endpoint, to_turtle
from kg.printable import shorten
from kg.queries import Query as NamedQueryText
from kg.queries import ask, list_queries
from kg.rows import Rows, to_csv, to_json
from kg.rows import to_turtle as rows_to_turtle
from kg.serve.jobs import (
    Answer,
    Decide,
    Description,
    DescriptionQuery,
    Drawing,
    Graph,
    Graphs,
    Job,
    NamedQuery,
    PageRequest,
    Problem,
    Query,
    RefusalError,
    Update,
)
from kg.serve.media import GRAPHS, JSON, TABLES, choose
from kg.serve.showing import answer_decision, answer_drawing, answer_page
from kg.serve.snapshot import Snapshot
from kg.serve.spool import Spool
from kg.serve.updating import update
from kg.settings import BASE_IRI
from kg.store import Answer as QueryAnswer
from kg.store import Dataset, GraphStore, in_memory
from kg.vocab import WRITTEN_PREFIXES

# A handler gets the graph, the job of its kind, the snapshot, and where to write the answer.
Handler = Callable[[GraphStore, Any, Snapshot, Spool], Answer]

_DESCRIPTION_GRAPH = NamedNode(BASE_IRI + "graph/description")
# Of a query of the project: in which forms its rows are written, by the media type.
_ROWS: dict[str, Callable[[NamedQueryText, Rows], str]] = {
    JSON: lambda query, rows: to_plain_json(query, rows),
    "text/csv": lambda query, rows: to_csv(rows),
    "application/sparql-results+json": lambda query, rows: to_json(rows),
    "text/turtle": lambda query, rows: rows_to_turtle(rows),
}
_FORMATS = {"json": JSON, "csv": "text/csv", "turtle": "text/turtle"}


def answer_query(store: GraphStore, job: Query, snapshot: Snapshot, spool: Spool) -> Answer:
    """Answer a SPARQL query in the form that the client accepts."""
    return _ask(store, job, spool)


def answer_description_query(
    store: GraphStore, job: DescriptionQuery, snapshot: Snapshot, spool: Spool
) -> Answer:
    """Answer a SPARQL query off the description of the graph."""
    query = job.query
    triples = [*_describe(store, snapshot.identity), *describe_endpoint(query.base)]
    return _ask(in_memory(to_quad(triple) for triple in triples), query, spool)


def answer_named(store: GraphStore, job: NamedQuery, snapshot: Snapshot, spool: Spool) -> Answer:
    """Answer a query of the project, with the rows of `kg query`."""
    query = _load_queries().get(job.name)
    if query is None:
        raise RefusalError(Problem.UNKNOWN, str(UsageError.unknown("query", job.name, _load_queries())))
    offered = [_FORMATS[job.format]] if job.format else list(_ROWS)
    media = _choose(job.accept if not job.format else "*/*", offered)
    rows = ask(store, query, dict(job.parameters))
    spool.write(_ROWS[media](query, rows).encode("utf-8", "backslashreplace"))
    return spool.finish(media)


def answer_graph(store: GraphStore, job: Graph, snapshot: Snapshot, spool: Spool) -> Answer:
    """Write one named graph, or all of them as one."""
    if job.name is not None and not store.rdf.contains_named_graph(to_node(job.name)):
        raise RefusalError(Problem.UNKNOWN, f"there is no graph {shorten(job.name)} in this dataset")
    return _write_triples((quad.triple for quad in store.quads(job.name)), job.accept, spool)


def answer_description(store: GraphStore, job: Description, snapshot: Snapshot, spool: Spool) -> Answer:
    """Write the description of the graph."""
    described = _describe(store, snapshot.identity)
    triples = sorted([*described, *describe_endpoint(job.endpoint)], key=str)
    if _choose(job.accept, list(GRAPHS)) != "text/turtle":
        return _write_triples(triples, job.accept, spool)
    spool.write(to_turtle(triples))
    return spool.finish("text/turtle")


def answer_update(store: GraphStore, job: Update, snapshot: Snapshot, spool: Spool) -> Answer:
    """Run a SPARQL Update: what it leaves is a new generation."""
    update(snapshot.location, job)
    return spool.finish("text/plain")


HANDLERS: Mapping[type[Job], Handler] = {
    Query: answer_query,
    DescriptionQuery: answer_description_query,
    NamedQuery: answer_named,
    PageRequest: answer_page,
    Drawing: answer_drawing,
    Decide: answer_decision,
    Graph: answer_graph,
    Description: answer_description,
    Update: answer_update,
}


def to_node(iri: str) -> NamedNode:
    """Convert an IRI that a client has sent. Raises QueryError for what is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{shorten(iri)} is no IRI of a graph: {error}") from error


def to_quad(triple: Triple) -> Quad:
    """Put a triple into the graph of the description."""
    return Quad(triple.subject, triple.predicate, triple.object, _DESCRIPTION_GRAPH)


def to_dataset(graphs: Graphs) -> Dataset | None:
    """Convert the graphs that a request names; None where it names none."""
    if not graphs:
        return None
    return Dataset([to_node(iri) for iri in graphs.default], [to_node(iri) for iri in graphs.named])


def to_plain_json(query: NamedQueryText, rows: Rows) -> str:
    """Write rows as plain JSON: an object a row, with the names of the columns."""
    found = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    answer = {"query": query.name, "summary": query.summary, "columns": rows.columns, "rows": found}
    return json.dumps(answer, ensure_ascii=False) + "\n"


def _ask(store: GraphStore, job: Query, spool: Spool) -> Answer:
    answer = store.query(job.sparql, None, job.services, to_dataset(job.graphs), job.base)
    try:
        return _write_answer(answer, job.accept, spool)
    except (OSError, RuntimeError, ValueError) as error:  # What fails, fails when its row is asked for.
        raise QueryError(f"the query cannot be run: {shorten(str(error))}") from error


def _write_answer(answer: QueryAnswer, accept: str, spool: Spool) -> Answer:
    if isinstance(answer, QueryTriples):
        return _write_triples(answer, accept, spool)
    media = _choose(accept, list(TABLES))
    answer.serialize(spool.file, TABLES[media])
    return spool.finish(media)


def _write_triples(triples: Iterable[Triple], accept: str, spool: Spool) -> Answer:
    media = _choose(accept, list(GRAPHS))
    prefixes = WRITTEN_PREFIXES if GRAPHS[media] == RdfFormat.TURTLE else None
    serialize(triples, spool.file, GRAPHS[media], prefixes=prefixes)
    return spool.finish(media)


def _choose(accept: str, offered: list[str]) -> str:
    media = choose(accept, offered)
    if media is None:
        raise RefusalError(
            Problem.UNACCEPTABLE, f"this is written as {', '.join(offered)}, not as {shorten(accept)}"
        )
    return media


@cache
def _load_queries() -> dict[str, NamedQueryText]:
    return {query.name: query for query in list_queries()}


_described: dict[str, list[Triple]] = {}


def _describe(store: GraphStore, identity: str) -> list[Triple]:
    """Describe the graph, once."""
    if identity not in _described:
        _described.clear()
        _described[identity] = list(describe(store))
    return _described[identity]
