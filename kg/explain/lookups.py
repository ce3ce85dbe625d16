"""Ask the graph for what an explanation needs. No UNION in it: over a large graph each takes its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolution

from kg.store import GraphStore, Term
from kg.vocab import DCTERMS, FOAF, OA, RDF, RDFS, SP, TIME, abbreviate

# What names a thing, the best first.
_LABELS = (RDFS.label, SP.text, FOAF.name, DCTERMS.title, SP.title, SP.cue, OA.exact)

_FORWARDS = "SELECT ?iri ?property ?other WHERE { ?iri ?property ?other }"
_BACKWARDS = "SELECT ?iri ?property ?other WHERE { ?other ?property ?iri }"
# What is known of a time's expressions ("next July") is written at the mentions of it; how firmly a claim is
# pinned on somebody, and whether it is known at second hand only, at the statements that convey it.
_BESIDE = {
    TIME.TemporalEntity: (SP.denotes, (SP.anchor, SP.timexType, SP.timexValue, SP.unresolvedBecause)),
    SP.Claim: (SP.conveys, (SP.hedged, SP.reportedIn, SP.strength)),
}
_LABEL = "SELECT ?iri ?property ?value WHERE { ?iri ?property ?value FILTER(isLiteral(?value)) }"
_PLACE = f"""
SELECT ?iri ?article ?start ?end ?exact WHERE {{
  ?iri <{OA.hasSource}> ?article ; <{OA.hasSelector}> ?selector .
  ?selector <{OA.start}> ?start ; <{OA.end}> ?end ; <{OA.exact}> ?exact
}}"""


@dataclass(frozen=True, slots=True)
class Said:
    """A property of a thing with its value, or (inverse) with the thing that has it."""

    property: str
    other: Term
    inverse: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: the IRI of its article, the code points from `start` to `end`, and the words there."""

    article: str
    start: int
    end: int
    words: str


def list_said(store: GraphStore, node: NamedNode) -> list[Said]:
    """List all that is said of a thing."""
    found = [Said(row["property"].value, row["other"], False) for row in _ask(store, _FORWARDS, node)]
    types = {str(getattr(one.other, "value", "")) for one in found if one.property == RDF.type}
    found += [Said(row["property"].value, row["other"], True) for row in _ask(store, _BACKWARDS, node)]
    for type_, (via, properties) in _BESIDE.items():
        for name in properties if type_ in types else ():
            sparql = f"SELECT DISTINCT ?iri ?other WHERE {{ ?thing <{via}> ?iri ; <{name}> ?other }}"
            found += [Said(name, row["other"], False) for row in _ask(store, sparql, node)]
    return [said for said in dict.fromkeys(found) if said.property != SP.foldedName]


def list_mentions(node: NamedNode, said: Iterable[Said]) -> list[str]:
    """List the mentions that a thing rests on, or that denote it, in the order of their places."""
    ways = {(SP.groundedIn, False), (SP.denotes, True)}
    if any(one.property == OA.hasSelector and not one.inverse for one in said):
        return [node.value]
    found = {one.other.value for one in said if (one.property, one.inverse) in ways}  # type: ignore[union-attr]
    return sorted(found, key=_to_place)


def find_place(store: GraphStore, mention: str) -> Place | None:
    """Find where a mention stands; None where the graph does not say."""
    for row in _ask(store, _PLACE, NamedNode(mention)):
        start, end = int(row["start"].value), int(row["end"].value)
        return Place(row["article"].value, start, end, row["exact"].value)
    return None


def find_label(store: GraphStore, term: Term) -> str:
    """Find the name or text of a thing; its abbreviated IRI where it has none."""
    if not isinstance(term, NamedNode):
        return getattr(term, "value", str(term))
    found = {row["property"].value: row["value"].value for row in _ask(store, _LABEL, term)}
    return next((found[label] for label in _LABELS if label in found), abbreviate(term.value))


def list_values(store: GraphStore, iri: str, predicate: str) -> Iterator[str]:
    """List the values of a property, sorted."""
    rows = _ask(store, f"SELECT DISTINCT ?iri ?value WHERE {{ ?iri <{predicate}> ?value }}", NamedNode(iri))
    return iter(sorted(row["value"].value for row in rows))


def _ask(store: GraphStore, sparql: str, node: NamedNode) -> list[QuerySolution]:
    return list(store.select(sparql, {"iri": node}))


def _to_place(mention: str) -> tuple[str, int, int]:
    """Order mentions as they stand in their articles."""
    article, _, span = mention.partition("/mention/")
    start, _, end = span.partition("-")
    return article, int(start) if start.isdigit() else 0, int(end) if end.isdigit() else 0
