"""Read the rows of a table: those of its query, sorted by the key, one row a key.

They are sorted outside of memory (kg.sorting), and need no DISTINCT for that: memory does not grow with the
graph, unless it lies on a server, which sends an answer whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from kg.errors import QueryError
from kg.printable import shorten
from kg.rows import Plain, to_plain
from kg.sorting import sort_lines
from kg.store import GraphStore
from kg.tables.definitions import TEXTS, Table
from kg.vocab import article_iri

Row = list[Plain]

# Between the values of one cell.
SEVERAL = "; "


def read_table(store: GraphStore, table: Table, folder: Path) -> Iterator[Row]:
    """Yield the rows of a table, in the order of its columns; `folder` has room for what is sorted.

    Raises QueryError and StoreError.
    """
    lines = sort_lines(_to_lines(_read_rows(store, table)), folder)
    rows: Iterator[Row] = map(json.loads, lines)
    for _, same in groupby(rows, key=lambda row: row[: table.key_length]):
        yield _merge(list(same))


def _read_rows(store: GraphStore, table: Table) -> Iterator[Row]:
    """Yield the rows as they come, some of them more than once."""
    if table is TEXTS:
        for article in store.articles():
            yield [article_iri(article.content_hash), article.text]
        return
    # Virtuoso answers truths as numbers.
    truths = [column.kind == "boolean" for column in table.columns]
    try:
        for solution in store.select(table.sparql):
            values = (to_plain(solution[name]) for name in table.names)
            yield [
                bool(value) if is_truth and value is not None else value
                for value, is_truth in zip(values, truths, strict=True)
            ]
    except (OSError, RuntimeError, ValueError) as error:  # What fails, fails when its row is asked for.
        raise QueryError(f"the table {table.name} cannot be read: {shorten(str(error))}") from error


def _to_lines(rows: Iterator[Row]) -> Iterator[bytes]:
    """Write a row a line; JSON escapes the line breaks in it."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _merge(rows: list[Row]) -> Row:
    """Make one row of all that have the same key: texts are joined, of other values the first counts."""
    first, *others = rows
    if not others:
        return first
    return [
        _join(list(dict.fromkeys(value for value in column if value is not None)))
        for column in zip(*rows, strict=True)
    ]


def _join(values: list[Plain]) -> Plain:
    if len(values) > 1 and all(isinstance(value, str) for value in values):
        return SEVERAL.join(map(str, values))
    return values[0] if values else None
