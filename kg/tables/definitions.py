"""Load what each table holds: a query of `queries/tables/`, with its key and columns in `#+` lines.

    #+ summary: What was said, in the words of the article.
    #+ key: claim
    #+ column: confidence:number  How sure the reading is, 0 to 1

A column is `NAME:KIND`, two spaces and its meaning; its kind is one of KINDS. The first columns are the key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.queries import read_headers
from kg.settings import data_folder

# What the values of a column are, and how a table of docs/tables.md calls that.
KINDS = {
    "iri": "IRI",
    "text": "text",
    "date": "day, as 2022-07-26",
    "edtf": "EDTF",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}

_PAGE_HEAD = """# Tables

Written from the headers of `queries/tables/*.rq` by `python -m kg.tables`; change those instead.

    kg export tables build/tables                          a CSV file for each table
    kg export tables build/tables --excel                  the same, for a spreadsheet
    kg export tables build/tables --as parquet             a Parquet file for each (the extra parquet)
    kg export tables build/graph.sqlite --as sqlite        one SQLite file, with views and full-text search
    kg export tables build/graph.duckdb --as duckdb        one DuckDB file, with views (the extra duckdb)

The first columns of a table, in bold, are its key: no two rows have the same. Rows are sorted by them, so
the same graph gives the same tables. Keys are the IRIs of the graph ([graph.md](graph.md)); columns that mean
the same have the names that `kg query` gives them. What nobody knows is empty (NULL). Days and times are
text: EDTF knows "some day in July", and years before the first. Where a graph has several values for one
cell, they stand in it with `; ` between.

Excel shows no more than 32,767 characters of a cell and 1,048,576 rows: `texts` may have longer cells.

Nothing is left out: doubtful statements and what copies of an article say again are there too. `firm` and an
empty `repeats` give what `kg query` counts. Each table but `texts` is the answer to the query of its name:

    kg query queries/tables/claims.rq --format csv

## Views and search

SQLite and DuckDB files have views, with names in the place of IRIs: `who_said_what`, `who_signed_what`,
`who_holds_which_office`.

    select who, act, words from who_said_what where firm and not repeated and published >= '2024'

A SQLite file has a table `search` (FTS5) as well, over actors, agreements, topics, claims and articles, by
the stems of words:

    select kind, iri, title, snippet(search, 4, '[', ']', '…', 12) from search('moon base') order by rank

DuckDB has none: its extension for full-text search is no part of its package, and would be fetched by it.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind (one of KINDS) and its meaning."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first `key_length` columns are its key."""

    name: str
    summary: str
    key_length: int
    columns: tuple[Column, ...]
    sparql: str

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @property
    def key(self) -> list[str]:
        """The names of the columns that are the key."""
        return self.names[: self.key_length]


# The one table that no query gives: the graph holds passages, and the texts lie beside it.
TEXTS = Table(
    "texts",
    "The texts of the articles, as they were read: what `start` and `end` of a mention count in.",
    1,
    (Column("article", "iri", "The article"), Column("text", "text", "Its text")),
    "",
)


@cache
def list_tables() -> tuple[Table, ...]:
    """List the tables, by name."""
    files = data_folder("queries").joinpath("tables").glob("*.rq")
    tables = (_read_table(file.stem, file.read_text(encoding="utf-8")) for file in files)
    return tuple(sorted([*tables, TEXTS], key=lambda table: table.name))


def to_markdown(tables: Iterable[Table]) -> str:
    """Write the page docs/tables.md: every table with its columns."""
    parts = [_PAGE_HEAD]
    for table in tables:
        parts.append(f"\n## {table.name}\n\n{table.summary}\n\n| column | is | meaning |\n|---|---|---|\n")
        for column in table.columns:
            name = f"**`{column.name}`**" if column.name in table.key else f"`{column.name}`"
            parts.append(f"| {name} | {KINDS[column.kind]} | {column.meaning} |\n")
    return "".join(parts)


def _read_table(name: str, text: str) -> Table:
    headers = read_headers(text)
    columns = tuple(_read_column(line) for line in headers["column"])
    return Table(name, headers["summary"][0], len(headers["key"][0].split(",")), columns, text)


def _read_column(line: str) -> Column:
    what, _, meaning = line.partition("  ")
    name, _, kind = what.partition(":")
    return Column(name, kind, meaning.strip())
