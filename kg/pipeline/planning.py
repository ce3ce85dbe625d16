"""What a build has to do: which articles are read, and which are copied from the graph that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.curation import Decision, find_touched, read_applied
from kg.errors import BrokenGraphError, KgError
from kg.generations import current_folder
from kg.model import Article
from kg.pipeline.digest import describe_reading
from kg.pipeline.summary import Counts, count_graph
from kg.pipeline.writing import Key, to_key
from kg.store import GraphStore, open_store
from kg.vocab import graph_iri


@dataclass(frozen=True)
class Plan:
    """`fresh` are read, `known` are copied from `current`, `removed` of those there are wanted no more.

    `reading` describes by what they are read (for the manifest), `decisions` are applied. `counts` is what
    the graph that is there holds, where it says already what it should, else None. `warnings` tell what of
    it could not be read.
    """

    articles: tuple[Article, ...]
    reading: dict[str, str]
    decisions: tuple[Decision, ...]
    current: GraphStore | None = None
    known: frozenset[Key] = frozenset()
    removed: int = 0
    counts: Counts | None = None
    warnings: tuple[str, ...] = ()

    @property
    def fresh(self) -> tuple[Article, ...]:
        return tuple(article for article in self.articles if to_key(article) not in self.known)


def make_plan(articles: Sequence[Article], location: Path, model: str, decisions: Sequence[Decision]) -> Plan:
    """The plan for a graph of exactly these articles, under these decisions.

    Whatever cannot be read of the graph that is there, all articles are then read, and the plan says so.
    """
    plan = Plan(tuple(articles), describe_reading(model), tuple(decisions))
    try:
        if current_folder(location) is None:
            return plan
        return _compare(plan, open_store(location))
    except (KgError, OSError, RuntimeError, ValueError) as error:
        return read_all_anew(plan, error, location)


def read_all_anew(plan: Plan, error: Exception, location: Path) -> Plan:
    """The plan without the graph that is there, because of the error that came when it was read."""
    what = error.what if isinstance(error, BrokenGraphError) else f"{location} cannot be read ({error})"
    warnings = (*plan.warnings, f"{what}: all articles are read anew")
    return Plan(plan.articles, plan.reading, plan.decisions, removed=plan.removed, warnings=warnings)


def _compare(plan: Plan, current: GraphStore) -> Plan:
    """The plan with all that can be taken from the graph that is there."""
    wanted = {to_key(article) for article in plan.articles}
    present = {to_key(article) for article in current.articles()}
    plan = replace(plan, current=current, removed=len(present - wanted))
    if current.manifest.get("reading") != plan.reading:
        return plan
    applied = read_applied(current)
    touched = find_touched(current, applied, plan.decisions)
    known = frozenset(key for key in present & wanted if graph_iri(key[0]) not in touched)
    is_done = known == wanted == present and applied == plan.decisions
    return replace(plan, known=known, counts=count_graph(current) if is_done else None)
