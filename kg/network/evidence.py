"""What the store says for a tie: one SPARQL query a kind, its rows as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, permutations
from sys import intern
from typing import Any, NamedTuple, cast

from pyoxigraph import NamedNode, QuerySolutions

from kg.network.selecting import Publication, Selection
from kg.settings import data_folder
from kg.store import GraphStore
from kg.vocab import FOAF, RDF, RDFS, SP

# Which query gives the rows that are paired up: the pairs of sixty signatories are too many for a join.
PAIRED = {"co-signed": "signed", "same-office": "offices"}


class Evidence(NamedTuple):
    """One piece of evidence for a tie: a statement, a role or a signing, in one article."""

    source: str
    target: str
    evidence: str
    article: str
    quote: str
    confidence: float | None
    act: str


@dataclass
class Names:
    """Labels of everything, and what is known of the actors among them, by IRI."""

    labels: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


def ask(store: GraphStore, name: str) -> Iterator[dict[str, Any]]:
    """The rows of queries/networks/<name>.rq by variable: an IRI as NamedNode, a literal's text, or None."""
    sparql = (data_folder("queries") / "networks" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = cast(QuerySolutions, store.query(sparql))
    variables = [variable.value for variable in solutions.variables]
    for solution in solutions:
        values = ((name, solution[name]) for name in variables)
        yield {name: term if isinstance(term, NamedNode) or not term else term.value for name, term in values}


def read_names(store: GraphStore) -> Names:
    """Among several values the alphabetically first; a label goes before the names that articles use."""
    names = Names()
    values: dict[str, dict[str, str]] = {}
    for row in ask(store, "actors"):
        actor, value = row["actor"].value, getattr(row["value"], "value", row["value"])
        known = values.setdefault(row["property"].value, {})
        known[actor] = min(value, known.get(actor, value))
    names.labels = values.get(FOAF.name, {}) | values.get(RDFS.label, {})
    names.types = {actor: iri.removeprefix(SP.iri) for actor, iri in values.get(RDF.type, {}).items()}
    countries = values.get(SP.country, {})
    names.countries = {actor: names.labels.get(country, country) for actor, country in countries.items()}
    return names


def read_activity(store: GraphStore) -> dict[str, tuple[int, int]]:
    """(mentions, statements) of each actor."""
    rows = [row for row in ask(store, "activity") if row["actor"]]
    return {row["actor"].value: (int(row["mentions"]), int(row["statements"])) for row in rows}


def read_publications(store: GraphStore) -> dict[str, Publication]:
    """Where and when each article was published, by its IRI."""
    publications = {}
    for row in ask(store, "articles"):
        iri, published = row["article"].value, row["published"] or ""
        title, url, outlet = row["title"] or "", row["url"] or "", row["outlet"] or ""
        publications[iri] = Publication(not published, published, iri, title, url, outlet)
    return publications


def read_evidence(
    store: GraphStore,
    kind: str,
    names: Names,
    publications: dict[str, Publication],
    selection: Selection,
) -> list[Evidence]:
    """The evidence for the ties of one kind that the selection holds, sorted."""
    rows = [
        row
        for row in _read_rows(store, PAIRED.get(kind, kind), names)
        if selection.is_all or selection.holds(publications[row.article], row.quote, row.confidence)
    ]
    return _to_pairs(rows, names) if kind in PAIRED else rows


def _read_rows(store: GraphStore, name: str, names: Names) -> list[Evidence]:
    """The rows of a query; a quote that is an IRI stands for the label of that thing."""
    rows = []
    for row in ask(store, name):
        source, target, quote = row["source"].value, row["target"].value, row["quote"]
        if isinstance(quote, NamedNode):
            quote = names.labels.get(quote.value)
        confidence = float(row["confidence"]) if row["confidence"] else None
        if source != target:
            # The same few IRIs stand in all the rows: once each in memory is enough.
            ends = intern(source), intern(target)
            evidence, article = row["evidence"].value, intern(row["article"].value)
            rows.append(
                Evidence(*ends, evidence, article, quote or "", confidence, intern(row.get("act") or ""))
            )
    return sorted(rows, key=lambda row: row[:5])


def _to_pairs(rows: list[Evidence], names: Names) -> list[Evidence]:
    """Out of rows that lead to one thing the pairs of those who share it, in both directions.

    Persons are paired with persons and parties with parties: a delegate and her own state are no
    co-signatories. The evidence of a pair is that of either.
    """

    def by_target(row: Evidence) -> tuple[str, bool]:
        return row.target, names.types.get(row.source) == "Person"

    pairs: list[Evidence] = []
    for _, group in groupby(sorted(rows, key=lambda row: (by_target(row), row[:5])), by_target):
        shared = list(group)
        own: dict[str, list[Evidence]] = {}
        for row in shared:
            own.setdefault(row.source, []).append(row)
        for source, target in permutations(own, 2):
            both = (*own[source], *own[target])
            pairs.extend(row._replace(source=source, target=target) for row in both)
    return pairs
