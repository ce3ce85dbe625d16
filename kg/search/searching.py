"""Search an index: what is found, how much of it by each facet, and a page of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.search.words import to_match

KINDS = ("actor", "agreement", "topic", "claim", "article")
# By what a result is narrowed, and the SQL that says which values it has, each with a name to show.
FACETS = {
    "kind": "SELECT kind AS value, kind AS name, id FROM found",
    "act": "SELECT act AS value, act AS name, id FROM found WHERE act IS NOT NULL",
    "actor": "SELECT actor AS value, actors.name AS name, id FROM found_actors JOIN actors USING (actor)",
    "topic": "SELECT topic AS value, topics.name AS name, id FROM found_topics JOIN topics USING (topic)",
    "outlet": "SELECT outlet AS value, outlet AS name, id FROM found WHERE outlet IS NOT NULL",
    "said": "SELECT year AS value, year AS name, id FROM found WHERE year IS NOT NULL",
    "about": "SELECT DISTINCT year AS value, year AS name, id FROM found_times WHERE year IS NOT NULL",
}
# In which order; what is alike comes in the order of the index, which is that of kinds and IRIs.
SORTS = {
    "relevance": "rank, id",
    "newest": "said_from IS NULL, said_from DESC, rank, id",
    "oldest": "said_from IS NULL, said_from, rank, id",
    "confidence": "confidence IS NULL, confidence DESC, rank, id",
    "name": "name IS NULL, name COLLATE NOCASE, id",
}
# So many values of a facet are counted.
_MOST_VALUES = 12
# Around what was found in a snippet: no text has these, for they are taken out of one before it is read.
_BEGIN, _END = "\x02", "\x03"
_SNIPPET_WORDS = 40


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words (kg.search.words), and what narrows them; empty is any.

    `actors` and `topics` are IRIs, days are written as 2022-07-27, `said` and `about` are years.
    `everything`: doubtful statements, and what copies say again, too.
    """

    words: str = ""
    kind: str = ""
    act: str = ""
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    outlet: str = ""
    said: str = ""
    about: str = ""
    said_since: str = ""
    said_until: str = ""
    about_since: str = ""
    about_until: str = ""
    confidence: float = 0.0
    everything: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Found:
    """A page of what was found, of `total` in all. A row has its `marked` words: pieces, each with whether it
    was looked for. `facets`: of each the commonest values as (value, name, count).
    """

    total: int
    rows: list[dict[str, Any]]
    facets: Mapping[str, list[tuple[str, str, int]]]


def search(database: sqlite3.Connection, wanted: Wanted, number: int = 1, size: int = 20) -> Found:
    """Search an index (`kg.search.open_index`) for the page `number`, from 1, of `size` rows."""
    match, unwanted = to_match(wanted.words)
    database.execute("DROP TABLE IF EXISTS temp.hits")
    source = "search JOIN found ON found.id = search.rowid" if match else "found"
    rank = "search.rank" if match else "0"
    where, values = _to_conditions(wanted, match, unwanted)
    database.execute(
        f"CREATE TEMP TABLE hits AS SELECT found.id AS hit, {rank} AS rank FROM {source} WHERE {where}",
        values,
    )
    (total,) = database.execute("SELECT count(*) FROM hits").fetchone()
    order = SORTS[wanted.sort or ("relevance" if match else "newest")]
    page = database.execute(
        f"SELECT found.* FROM hits JOIN found ON id = hit ORDER BY {order} LIMIT ? OFFSET ?",
        (size, (number - 1) * size),
    ).fetchall()
    rows = [_to_row(database, row, match) for row in page]
    return Found(total, rows, {name: _count(database, sql) for name, sql in FACETS.items()})


def _to_conditions(wanted: Wanted, match: str, unwanted: str) -> tuple[str, list[Any]]:
    """Write the conditions in SQL, with their values."""
    conditions = list(_list_conditions(wanted, match, unwanted))
    return " AND ".join(sql for sql, _ in conditions) or "1", [one for _, some in conditions for one in some]


def _list_conditions(wanted: Wanted, match: str, unwanted: str) -> Iterator[tuple[str, list[Any]]]:
    if match:
        yield "search MATCH ?", [match]
    if unwanted:
        yield "found.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", [unwanted]
    equal = {"kind": wanted.kind, "act": wanted.act, "outlet": wanted.outlet, "year": wanted.said}
    yield from ((f"found.{column} = ?", [value]) for column, value in equal.items() if value)
    if wanted.about:
        yield "found.id IN (SELECT id FROM found_times WHERE year = ?)", [wanted.about]
    for name, iris in (("actor", wanted.actors), ("topic", wanted.topics)):
        if iris:
            places = ", ".join("?" * len(iris))
            yield f"found.id IN (SELECT id FROM found_{name}s WHERE {name} IN ({places}))", [*iris]
    if wanted.said_since:
        yield "found.said_to >= ?", [wanted.said_since]
    if wanted.said_until:
        yield "found.said_from <= ?", [wanted.said_until]
    if wanted.about_since or wanted.about_until:
        # A time that is open at one end goes on for ever there.
        yield (
            "found.id IN (SELECT id FROM found_times WHERE COALESCE(latest, '9999') >= ? AND "
            "COALESCE(earliest, '') <= ?)",
            [wanted.about_since, wanted.about_until or "9999"],
        )
    if wanted.confidence:
        yield "found.confidence >= ?", [wanted.confidence]
    if not wanted.everything:
        yield "found.counted", []


def _count(database: sqlite3.Connection, values: str) -> list[tuple[str, str, int]]:
    """Count what was found by the values of a facet, the commonest first."""
    sql = (
        f"SELECT value, min(name), count(*) FROM ({values}) JOIN hits ON hit = id "
        "GROUP BY value ORDER BY 3 DESC, 2, 1 LIMIT ?"
    )
    return [tuple(row) for row in database.execute(sql, (_MOST_VALUES,))]


def _to_row(database: sqlite3.Connection, row: sqlite3.Row, match: str) -> dict[str, Any]:
    """Add the words and the article to a row of `found`."""
    body, title, url = database.execute(
        "SELECT body, articles.title, articles.url FROM search LEFT JOIN articles "
        "ON articles.article = search.article WHERE search.rowid = ?",
        (row["id"],),
    ).fetchone()
    snippet = None
    if match:
        snippet = database.execute(
            "SELECT snippet(search, 4, ?, ?, ' … ', ?) FROM search WHERE search MATCH ? AND rowid = ?",
            (_BEGIN, _END, _SNIPPET_WORDS, match, row["id"]),
        ).fetchone()[0]
    marked = list(_split(snippet if snippet is not None else body or ""))
    # Of an article the piece in which it was found; of all else, which is short, the whole.
    words = "".join(piece for piece, _ in marked) if row["kind"] == "article" else body
    return dict(row) | {"words": words, "marked": marked, "title": title, "url": url}


def _split(snippet: str) -> Iterator[tuple[str, bool]]:
    """Split a snippet into pieces, each with whether it was looked for."""
    first, *rest = snippet.split(_BEGIN)
    yield first, False
    for piece in rest:
        found, _, after = piece.partition(_END)
        yield found, True
        yield after, False
