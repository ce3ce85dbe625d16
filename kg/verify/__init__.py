"""Verify a graph: its spans against the articles, its shape against SHACL, and the violation queries.

    batches.py   the graphs of some articles at a time, and what they share
    spans.py     every span read again in the text that the build kept
    shapes.py    ontology/shapes.ttl (SHACL) as SPARQL
    applying.py  the shapes applied to a part of the graph at a time
    findings.py  what is reported

The queries of queries/checks must find nothing. Whatever is asked is asked of some graphs in memory, so the
time grows with their number, and memory hardly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Store

from kg.printable import shorten
from kg.progress import Progress
from kg.queries import Query, ask, list_checks
from kg.settings import BASE_IRI, GRAPHS_AT_ONCE
from kg.store import GraphStore
from kg.verify.applying import Suspect, confirm, find_suspects
from kg.verify.batches import Shared, read_around, read_batches
from kg.verify.findings import LONGEST_VALUE, REBUILD, Finding
from kg.verify.shapes import load_constraints
from kg.verify.spans import find_wrong_spans
from kg.vocab import DCTERMS, SP

__all__ = ["Finding", "verify"]

_UNDER_ARTICLE = re.compile(re.escape(BASE_IRI) + r"article/[0-9a-f]+")
# A check that speaks of one graph can be asked of that graph alone.
_OF_ONE_GRAPH = "GRAPH ?graph"
_ARTICLES = f"""
SELECT ?article ?id ?hash WHERE {{ ?article <{SP.contentHash}> ?hash ; <{DCTERMS.identifier}> ?id }}"""


def verify(store: GraphStore, progress: Progress | None = None) -> list[Finding]:
    """Find every fault of the graph, sorted; an empty list means that all is well.

    Raises BrokenGraphError where the graph cannot be read.
    """
    progress = progress or (lambda *_: None)
    articles = [(row["hash"].value, row["article"].value, row["id"].value) for row in store.select(_ARTICLES)]
    findings = {
        *_find_wrong_articles(store, {content_hash: iri for content_hash, iri, _ in articles}),
        *_find_wrong_quads(store, progress),
    }
    ids = {iri: id_ for _, iri, id_ in articles}
    return sorted(replace(finding, where=_locate(finding.where, ids)) for finding in findings)


def _locate(where: str, ids: dict[str, str]) -> str:
    """Put the article's id before an IRI of a part of it; other IRIs belong to no single article."""
    match = _UNDER_ARTICLE.match(where)
    return f"{ids[match[0]]}: {where}" if match and match[0] in ids else where


def _find_wrong_articles(store: GraphStore, known: dict[str, str]) -> Iterator[Finding]:
    """Find articles whose text has changed since the graph was read from it."""
    seen = set()
    for article in store.articles():
        seen.add(article.content_hash)
        if article.content_hash not in known:
            yield Finding("article", article.id, f"its text is not what the graph was read from; {REBUILD}")
    for content_hash in known.keys() - seen:
        yield Finding("article", known[content_hash], f"its text is not kept beside the graph; {REBUILD}")


def _find_wrong_quads(store: GraphStore, progress: Progress) -> Iterator[Finding]:
    """Find what is wrong in each graph, and in what they share."""
    constraints, checks = load_constraints(), list_checks()
    of_one_graph = [check for check in checks if _OF_ONE_GRAPH in check.sparql]
    shared, total = Shared(constraints), len(store.graph_names())
    suspects: set[Suspect] = set()
    for number, batch in enumerate(read_batches(store, shared)):
        progress("graphs", min(number * GRAPHS_AT_ONCE, total - 1), total)
        yield from find_wrong_spans(batch)
        yield from _find_violations(batch.rdf, of_one_graph)
        suspects.update(find_suspects(batch.rdf, constraints))
    yield from _find_violations(store.rdf, [check for check in checks if check not in of_one_graph])
    suspects.update(find_suspects(shared.rdf, [one for one in constraints if one.values]))
    suspects.update(find_suspects(read_around(store, shared.strangers), constraints))
    for number, suspect in enumerate(suspects):
        progress("doubts", number, len(suspects))
        yield from confirm(store, suspect)


def _find_violations(rdf: Store, checks: Iterable[Query]) -> Iterator[Finding]:
    """Yield the rows of the violation queries: the first column is the thing, the second the fault."""
    for check in checks:
        for thing, found in ask(GraphStore(rdf, {}, ()), check, {}).rows:
            message = (
                f"{check.summary} Found: {shorten(str(found), LONGEST_VALUE)}. To mend it: {check.remedy}"
            )
            yield Finding("violation", f"{thing}", message)
