"""Make the attributes of nodes and edges from the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from kg.network.evidence import Evidence, Names
from kg.network.filters import Publication
from kg.settings import BASE_IRI
from kg.vocab import is_local_actor

# A quotation on an edge must stay readable in Gephi's data table.
QUOTE_LIMIT = 300


def to_node(iri: str, names: Names, mentions: int, statements: int) -> dict[str, Any]:
    """Make the attributes of a node; an unknown one is left out."""
    # Not "type": sigma.js, which draws Gephi Lite, takes a node's `type` for the name of a drawing program.
    node = {
        "label": names.labels.get(iri, iri.removeprefix(BASE_IRI)),
        "node_type": names.types.get(iri) or _to_type(iri),
        "country": names.countries.get(iri),
        "wikidata": names.identifiers.get(iri),
        "local": is_local_actor(iri),
        "mentions": mentions,
        "statements": statements,
    }
    return _without_unknown(node)


def _to_type(iri: str) -> str:
    """Read the type of a node that is no actor from its IRI."""
    folder = iri.removeprefix(BASE_IRI).partition("/")[0]
    return {"time": "Time", "topic": "Topic"}.get(folder, "Agreement")


def to_edge(
    kind: str,
    rows: Sequence[Evidence],
    publications: Mapping[str, Publication],
    repeats: Mapping[str, str],
) -> dict[str, Any]:
    """Aggregate the evidence of a tie into the attributes of an edge; an unknown one is left out.

    Evidence that `repeats` other evidence of the same story counts as that one.
    """
    articles = sorted(publications[iri] for iri in {row.article for row in rows})
    dates = [article.published for article in articles if article.published]
    first = _find_first(rows, publications)
    earliest = publications[first.article]
    edge = {
        "kind": kind,
        "weight": _count(articles, "source"),
        "articles": len(articles),
        "stories": _count(articles, "story"),
        "statements": len({repeats.get(row.evidence, row.evidence) for row in rows}),
        "first": min(dates, default=None),
        "last": max(dates, default=None),
        "confidence": max((row.confidence for row in rows if row.confidence is not None), default=None),
        "acts": _join(row.act for row in rows) or None,
        "quote": _to_excerpt(first.quote) or None,
        "article": earliest.title or None,
        "url": earliest.url or None,
        "evidence": _join(row.evidence for row in rows),
    }
    return _without_unknown(edge)


def _count(articles: Iterable[Publication], name: str) -> int:
    """Count the values of an attribute of the articles, each once."""
    return len(set(map(attrgetter(name), articles)))


def _without_unknown(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _join(values: Iterable[str]) -> str:
    """Join the values, each once and sorted; "" is left out."""
    return " ".join(sorted({value for value in values if value}))


def _find_first(rows: Sequence[Evidence], publications: Mapping[str, Publication]) -> Evidence:
    """Choose the evidence to quote: one with a quote, in the earliest article, at its first place there."""
    if len(rows) == 1:
        return rows[0]
    return min(
        rows,
        key=lambda row: (not row.quote, publications[row.article], _to_offsets(row.evidence), row.quote),
    )


def _to_offsets(evidence: str) -> list[int]:
    """Read the code points at the end of the IRI of a part: .../statement/63-67_93-126."""
    return [int(number) for number in re.findall(r"\d+", evidence.rpartition("/")[2])]


def _to_excerpt(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LIMIT else quote[: QUOTE_LIMIT - 1].rstrip() + "…"
