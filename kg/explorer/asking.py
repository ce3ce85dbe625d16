"""Ask the queries of the pages: files of `queries/pages/`, and the named queries of the project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.explorer.pages import Asked, Table, cut
from kg.queries import Query, ask, list_page_queries
from kg.store import GraphStore

Records = list[dict[str, Any]]


def ask_page(store: GraphStore, name: str, **parameters: str) -> tuple[tuple[str, ...], Records]:
    """Ask a query of `queries/pages/`: its columns, and a dict a row. None stands for what is unbound."""
    rows = ask(store, _load_queries()[name], parameters)
    return rows.columns, [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def ask_table(store: GraphStore, name: str, asked: Asked, **parameters: str) -> Table:
    """Ask such a query for the rows of one page."""
    columns, rows = ask_page(store, name, **parameters)
    return cut(columns, rows, asked)


def ask_first(store: GraphStore, name: str, **parameters: str) -> Mapping[str, Any] | None:
    """Ask such a query for its first row; None where there is none."""
    _, rows = ask_page(store, name, **parameters)
    return rows[0] if rows else None


@cache
def _load_queries() -> dict[str, Query]:
    return {query.name: query for query in list_page_queries()}
