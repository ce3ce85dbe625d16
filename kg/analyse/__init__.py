"""Measure the actor network: one family of measures a file, listed in ANALYSES."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import networkx as nx

from kg.analyse.bridges import find_bridges
from kg.analyse.centrality import measure_centrality
from kg.analyse.change import compare_periods
from kg.analyse.communities import measure_communities
from kg.analyse.cores import find_cores
from kg.analyse.mixing import measure_mixing
from kg.analyse.neighbors import find_path, list_ties
from kg.analyse.prediction import predict_ties
from kg.analyse.table import Table
from kg.errors import UsageError
from kg.network import ACTOR_TIES, EvidenceFilter, to_network
from kg.printable import shorten
from kg.progress import Progress
from kg.query_parameters import is_day, to_terms
from kg.store import GraphStore


@dataclass(frozen=True)
class AnalysisRequest:
    """The input of an analysis: the ties of these `kinds` in the filtered evidence.

    `actor` and `other` are names or IRIs, for the ties of one and the path between two; `at` is the ISO day
    on which the second of two periods begins.
    """

    store: GraphStore
    kinds: Iterable[str] = ACTOR_TIES
    filters: EvidenceFilter = field(default_factory=EvidenceFilter)
    actor: str = ""
    other: str = ""
    at: str = ""
    progress: Progress | None = None

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The network of all evidence that the filters accept."""
        return self.network_of(self.filters)

    def network_of(self, filters: EvidenceFilter) -> nx.MultiDiGraph:
        """Read the network under other filters."""
        network = to_network(self.store, self.kinds, filters, progress=self.progress)
        self.report_progress(0, 0)
        return network

    def report_progress(self, done: int, total: int) -> None:
        """Report how much is measured; `total` is 0 where unknown."""
        if self.progress:
            self.progress("measuring", done, total)

    def find(self, name: str) -> str:
        """Find the IRI of the actor given as `actor` or `other`. Raises UsageError unless there is one."""
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

    def split(self) -> tuple[EvidenceFilter, EvidenceFilter]:
        """Split the time into the days before `at` and those from it on. Raises UsageError without a day."""
        if not self.at:
            raise UsageError("this analysis needs --at: the day on which the second period begins")
        if not is_day(self.at):
            raise UsageError(f"--at {shorten(self.at)}: not a day; write it as 2022-07-27")
        later = replace(self.filters, since=max(self.at, self.filters.since))
        last = (date.fromisoformat(self.at) - timedelta(days=1)).isoformat()
        until = min(last, self.filters.until) if self.filters.until else last
        return replace(self.filters, until=until), later


ANALYSES: dict[str, Callable[[AnalysisRequest], Table]] = {
    "bridges": lambda request: find_bridges(request.network, request.report_progress),
    "centrality": lambda request: measure_centrality(request.network, request.report_progress),
    "change": lambda request: compare_periods(*map(request.network_of, request.split())),
    "communities": lambda request: measure_communities(request.network),
    "cores": lambda request: find_cores(request.network),
    "mixing": lambda request: measure_mixing(request.network),
    "path": lambda request: find_path(request.network, request.find("actor"), request.find("other")),
    "prediction": lambda request: predict_ties(request.network),
    "ties": lambda request: list_ties(request.network, request.find("actor")),
}


def analyse(name: str, request: AnalysisRequest) -> Table:
    """Run one of ANALYSES. Raises UsageError for an analysis that does not exist, or that lacks something."""
    if name not in ANALYSES:
        raise UsageError.unknown("analysis", name, ANALYSES)
    return ANALYSES[name](request)


__all__ = ["ANALYSES", "AnalysisRequest", "Table", "analyse"]
