"""From the graph store to networkx: which actor is tied to which, every tie with its evidence.

Each kind of tie is one SPARQL query, `queries/networks/<kind>.rq`; only `co-signed` is paired up here out of
`signed.rq`, because the pairs of sixty signatories are too many rows for a join. A symmetric tie stands in
both directions, as in `networkx.Graph.to_directed`: GEXF readers disagree on graphs that mix directed and
undirected edges (networkx refuses them), and in-degree or PageRank must treat both ends alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, permutations
from typing import Any, NamedTuple, cast

import networkx as nx
from pyoxigraph import NamedNode, QuerySolutions

from kg.errors import UsageError
from kg.settings import BASE_IRI, data_folder
from kg.store import GraphStore
from kg.vocab import FOAF, RDF, RDFS, SP, is_local_actor

# What the kinds of tie mean; `kg export`, `kg analyse` and docs/gephi.md name them in this order.
KINDS = {
    "told": "the first said something to the second",
    "reacted-to": "the first reacted to the words or deeds of the second, or declined to comment on them",
    "mentioned": "the second stands in the words that the first said",
    "co-signed": "both signed, ratified or acceded to the same agreement",
    "represents": "the first holds an office of the second, or signed for it",
}
SYMMETRIC = frozenset({"co-signed"})

# A quotation on an edge must stay readable in Gephi's data table.
QUOTE_LIMIT = 300


class _Row(NamedTuple):
    """One piece of evidence: a statement, a role or a signing, in one article."""

    source: str
    target: str
    evidence: str
    article: str
    quote: str
    confidence: float | None
    act: str


class _Publication(NamedTuple):
    """Where a piece of evidence was published; "" for what nobody knows. Sorts by date, undated last."""

    undated: bool
    published: str
    article: str
    title: str
    url: str


@dataclass
class _Names:
    """Labels of everything, and what is known of the actors among them, by IRI."""

    labels: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


def to_network(
    store: GraphStore, kinds: Iterable[str] | None = None, with_agreements: bool = False
) -> nx.MultiDiGraph:
    """The actors and the ties between them; the edge key is the kind of tie, no tie leads to itself.

    Nodes are the actors that an edge touches or that made a statement. They carry `label`, `node_type`,
    `country`, `local` (known in one article only), `mentions` and `statements` (counts). Edges carry `kind`,
    `weight` (how many articles say so), `statements` (pieces of evidence), `first` and `last` (ISO dates of
    publication), `confidence` (the highest), `acts` (the speech acts; "denial" for what was denied), `quote`
    (the earliest) with the title (`article`) and the `url` of where it stands, and `evidence` (IRIs). What is
    not known is left out. Nodes and edges come sorted.

    `with_agreements` adds the agreements as nodes and `signed` ties from actors to them. Raises UsageError
    for a kind that does not exist.
    """
    wanted = list(KINDS) if kinds is None else list(kinds)
    for kind in wanted:
        if kind not in KINDS:
            raise UsageError.unknown("kind of tie", kind, KINDS)
    names = _read_names(store)
    rows = {kind: _read_kind(store, kind, names) for kind in KINDS if kind in wanted}
    if with_agreements:
        rows["signed"] = _read_rows(store, "signed", names)
    return _to_graph(rows, names, _read_activity(store), _read_publications(store))


def to_simple(network: nx.MultiDiGraph) -> nx.DiGraph:
    """One edge a pair: the weights of parallel edges added up."""
    simple = nx.DiGraph()
    simple.add_nodes_from(sorted(network.nodes(data=True)))
    for source, target, weight in sorted(network.edges(data="weight")):
        before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    return simple


def to_undirected(network: nx.MultiDiGraph) -> nx.Graph:
    """One edge a pair, whatever the direction, weights added up; a symmetric tie counts once."""
    undirected = nx.Graph()
    undirected.add_nodes_from(sorted(network.nodes(data=True)))
    for source, target, kind, weight in sorted(network.edges(keys=True, data="weight")):
        if kind in SYMMETRIC and source > target:
            continue
        before = undirected.get_edge_data(source, target, {"weight": 0})["weight"]
        undirected.add_edge(source, target, weight=before + weight)
    return undirected


def _query(store: GraphStore, name: str) -> Iterator[dict[str, Any]]:
    """The rows of queries/networks/<name>.rq by variable: an IRI as NamedNode, a literal's text, or None."""
    sparql = (data_folder("queries") / "networks" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = cast(QuerySolutions, store.query(sparql))
    variables = [variable.value for variable in solutions.variables]
    for solution in solutions:
        values = ((name, solution[name]) for name in variables)
        yield {name: term if isinstance(term, NamedNode) or not term else term.value for name, term in values}


def _read_names(store: GraphStore) -> _Names:
    """Among several values the alphabetically first; a label goes before the names that articles use."""
    names = _Names()
    values: dict[str, dict[str, str]] = {}
    for row in _query(store, "actors"):
        actor, value = row["actor"].value, getattr(row["value"], "value", row["value"])
        known = values.setdefault(row["property"].value, {})
        known[actor] = min(value, known.get(actor, value))
    names.labels = values.get(FOAF.name, {}) | values.get(RDFS.label, {})
    names.types = {actor: iri.removeprefix(SP.iri) for actor, iri in values.get(RDF.type, {}).items()}
    countries = values.get(SP.country, {})
    names.countries = {actor: names.labels.get(country, country) for actor, country in countries.items()}
    return names


def _read_activity(store: GraphStore) -> dict[str, tuple[int, int]]:
    """(mentions, statements) of each actor."""
    rows = [row for row in _query(store, "activity") if row["actor"]]
    return {row["actor"].value: (int(row["mentions"]), int(row["statements"])) for row in rows}


def _read_publications(store: GraphStore) -> dict[str, _Publication]:
    publications = {}
    for row in _query(store, "articles"):
        iri, published = row["article"].value, row["published"] or ""
        publications[iri] = _Publication(not published, published, iri, row["title"] or "", row["url"] or "")
    return publications


def _read_rows(store: GraphStore, name: str, names: _Names) -> list[_Row]:
    """The evidence that a query finds, sorted; a quote that is an IRI stands for the label of that thing."""
    rows = []
    for row in _query(store, name):
        source, target, quote = row["source"].value, row["target"].value, row["quote"]
        if isinstance(quote, NamedNode):
            quote = names.labels.get(quote.value)
        confidence = float(row["confidence"]) if row["confidence"] else None
        if source != target:
            evidence, article = row["evidence"].value, row["article"].value
            act = row.get("act") or ""
            rows.append(_Row(source, target, evidence, article, quote or "", confidence, act))
    return sorted(rows, key=lambda row: row[:5])


def _read_kind(store: GraphStore, kind: str, names: _Names) -> list[_Row]:
    if kind == "co-signed":
        return _to_pairs(_read_rows(store, "signed", names), names)
    return _read_rows(store, kind, names)


def _to_pairs(signings: list[_Row], names: _Names) -> list[_Row]:
    """Out of actor-signed-agreement rows the pairs that signed the same one, in both directions.

    Persons are paired with persons and parties with parties: a delegate and her own state are no
    co-signatories. The evidence of a pair is the signing of either.
    """

    def by_agreement(row: _Row) -> tuple[str, bool]:
        return row.target, names.types.get(row.source) == "Person"

    pairs: list[_Row] = []
    for _, group in groupby(sorted(signings, key=lambda row: (by_agreement(row), row[:5])), by_agreement):
        rows = list(group)
        for source, target in permutations(sorted({row.source for row in rows}), 2):
            own = (row for row in rows if row.source in (source, target))
            pairs.extend(row._replace(source=source, target=target) for row in own)
    return pairs


def _to_graph(
    rows: dict[str, list[_Row]],
    names: _Names,
    activity: dict[str, tuple[int, int]],
    publications: dict[str, _Publication],
) -> nx.MultiDiGraph:
    ties: dict[tuple[str, str, str], list[_Row]] = {}
    for kind, found in rows.items():
        for row in found:
            ties.setdefault((row.source, row.target, kind), []).append(row)
    speakers = {actor for actor, (_, statements) in activity.items() if statements}
    network = nx.MultiDiGraph()
    for iri in sorted(speakers.union(*(tie[:2] for tie in ties))):
        network.add_node(iri, **_to_node(iri, names, *activity.get(iri, (0, 0))))
    for (source, target, kind), found in sorted(ties.items()):
        network.add_edge(source, target, key=kind, **_to_edge(kind, found, publications))
    return network


def _to_node(iri: str, names: _Names, mentions: int, statements: int) -> dict[str, Any]:
    # Not "type": sigma.js, which draws Gephi Lite, takes a node's `type` for the name of a drawing program.
    node = {
        "label": names.labels.get(iri, iri.removeprefix(BASE_IRI)),
        "node_type": names.types.get(iri, "Agreement"),
        "country": names.countries.get(iri),
        "local": is_local_actor(iri),
        "mentions": mentions,
        "statements": statements,
    }
    return {name: value for name, value in node.items() if value is not None}


def _to_edge(kind: str, rows: list[_Row], publications: dict[str, _Publication]) -> dict[str, Any]:
    articles = sorted(publications[iri] for iri in {row.article for row in rows})
    dates = [article.published for article in articles if article.published]
    # What has a quote goes before what has none, then the earliest article, then the first place in its text.
    places = [
        (not row.quote, publications[row.article], _to_offsets(row.evidence), row.quote) for row in rows
    ]
    _, earliest, _, quote = min(places)
    edge = {
        "kind": kind,
        "weight": len(articles),
        "statements": len({row.evidence for row in rows}),
        "first": min(dates, default=None),
        "last": max(dates, default=None),
        "confidence": max((row.confidence for row in rows if row.confidence is not None), default=None),
        "acts": " ".join(sorted({row.act for row in rows if row.act})) or None,
        "quote": _to_excerpt(quote) or None,
        "article": earliest.title or None,
        "url": earliest.url or None,
        "evidence": " ".join(sorted({row.evidence for row in rows})),
    }
    return {name: value for name, value in edge.items() if value is not None}


def _to_offsets(evidence: str) -> list[int]:
    """The code points that end the IRI of a part: .../statement/63-67_93-126."""
    return [int(number) for number in re.findall(r"\d+", evidence.rpartition("/")[2])]


def _to_excerpt(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LIMIT else quote[: QUOTE_LIMIT - 1].rstrip() + "…"
