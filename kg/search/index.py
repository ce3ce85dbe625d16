"""Make and open the file that is searched.

It lies in the folder of its generation, is made when somebody first searches there, and goes with it: a build
takes no time for it. Of a graph in memory, on a server, or in a folder that cannot be written, it is made in
a temporary folder.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.errors import BrokenGraphError, StoreError, is_full, take_first_line
from kg.generations import MANIFEST, SEARCH, SEARCH_LOCK, SEARCH_NEW
from kg.locks import hold
from kg.progress import Progress
from kg.settings import SEARCH_FORMAT
from kg.store import GraphStore
from kg.tables import list_tables
from kg.tables.sqlite import make_database, write_search, write_tables

# The tables that are asked; what is read of mentions and evidence is not searched.
_TABLES = frozenset(
    {
        "actor_names",
        "actors",
        "agreement_parties",
        "agreement_topics",
        "agreements",
        "article_topics",
        "articles",
        "claim_dates",
        "claim_topics",
        "claims",
        "signatures",
        "statement_actors",
        "statements",
        "texts",
        "topic_names",
        "topics",
    }
)
# Where a SQLite file has the number that PRAGMA user_version sets.
_VERSION_AT = 60
# Beside the table `search`, by its row: what is found, and by which actors, topics and times it is narrowed.
# A topic stands for itself and all that are wider. What is doubtful or only said again does not count.
_FOUND = """
CREATE TABLE found (id INTEGER PRIMARY KEY, kind TEXT, iri TEXT, name TEXT, article TEXT, act TEXT,
  outlet TEXT, published TEXT, said_from TEXT, said_to TEXT, confidence REAL, counted INTEGER, year TEXT);
INSERT INTO found SELECT search.rowid, kind, search.iri, search.title, search.article, said.act,
  articles.outlet, articles.published, COALESCE(said.said_from, articles.published),
  COALESCE(said.said_to, articles.published), said.confidence, COALESCE(said.counted, kind <> 'claim'),
  substr(COALESCE(said.said_from, articles.published), 1, 4)
FROM search LEFT JOIN articles ON articles.article = search.article
LEFT JOIN (
  SELECT claim, min(act) AS act, min(said_from) AS said_from, max(said_to) AS said_to,
    max(confidence) AS confidence, max(firm AND repeats IS NULL) AS counted FROM statements GROUP BY claim
) AS said ON said.claim = search.iri
ORDER BY search.rowid;
CREATE INDEX found_by_iri ON found (iri);

CREATE TABLE found_actors (actor TEXT, id INTEGER, PRIMARY KEY (actor, id)) WITHOUT ROWID;
INSERT OR IGNORE INTO found_actors SELECT actor, id FROM found JOIN statements ON claim = iri
  JOIN statement_actors USING (statement) WHERE role IN ('speaker', 'ascribed', 'on_behalf_of');
INSERT OR IGNORE INTO found_actors SELECT iri, id FROM found WHERE kind = 'actor';
INSERT OR IGNORE INTO found_actors SELECT party, id FROM found JOIN agreement_parties ON agreement = iri;
INSERT OR IGNORE INTO found_actors SELECT person, id FROM found JOIN signatures ON agreement = iri
  WHERE person IS NOT NULL;
INSERT OR IGNORE INTO found_actors SELECT party, id FROM found JOIN signatures ON agreement = iri
  WHERE party IS NOT NULL;
CREATE INDEX found_actors_by_id ON found_actors (id);

CREATE TABLE found_topics (topic TEXT, id INTEGER, PRIMARY KEY (topic, id)) WITHOUT ROWID;
WITH RECURSIVE named (topic, id) AS (
  SELECT topic, id FROM found JOIN claim_topics ON claim = iri
  UNION SELECT topic, id FROM found JOIN agreement_topics ON agreement = iri
  UNION SELECT topic, id FROM found JOIN article_topics ON article_topics.article = iri
  UNION SELECT iri, id FROM found WHERE kind = 'topic'
  UNION SELECT wider, id FROM named JOIN topics USING (topic) WHERE wider IS NOT NULL
)
INSERT INTO found_topics SELECT topic, id FROM named;
CREATE INDEX found_topics_by_id ON found_topics (id);

