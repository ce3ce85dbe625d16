"""Show what is found for words, with the facets that narrow it, as a form and as links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.explorer.pages import Asked, Page, Table, View
from kg.search import FACETS, KINDS, PARAMETERS, SORTS, is_indexed, open_index, read_wanted, search
from kg.store import GraphStore

# `who` and `article` link to what their IRIs name: of a claim `found` is the claim, of an actor the actor.
_COLUMNS = (
    "kind",
    "found",
    "found_iri",
    "words",
    "act",
    "said_from",
    "confidence",
    "outlet",
    "article",
    "article_iri",
    "published",
    "url",
)


def show_search(store: GraphStore, asked: Asked) -> View:
    """Show a page of what is found. Raises UsageError and QueryError for a value that does not fit."""
    wanted = read_wanted(store, asked.parameters)
    with open_index(store) as database:
        found = search(database, wanted, asked.number, asked.size)
    rows = tuple(_to_row(row) for row in found.rows)
    table = Table(_COLUMNS, rows, found.total, asked.number, asked.size)
    title = f"Search: {asked.parameters['q']}" if asked.parameters["q"] else "Search"
    chosen = {name: asked.parameters[name] for name in FACETS if asked.parameters[name]}
    facets = {
        name: [{"value": value, "name": label, "count": count} for value, label, count in values]
        for name, values in found.facets.items()
        if name not in chosen
    }
    return View(title, table, {"facets": facets, "chosen": chosen, "sorts": list(SORTS), "kinds": KINDS})


def _to_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Name the columns as the page does; `marked` are the words in pieces, with what was looked for."""
    is_text = row["kind"] == "claim"
    return {name: row.get(name) for name in _COLUMNS} | {
        "found": row["name"] or (row["title"] if not is_text else "somebody") or row["iri"],
        "found_iri": row["iri"],
        "article": row["title"] if is_text else None,
        "article_iri": row["article"] if is_text else None,
        "marked": row["marked"],
    }


SEARCH = Page(
    "search",
    "/search",
    'Words in actors, agreements, topics, claims and articles: all of them, as "a phrase", as beginnings*, '
    "or -without some.",
    show_search,
    parameters=PARAMETERS,
    menu="Search",
    template="search.html",
    is_slow=lambda folder: not is_indexed(folder),
)
