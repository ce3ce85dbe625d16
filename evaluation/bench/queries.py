"""What the named queries take, each asked by many values of its parameters and, where it may, by none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

from measuring import measure
from table import Figure, Goal

from kg.queries import Parameter, Query, ask, list_queries
from kg.store import GraphStore, open_store
from kg.vocab import SP

# How many values of a parameter are asked by, and how often each.
VALUES, ROUNDS = 20, 3
SECONDS = 120
LIMIT = Goal("at most", 0.1)
# What a parameter of that name, or a text of it, may be in any graph.
_FIXED = {
    "roster": ("ESA member states", "G7", "G20", "European Union", "France, Italy"),
    "since": ("2000-01-01", "2020-01-01", "2024-01-01", "2026-01-01"),
    "strength": ("office", "named", "unnamed", "document"),
    "words": ("station", "lunar", "launch", "crew"),
    "topic:text": ("station", "lunar", "debris", "launch", "Artemis", "science", "budget"),
}
# What it may be in this one, the most used first.
_USED = {
    "actor": """?mention sp:denotes ?value . ?value a ?type
        FILTER(?type IN (sp:Person, sp:Organization, sp:State))""",
    "organization": "?role sp:organization ?value",
    "agreement": "?signing sp:ofAgreement ?value",
    "topic": "?claim sp:topic ?value",
    "story": "?article sp:story ?value",
    "iri": "?value sp:conveys ?claim",
    "year": '?time sp:earliest ?day BIND(SUBSTR(STR(?day), 1, 4) AS ?value) FILTER(?value > "0")',
}


def measure_queries(location: Path) -> Iterator[Figure]:
    """Measure every named query at the graph there: the time within which 95 % of its runs end, and of the
    runs without a value for what may be left out, each by its own.
    """
    found: dict[str, float] = measure(_time_all, location).result
    yield from (Figure(name, found[name], "CPU s", LIMIT) for name in sorted(found, key=found.__getitem__))
    within = sum(map(LIMIT.is_met, found.values()))
    every = Goal("at least", len(found))
    yield Figure(f"queries within {LIMIT.limit:g} s, of {len(found)}", within, "", every)


def _time_all(location: Path) -> dict[str, float]:
    """CPU seconds of each query, by "query NAME, p95" and "query NAME without values"."""
    store = open_store(location)
    values = Values(store)
    found: dict[str, float] = {}
    for query in list_queries():
        runs = values.list_runs(query)
        if any(runs):
            found[f"query {query.name}, p95"] = find_percentile([_time(store, query, run) for run in runs])
        if all(one.default is not None for one in query.parameters):
            found[f"query {query.name} without values"] = _time(store, query, {})
    return found


def _time(store: GraphStore, query: Query, values: dict[str, str]) -> float:
    """CPU seconds of the quickest of some runs."""
    seconds = []
    for _ in range(ROUNDS):
        started = process_time()
        ask(store, query, values)
        seconds.append(process_time() - started)
    return min(seconds)


def find_percentile(seconds: Sequence[float], percent: int = 95) -> float:
    """Find the value that so many percent of the values do not exceed, one of them."""
    ordered = sorted(seconds)
    return ordered[-(-len(ordered) * percent // 100) - 1]


class Values:
    """The values by which queries are asked at one graph."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._known: dict[str, Sequence[str]] = {}

    def list_runs(self, query: Query) -> list[dict[str, str]]:
        """List what is asked in each run of a query; those of several parameters have values side by side.
        None where this graph has no value for one that must be given.
        """
        lists = {one.name: values for one in query.parameters if (values := self._list_values(one))}
        if any(one.default is None and one.name not in lists for one in query.parameters):
            return []
        longest = max(map(len, lists.values()), default=0)
        return [{name: some[turn % len(some)] for name, some in lists.items()} for turn in range(longest)]

    def _list_values(self, parameter: Parameter) -> Sequence[str]:
        """List values of a parameter; none where nobody gives it another value than its default."""
        name, kind = parameter.name, parameter.kind
        fixed = _FIXED.get(f"{name}:{kind}", _FIXED.get(name))
        pattern = _USED.get(name)
        if fixed or not pattern:
            return fixed or ()
        if name not in self._known:
            rows = self._store.select(
                f"PREFIX sp: <{SP.iri}> SELECT ?value WHERE {{ GRAPH ?graph {{ {pattern} }} }} "
                "GROUP BY ?value ORDER BY DESC(COUNT(*)) ?value"
            )
            self._known[name] = choose([row["value"].value for row in rows])
        return self._known[name]


def choose(values: Sequence[str], count: int = VALUES) -> list[str]:
    """Choose the first value, the last, and those between in even steps of the logarithm of their rank."""
    ranks = {round(len(values) ** (step / (count - 1))) for step in range(count)} if values else ()
    return [values[rank - 1] for rank in sorted(ranks)]
