"""What a build has to do: which articles are read, and which are copied from the graph that is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.curation import Decision, find_touched, read_applied, read_decisions
from kg.errors import StoreError
from kg.model import Article
from kg.pipeline.digest import describe_reading
from kg.pipeline.writing import Key, to_key
from kg.store import GraphStore, open_store
from kg.vocab import graph_iri


@dataclass(frozen=True)
class Plan:
    """`fresh` are read, `known` are copied from `current`, `removed` of those there are wanted no more.

    `reading` describes by what they are read (for the manifest); `is_done` tells that the graph that is there
    says already what it should.
    """

    current: GraphStore | None
    reading: dict[str, str]
    decisions: tuple[Decision, ...]
    fresh: tuple[Article, ...]
    known: frozenset[Key]
    removed: int
    is_done: bool


def make_plan(articles: Iterable[Article], location: Path, model: str) -> Plan:
    """The plan for a graph of exactly these articles. Raises CurationError for an unreadable decision."""
    wanted = {to_key(article): article for article in articles}
    reading = describe_reading(model)
    decisions = read_decisions(location)
    current = _open_current(location)
    present = {to_key(article) for article in current.articles()} if current else set()
    known: set[Key] = set()
    is_done = False
    if current and current.manifest.get("reading") == reading:
        applied = read_applied(current)
        touched = find_touched(current, applied, decisions)
        known = {key for key in present & wanted.keys() if graph_iri(key[0]) not in touched}
        is_done = known == wanted.keys() == present and applied == decisions
    return Plan(
        current,
        reading,
        decisions,
        fresh=tuple(article for key, article in wanted.items() if key not in known),
        known=frozenset(known),
        removed=len(present - wanted.keys()),
        is_done=is_done,
    )


def _open_current(location: Path) -> GraphStore | None:
    """The graph that is there, or None where there is none that this version can read."""
    try:
        return open_store(location)
    except StoreError:
        return None
