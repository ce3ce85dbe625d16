"""Explain a thing: the facts of the graph about it, and the passages of the articles that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QuerySolution

from kg.errors import StoreError, UsageError
from kg.printable import shorten
from kg.query_parameters import expand_iri
from kg.store import GraphStore, Term
from kg.vocab import DCTERMS, FOAF, OA, RDF, RDFS, SP, abbreviate

if TYPE_CHECKING:
    from kg.model import Article

# What a person can take in at once; an agency may have thousands of mentions.
SHOWN_OTHERS = 5
SHOWN_PASSAGES = 5
# Characters of context on either side of a passage.
CONTEXT = 60

# What names a thing, the best first.
_LABELS = (RDFS.label, SP.text, FOAF.name, DCTERMS.title, SP.title, SP.cue)
# What is shown as types or as passages already.
_SHOWN_APART = frozenset({RDF.type, SP.groundedIn, SP.denotes})

# What is known of a time's expressions ("next July") is written at the mentions of it; how firmly a claim is
# pinned on somebody, and whether it is known at second hand only, at the statements that convey it.
_FACTS = f"""
SELECT DISTINCT ?iri ?property ?other ?inverse WHERE {{
  {{ ?iri ?property ?other FILTER(?property != <{SP.foldedName}>) BIND("false" AS ?inverse) }}
  UNION {{ ?other ?property ?iri BIND("true" AS ?inverse) }}
  UNION {{
    VALUES ?property {{ <{SP.anchor}> <{SP.timexType}> <{SP.timexValue}> <{SP.unresolvedBecause}> }}
    ?mention <{SP.denotes}> ?iri ; ?property ?other
    BIND("false" AS ?inverse)
  }} UNION {{
    VALUES ?property {{ <{SP.hedged}> <{SP.reportedIn}> <{SP.strength}> }}
    ?statement <{SP.conveys}> ?iri ; ?property ?other
    BIND("false" AS ?inverse)
  }}
}}"""
_PASSAGES = f"""
SELECT DISTINCT ?iri ?article ?start ?end WHERE {{
  {{ ?iri <{SP.groundedIn}> ?mention }} UNION {{ ?mention <{SP.denotes}> ?iri }}
  UNION {{ ?mention <{OA.hasSelector}> ?any FILTER(?mention = ?iri) }}
  ?mention <{OA.hasSource}> ?article ; <{OA.hasSelector}> ?selector .
  ?selector <{OA.start}> ?start ; <{OA.end}> ?end .
}} ORDER BY ?article ?start ?end"""
_LABEL = "SELECT ?iri ?property ?value WHERE { ?iri ?property ?value FILTER(isLiteral(?value)) }"


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with the labels of its objects, or (inverse) of its subjects."""

    property: str
    inverse: bool
    others: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of an article with its context; `start` and `end` are code points of its text."""

    article: str
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Facts and evidence of a thing; `more_evidence` counts the passages that are not shown."""

    iri: str
    label: str
    types: tuple[str, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    more_evidence: int


def explain(store: GraphStore, iri: str) -> Explanation:
    """Explain `iri` (in full or abbreviated). Raises UsageError where the graph does not have it."""
    try:
        node = NamedNode(expand_iri(iri))
    except ValueError as error:
        raise UsageError(f"{shorten(iri)}: {error}") from error
    rows = _ask(store, _FACTS, node)
    if not rows:
        name = shorten(node.value)
        raise UsageError(f"nothing in this graph is called {name}: `kg query --list` shows what to ask")
    types = sorted(abbreviate(row["other"].value) for row in rows if row["property"].value == RDF.type)
    passages = _ask(store, _PASSAGES, node)
    return Explanation(
        iri=node.value,
        label=_find_label(store, node),
        types=tuple(types),
        facts=tuple(_find_facts(store, rows)),
        evidence=tuple(_read_passages(store, passages[:SHOWN_PASSAGES])),
        more_evidence=max(0, len(passages) - SHOWN_PASSAGES),
    )


def cut_evidence(article: Article, start: int, end: int) -> Evidence:
    """Cut a passage out of an article, with its context."""
    text = article.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Evidence(article.id, start, end, _flatten(before), _flatten(text[start:end]), _flatten(after))


def _ask(store: GraphStore, sparql: str, node: NamedNode) -> list[QuerySolution]:
    return list(store.select(sparql, {"iri": node}))


def _find_facts(store: GraphStore, rows: list[QuerySolution]) -> Iterator[Fact]:
    """Group the rows into a Fact a property and direction, forwards first; at most SHOWN_OTHERS labels."""

    def key(row: Any) -> tuple[bool, str]:
        return row["inverse"].value == "true", abbreviate(row["property"].value)

    shown = [row for row in rows if row["property"].value not in _SHOWN_APART]
    for (inverse, name), group in groupby(sorted(shown, key=key), key):
        others = sorted((row["other"] for row in group), key=str)
        labels = tuple(_find_label(store, other) for other in others[:SHOWN_OTHERS])
        yield Fact(name, inverse, labels, max(0, len(others) - SHOWN_OTHERS))


def _find_label(store: GraphStore, term: Term) -> str:
    """Find the name or text of a thing; its abbreviated IRI where it has none."""
    if not isinstance(term, NamedNode):
        return getattr(term, "value", str(term))
    found = {row["property"].value: row["value"].value for row in _ask(store, _LABEL, term)}
    return next((found[label] for label in _LABELS if label in found), abbreviate(term.value))


def _read_passages(store: GraphStore, passages: list[Any]) -> Iterator[Evidence]:
    for row in passages:
        article = store.find_article(row["article"].value)
        start, end = int(row["start"].value), int(row["end"].value)
        if article is None:
            raise StoreError(f"the text of {row['article'].value} is not kept: build the graph again")
        yield cut_evidence(article, start, end)


def _flatten(words: str) -> str:
    """Put words on one line, and keep the spaces at both ends."""
    return "".join(" " if character.isspace() else character for character in words)
