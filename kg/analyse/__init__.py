"""Measures of the actor network: one family a file, all listed in ANALYSES."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import networkx as nx

from kg.analyse.bridges import find_bridges
from kg.analyse.centrality import measure_centrality
from kg.analyse.change import compare_periods
from kg.analyse.communities import find_communities
from kg.analyse.cores import find_cores
from kg.analyse.mixing import measure_mixing
from kg.analyse.neighbors import find_path, list_ties
from kg.analyse.prediction import predict_ties
from kg.analyse.table import Table
from kg.errors import UsageError
from kg.network import ACTOR_TIES, Report, Selection, to_network
from kg.printable import shorten
from kg.store import GraphStore
from kg.values import is_day, to_terms


@dataclass(frozen=True)
class Inquiry:
    """What is analysed: the ties of these `kinds` out of the selected evidence.

    `actor` and `other` are names or IRIs, for the ties of one and the path between two; `at` is the ISO day
    on which the second of two periods begins.
    """

    store: GraphStore
    kinds: Iterable[str] = ACTOR_TIES
    selection: Selection = field(default_factory=Selection)
    actor: str = ""
    other: str = ""
    at: str = ""
    report: Report | None = None

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The network of the whole selection."""
        return self.network_of(self.selection)

    def network_of(self, selection: Selection) -> nx.MultiDiGraph:
        """The network of another selection."""
        network = to_network(self.store, self.kinds, selection, report=self.report)
        self.tell(0, 0)
        return network

    def tell(self, done: int, total: int) -> None:
        """Say how much is measured; `total` is 0 where nobody knows how much there is."""
        if self.report:
            self.report("measuring", done, total)

    def find(self, name: str) -> str:
        """The IRI of the one actor given as `actor` or `other`. Raises UsageError where there is none."""
        value = getattr(self, name)
        if not value:
            raise UsageError(f"this analysis needs --{name}: a name, an alias or an IRI")
        terms = to_terms(self.store, "actor", name, value) or []
        iris = [term.value for term in terms]
        if len(iris) > 1:
            raise UsageError(
                f"--{name} {shorten(value)} fits {len(iris)} actors; name one by its IRI: {', '.join(iris)}"
            )
        return iris[0]

    def split(self) -> tuple[Selection, Selection]:
        """The selection up to the day before `at`, and from it on. Raises UsageError without a day."""
        if not self.at:
            raise UsageError("this analysis needs --at: the day on which the second period begins")
        if not is_day(self.at):
            raise UsageError(f"--at {shorten(self.at)}: not a day; write it as 2022-07-27")
        later = replace(self.selection, since=max(self.at, self.selection.since))
        last = (date.fromisoformat(self.at) - timedelta(days=1)).isoformat()
        until = min(last, self.selection.until) if self.selection.until else last
        return replace(self.selection, until=until), later


ANALYSES: dict[str, Callable[[Inquiry], Table]] = {
    "bridges": lambda inquiry: find_bridges(inquiry.network, inquiry.tell),
    "centrality": lambda inquiry: measure_centrality(inquiry.network, inquiry.tell),
    "change": lambda inquiry: compare_periods(*map(inquiry.network_of, inquiry.split())),
    "communities": lambda inquiry: find_communities(inquiry.network),
    "cores": lambda inquiry: find_cores(inquiry.network),
    "mixing": lambda inquiry: measure_mixing(inquiry.network),
    "path": lambda inquiry: find_path(inquiry.network, inquiry.find("actor"), inquiry.find("other")),
    "prediction": lambda inquiry: predict_ties(inquiry.network),
    "ties": lambda inquiry: list_ties(inquiry.network, inquiry.find("actor")),
}


def analyse(name: str, inquiry: Inquiry) -> Table:
    """Run one of ANALYSES. Raises UsageError for an analysis that does not exist, or that lacks something."""
    if name not in ANALYSES:
        raise UsageError.unknown("analysis", name, ANALYSES)
    return ANALYSES[name](inquiry)


__all__ = ["ANALYSES", "Inquiry", "Table", "analyse"]
