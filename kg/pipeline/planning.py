"""Plan a build: which articles are read, and which are copied from the current graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.curation import Decision, find_affected_graphs, read_applied_decisions
from kg.errors import BrokenGraphError, KgError
from kg.generations import current_folder
from kg.model import Article
from kg.pipeline.fingerprint import compute_fingerprint
from kg.pipeline.summary import Counts, read_counts
from kg.pipeline.writing import Key, to_key
from kg.store import GraphStore, open_store
from kg.vocab import graph_iri


@dataclass(frozen=True)
class Plan:
    """The plan of a build: the articles `to_read`, and those `to_copy` from the `current` graph.

    `removed` counts articles of the current graph that are wanted no more, `decisions` are applied. `counts`
    is what the current graph holds where it is up to date, else None. `warnings` tell why it could not be
    read.
    """

    articles: tuple[Article, ...]
    fingerprint: dict[str, str]
    decisions: tuple[Decision, ...]
    current: GraphStore | None = None
    to_copy: frozenset[Key] = frozenset()
    removed: int = 0
    counts: Counts | None = None
    warnings: tuple[str, ...] = ()

    @property
    def to_read(self) -> tuple[Article, ...]:
        """The articles that are not copied."""
        return tuple(article for article in self.articles if to_key(article) not in self.to_copy)


def make_plan(
    articles: Sequence[Article],
    location: Path,
    model: str,
    decisions: Sequence[Decision],
    fresh: bool = False,
) -> Plan:
    """Plan a graph of exactly these articles, under these decisions.

    `fresh` keeps nothing of the current graph. Where that cannot be read, all articles are read, and the plan
    warns.
    """
    plan = Plan(tuple(articles), compute_fingerprint(model), tuple(decisions))
    try:
        if fresh or current_folder(location) is None:
            return plan
        return _compare(plan, open_store(location))
    except (KgError, OSError, RuntimeError, ValueError) as error:
        return plan_from_scratch(plan, error, location)


def plan_from_scratch(plan: Plan, error: Exception, location: Path) -> Plan:
    """Plan without the current graph, because of the error that came when it was read."""
    what = error.what if isinstance(error, BrokenGraphError) else f"{location} cannot be read ({error})"
    warnings = (*plan.warnings, f"{what}: all articles are read anew")
    return Plan(plan.articles, plan.fingerprint, plan.decisions, removed=plan.removed, warnings=warnings)


def _compare(plan: Plan, current: GraphStore) -> Plan:
    """Compare the plan with the current graph, and copy all that can be copied from it."""
    current.check_files()
    wanted = {to_key(article) for article in plan.articles}
    present = {to_key(article) for article in current.articles()}
    plan = replace(plan, current=current, removed=len(present - wanted))
    if current.manifest.get("reading") != plan.fingerprint:
        return plan
    applied = read_applied_decisions(current)
    affected = find_affected_graphs(current, applied, plan.decisions)
    to_copy = frozenset(key for key in present & wanted if graph_iri(key[0]) not in affected)
    is_up_to_date = to_copy == wanted == present and applied == plan.decisions
    return replace(plan, to_copy=to_copy, counts=read_counts(current) if is_up_to_date else None)
