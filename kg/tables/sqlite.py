"""Write tables into one SQLite file, with views, and a table for full-text search."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kg.progress import Progress
from kg.store import GraphStore
from kg.tables.definitions import Table, list_tables
from kg.tables.reading import read_table
from kg.tables.views import VIEWS

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}

# Stems of English words, whatever the case and the accents; words of a title count four times.
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
  kind UNINDEXED, iri UNINDEXED, article UNINDEXED, title, body,
  tokenize = "porter unicode61 remove_diacritics 2"
);
INSERT INTO search(search, rank) VALUES ('rank', 'bm25(0, 0, 0, 4, 1)');
"""
# What can be searched, by its kind: IRI, article, title and words. Of actors those that have a name.
_SEARCHED = {
    "actor": """
SELECT actor, NULL, name, (SELECT group_concat(other.name, '; ') FROM actor_names AS other
  WHERE other.actor = actors.actor AND other.name <> actors.name)
FROM actors WHERE named AND NOT local ORDER BY actor""",
    "agreement": "SELECT agreement, NULL, name, about FROM agreements ORDER BY agreement",
    "topic": """
SELECT topic, NULL, name, (SELECT group_concat(other.name, '; ') FROM topic_names AS other
  WHERE other.topic = topics.topic AND other.name <> topics.name)
FROM topics ORDER BY topic""",
    "claim": """
SELECT claim, article, (SELECT group_concat(actors.name, '; ') FROM statements
  JOIN statement_actors USING (statement) JOIN actors USING (actor)
  WHERE statements.claim = claims.claim AND role IN ('speaker', 'ascribed', 'on_behalf_of')), words
FROM claims ORDER BY claim""",
    "article": """
SELECT article, article, title, text FROM articles JOIN texts USING (article) ORDER BY article""",
}


def write_sqlite(store: GraphStore, path: Path, progress: Progress | None = None) -> None:
    """Write all tables, the views and the search to a file that does not exist yet."""
    with closing(make_database(path)) as database:
        write_tables(database, store, list_tables(), path.parent, progress)
        for name, sql in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {sql}")
        write_search(database)
        database.commit()


def make_database(path: Path) -> sqlite3.Connection:
    """Make a database in a file that is given up where the work fails: it needs no journal."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    return database


def write_tables(
    database: sqlite3.Connection,
    store: GraphStore,
    tables: Sequence[Table],
    folder: Path,
    progress: Progress | None = None,
) -> None:
    """Write tables, with an index for each column of IRIs; `folder` has room to sort."""
    for number, table in enumerate(tables):
        if progress:
            progress(f"writing {table.name}", number, len(tables))
        database.execute(to_create(table, _TYPES, "TEXT"))
        places = ", ".join("?" * len(table.columns))
        database.executemany(
            f'INSERT INTO "{table.name}" VALUES ({places})', read_table(store, table, folder)
        )
        for column in table.columns[1:]:
            if column.kind == "iri":
                index = f"{table.name}_by_{column.name}"
                database.execute(f'CREATE INDEX "{index}" ON "{table.name}" ("{column.name}")')


def to_create(table: Table, types: dict[str, str], otherwise: str) -> str:
    """Write the SQL that makes a table; `types` are those of kinds of columns, all others `otherwise`."""
    columns = [f'"{column.name}" {types.get(column.kind, otherwise)}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)}, PRIMARY KEY ({key}))'


def write_search(database: sqlite3.Connection) -> None:
    """Write the table that is searched, out of the others."""
    database.executescript(_SEARCH)
    for kind, sql in _SEARCHED.items():
        database.execute(f"INSERT INTO search SELECT '{kind}', * FROM ({sql})")
