"""Ask the queries of the pages: files of `queries/pages/`, and the named queries of the project."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from kg.explorer.pages import IRI_SUFFIX, Asked, Table, cut
from kg.queries import Query, ask, list_page_queries, load_query
from kg.store import GraphStore
from kg.vocab import ENTITIES_GRAPH, FOAF, RDFS

Records = list[dict[str, Any]]
# So many answers of a graph are kept, of as many rows each at most: some ten megabytes.
KEPT_ANSWERS, KEPT_ROWS = 32, 2_000

_kept: WeakKeyDictionary[GraphStore, OrderedDict[Hashable, tuple[tuple[str, ...], Records]]] = (
    WeakKeyDictionary()
)


def ask_page(store: GraphStore, name: str, **parameters: str) -> tuple[tuple[str, ...], Records]:
    """Ask a query of `queries/pages/`: its columns, and a dict a row. None stands for what is unbound.

    A graph that is open to read never changes, so the last answers are kept: who leafs asks once.
    """
    return _ask_kept(store, _load_queries()[name], parameters)


def ask_named(store: GraphStore, name: str, **parameters: str) -> tuple[tuple[str, ...], Records]:
    """Ask a named query of the project, `queries/NAME.rq`, in the same way."""
    return _ask_kept(store, load_query(name), parameters)


def _ask_kept(
    store: GraphStore, query: Query, parameters: Mapping[str, str]
) -> tuple[tuple[str, ...], Records]:
    kept = _kept.setdefault(store, OrderedDict())
    key = (query.sparql, *sorted(parameters.items()))
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    rows = ask(store, query, parameters)
    answer = rows.columns, [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    if len(rows.terms) <= KEPT_ROWS:
        kept[key] = answer
    if len(kept) > KEPT_ANSWERS:
        kept.popitem(last=False)
    return answer


def ask_table(store: GraphStore, name: str, asked: Asked, **parameters: str) -> Table:
    """Ask such a query for the rows of one page."""
    columns, rows = ask_page(store, name, **parameters)
    return cut(columns, rows, asked)


def ask_first(store: GraphStore, name: str, **parameters: str) -> Mapping[str, Any] | None:
    """Ask such a query for its first row; None where there is none."""
    _, rows = ask_page(store, name, **parameters)
    return rows[0] if rows else None


def find_names(store: GraphStore, things: Iterable[str]) -> dict[str, str]:
    """Find what things are called; the end of its IRI for what has no name."""
    return {thing: find_name(store, thing) or thing.rpartition("/")[2] for thing in set(things)}


def add_names(store: GraphStore, rows: Records, *columns: str) -> Records:
    """Add to the rows what the things are called whose IRIs stand in `COLUMN_iri`."""
    keys = [column + IRI_SUFFIX for column in columns]
    names = find_names(store, {row[key] for row in rows for key in keys if row[key]})
    return [row | {column: names.get(row[column + IRI_SUFFIX]) for column in columns} for row in rows]


def find_name(store: GraphStore, thing: str) -> str | None:
    """Find the name that all articles share, else that of an article; a page names hundreds."""
    subject = NamedNode(thing)
    for predicate, graph in ((RDFS.label, NamedNode(ENTITIES_GRAPH)), (RDFS.label, None), (FOAF.name, None)):
        for quad in store.rdf.quads_for_pattern(subject, NamedNode(predicate), None, graph):
            return str(quad.object.value)  # type: ignore[union-attr]
    return None


@cache
def _load_queries() -> dict[str, Query]:
    return {query.name: query for query in list_page_queries()}
