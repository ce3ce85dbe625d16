"""Read the evidence of the ties from the store: one SPARQL query a kind, its rows as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, permutations
from sys import intern
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.network.filters import EvidenceFilter, Publication
from kg.settings import data_folder
from kg.store import GraphStore
from kg.vocab import FOAF, OWL, RDF, RDFS, SP, article_of, is_firm

# Which query gives the rows that are paired up: the pairs of sixty signatories are too many for a join.
PAIRED = {"co-signed": "signed", "same-office": "offices"}
# Which property stands for ?relation in a query that several kinds share. It is written into the text: as a
# substituted variable it would be spelled out in every row, for a fifth more time.
SHARED = {
    "told": ("statement-to", SP.addressee),
    "reacted-to": ("statement-to", SP.reactsTo),
    "mentioned": ("claim-to", SP.mentions),
    "speaks-of": ("claim-to", SP.refersTo),
    "discusses": ("claim-to", SP.topic),
}


class Evidence(NamedTuple):
    """One piece of evidence for a tie: a statement, a role or a signing, in one article.

    Of two actors that share something, `by` is the one of the signing or role.
    """

    source: str
    target: str
    evidence: str
    article: str
    quote: str
    confidence: float | None
    act: str
    by: str = ""


@dataclass
class Names:
    """Labels of everything, and types, countries and ids in Wikidata of actors, by IRI."""

    labels: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)


def ask(store: GraphStore, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query of queries/networks/: an IRI as NamedNode, a literal's text, or None."""
    solutions = _select(store, name)
    variables = [variable.value for variable in solutions.variables]
    for solution in solutions:
        values = ((name, solution[name]) for name in variables)
        yield {name: term if isinstance(term, NamedNode) or not term else term.value for name, term in values}


def _select(store: GraphStore, name: str) -> QuerySolutions:
    file, relation = SHARED.get(name, (name, ""))
    sparql = (data_folder("queries") / "networks" / f"{file}.rq").read_text(encoding="utf-8")
    return store.select(sparql.replace("?relation", f"<{relation}>"))


def read_names(store: GraphStore) -> Names:
    """Read names, types, countries and ids; of several the alphabetically first, labels before names."""
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
    names.identifiers = {actor: item.rpartition("/")[2] for actor, item in values.get(OWL.sameAs, {}).items()}
    return names


def read_activity(store: GraphStore) -> dict[str, tuple[int, int]]:
    """Count (mentions, statements) of each actor."""
    rows = [row for row in ask(store, "activity") if row["actor"]]
    return {row["actor"].value: (int(row["mentions"]), int(row["statements"])) for row in rows}


def read_publications(store: GraphStore) -> dict[str, Publication]:
    """Read the publication of each article, by its IRI."""
    publications = {}
    for row in ask(store, "articles"):
        iri, published = row["article"].value, row["published"] or ""
        title, url, outlet = row["title"] or "", row["url"] or "", row["outlet"] or ""
        story = row["story"].value if row["story"] else iri
        first = (row["first"] if row["story"] else outlet) or ""
        publications[iri] = Publication(not published, published, iri, title, url, outlet, story, first)
    return publications


def read_repeats(store: GraphStore) -> dict[str, str]:
    """Read which evidence says again what evidence of the same story says."""
    return {row["evidence"].value: row["repeated"].value for row in ask(store, "repeats")}


def read_on_topic(store: GraphStore, name: str) -> frozenset[str] | None:
    """Read the evidence about the topic of that name, or a narrower one; None if no topic has the name."""
    named = (row for row in ask(store, "topics") if row["name"].casefold() == name.casefold())
    wanted = {row["topic"].value for row in named}
    if not wanted:
        return None
    rows = ask(store, "on-topic")
    return frozenset(row["evidence"].value for row in rows if row["topic"].value in wanted)


def read_evidence(
    store: GraphStore,
    kind: str,
    names: Names,
    publications: dict[str, Publication],
    filters: EvidenceFilter,
    on_topic: frozenset[str] | None = None,
) -> list[Evidence]:
    """Read the evidence for ties of one kind that the filters accept, sorted.

    With `on_topic` only evidence in it counts, whatever its words.
    """
    if on_topic is not None:
        filters = replace(filters, topic="")
    rows = [
        row
        for row in _read_rows(store, PAIRED.get(kind, kind), names)
        if (filters.everything or not row.act or is_firm(row.act, row.confidence))
        and (on_topic is None or row.evidence in on_topic)
        and (filters.is_empty or filters.accepts(publications[row.article], row.quote, row.confidence))
    ]
    return _pair_by_target(rows, names) if kind in PAIRED else rows


def _read_rows(store: GraphStore, name: str, names: Names) -> list[Evidence]:
    """Read the rows of a query; a quote that is an IRI stands for the label of that thing.

    Evidence without words is quoted by its cue; the IRI of the evidence mostly names the article.
    """
    rows = []
    # All these queries have the same columns; unpacked by place, because there may be millions of rows.
    for source, target, evidence, quote, cue, confidence, act, article in _select(store, name):
        if source == target:
            continue
        # The same few IRIs stand in all the rows: once each in memory is enough.
        rows.append(
            Evidence(
                intern(source.value),
                intern(target.value),
                evidence.value,
                intern(article.value if article else article_of(evidence.value)),
                _to_words(quote or cue, names),
                float(confidence.value) if confidence else None,
                intern(act.value) if act else "",
            )
        )
    return sorted(rows, key=lambda row: row[:5])


def _to_words(quote: NamedNode | Literal | None, names: Names) -> str:
    if isinstance(quote, NamedNode):
        return names.labels.get(quote.value, "")
    return quote.value if quote else ""


def _pair_by_target(rows: list[Evidence], names: Names) -> list[Evidence]:
    """Pair every two sources that share a target, in both directions.

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
            pairs.extend(row._replace(source=source, target=target, by=row.source) for row in both)
    return pairs