CREATE TABLE found_times (id INTEGER, earliest TEXT, latest TEXT, year TEXT);
INSERT INTO found_times SELECT id, earliest, latest,
  substr(COALESCE(earliest, latest), 1, CASE WHEN COALESCE(earliest, latest) LIKE '-%' THEN 5 ELSE 4 END)
  FROM found JOIN claim_dates ON claim = iri WHERE earliest IS NOT NULL OR latest IS NOT NULL;
CREATE INDEX found_times_by_id ON found_times (id);
"""


def is_indexed(folder: Path) -> bool:
    """Whether the generation in that folder has an index that this version reads."""
    try:
        with (folder / SEARCH).open("rb") as file:
            file.seek(_VERSION_AT)
            return int.from_bytes(file.read(4), "big") == SEARCH_FORMAT
    except OSError:
        return False


@contextmanager
def open_index(store: GraphStore, progress: Progress | None = None) -> Iterator[sqlite3.Connection]:
    """Open the index of a graph to read; make it where there is none.

    Raises QueryError and StoreError, also where the index is broken or cannot be written.
    """
    folder = store.folder
    is_ours = folder is not None and (is_indexed(folder) or os.access(folder, os.W_OK))
    path = folder / SEARCH if folder and is_ours else Path(tempfile.gettempdir())
    try:
        if folder is None or not is_ours:
            path = _make_apart(store, progress)
        elif not is_indexed(folder):
            _make(store, folder, progress)
        with closing(_open(path)) as index:
            yield index
    except sqlite3.Error as error:
        if is_full(error) or "disk is full" in str(error):
            raise StoreError.unwritable(path, error) from error
        what = f"the index {path} cannot be read ({take_first_line(error)})"
        raise BrokenGraphError(what, "remove it; the next search makes it anew") from error


def write_index(store: GraphStore, path: Path, progress: Progress | None = None) -> None:
    """Write the index to a file that does not exist yet."""
    tables = [table for table in list_tables() if table.name in _TABLES]
    with closing(make_database(path)) as database:
        write_tables(database, store, tables, path.parent, progress)
        write_search(database)
        database.executescript(_FOUND)
        database.execute("ANALYZE")
        database.execute(f"PRAGMA user_version = {SEARCH_FORMAT}")
        database.commit()


def _make(store: GraphStore, folder: Path, progress: Progress | None) -> None:
    """Make the index of a generation, unless another process has made it meanwhile."""
    with hold(folder / SEARCH_LOCK, wait=True):
        if is_indexed(folder):
            return
        new = folder / SEARCH_NEW
        new.unlink(missing_ok=True)
        try:
            write_index(store, new, progress)
            (folder / MANIFEST).stat()  # A build may have removed the generation.
            os.replace(new, folder / SEARCH)
        finally:
            new.unlink(missing_ok=True)


# The index of a graph that has no folder, for as long as this process runs.
_apart: dict[int, tuple[GraphStore, tempfile.TemporaryDirectory[str]]] = {}


def _make_apart(store: GraphStore, progress: Progress | None) -> Path:
    """Make the index of a graph in a temporary folder; only that of the graph that was asked last stays."""
    known = _apart.get(id(store))
    if known is None:
        room = tempfile.TemporaryDirectory(prefix="kg-search-", ignore_cleanup_errors=True)
        write_index(store, Path(room.name, SEARCH), progress)
        _apart.clear()
        known = _apart[id(store)] = store, room
    return Path(known[1].name, SEARCH)


def _open(path: Path) -> sqlite3.Connection:
    # Nobody changes a file that has taken its place, so nobody need be waited for.
    database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA temp_store = MEMORY")
    return database
