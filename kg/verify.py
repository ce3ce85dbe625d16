"""Verify a graph: its spans against the articles, its shape against SHACL, and the violation queries.

Every span is read again from the text that the build kept; SHACL (ontology/shapes.ttl) is applied by pySHACL
to the store itself, without a copy; the queries of queries/checks must find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from pyoxigraph import NamedNode
from pyshacl import validate
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import RDF, SH, Graph, Literal, Node, URIRef

from kg import vocab
from kg.model import Article, Stage
from kg.ontology import shapes_path
from kg.printable import shorten
from kg.progress import Progress
from kg.queries import ask, list_checks
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import DCTERMS, OA, SP, XSD

_STAGE_SHAPE = "https://w3id.org/spacepolicy/shapes#stage"
_REBUILD = "build the graph again"
# As much of what was found as a finding repeats: an IRI fits.
_LENGTH = 300

_UNDER_ARTICLE = re.compile(re.escape(BASE_IRI) + r"article/[0-9a-f]+")

_SPANS = f"""
SELECT ?graph ?mention ?start ?end ?exact WHERE {{
  GRAPH ?graph {{
    ?mention <{OA.hasSelector}> ?selector .
    ?selector <{OA.start}> ?start ; <{OA.end}> ?end ; <{OA.exact}> ?exact .
  }}
  # Whatever is no whole number is found by the shapes.
  FILTER(DATATYPE(?start) = <{XSD.integer}> && DATATYPE(?end) = <{XSD.integer}>)
}}"""
_ARTICLES = f"""
SELECT ?article ?id ?hash WHERE {{ ?article <{SP.contentHash}> ?hash ; <{DCTERMS.identifier}> ?id }}"""


@dataclass(frozen=True, order=True)
class Finding:
    """A fault of the graph: its kind (span, article, shape, violation), and the article's id and the IRI."""

    kind: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.message}"


def verify(store: GraphStore, progress: Progress | None = None) -> list[Finding]:
    """Find every fault of the graph, sorted; an empty list means that all is well."""
    progress = progress or (lambda *_: None)
    findings = {
        *_find_wrong_spans(store, progress),
        *_find_wrong_shapes(store, progress),
        *_find_violations(store, progress),
    }
    ids = {row["article"].value: row["id"].value for row in store.select(_ARTICLES)}
    return sorted(replace(finding, where=_locate(finding.where, ids)) for finding in findings)


def _locate(where: str, ids: dict[str, str]) -> str:
    """Put the article's id before an IRI of a part of it; other IRIs belong to no single article."""
    match = _UNDER_ARTICLE.match(where)
    return f"{ids[match[0]]}: {where}" if match and match[0] in ids else where


def _find_wrong_spans(store: GraphStore, progress: Progress) -> Iterator[Finding]:
    """Find articles that have changed, and mentions whose words are not in the text at their offsets."""
    known = {row["hash"].value: row["article"].value for row in store.select(_ARTICLES)}
    seen = set()
    for done, article in enumerate(store.articles()):
        progress("spans", done, len(known))
        seen.add(article.content_hash)
        if article.content_hash in known:
            yield from _find_wrong_spans_in(store, article)
        else:
            yield Finding("article", article.id, f"its text is not what the graph was read from; {_REBUILD}")
    for content_hash in known.keys() - seen:
        yield Finding("article", known[content_hash], f"its text is not kept beside the graph; {_REBUILD}")


def _find_wrong_spans_in(store: GraphStore, article: Article) -> Iterator[Finding]:
    graph = NamedNode(vocab.graph_iri(article.content_hash))
    for row in store.select(_SPANS, {"graph": graph}):
        start, end, exact = int(row["start"].value), int(row["end"].value), row["exact"].value
        if article.text[start:end] != exact:
            found = article.text[start:end]
            message = f"says {exact[:80]!r}, but the article has {found[:80]!r} at {start}-{end}; {_REBUILD}"
            yield Finding("span", row["mention"].value, message)


class _DataGraph(OxigraphDataGraph):
    """pySHACL's view of the store; its truth value counts all quads, and a result asks for it three times."""

    def __bool__(self) -> bool:
        return True


def load_shapes() -> Graph:
    """Load the shapes of the ontology, with the closed list of stages from the records."""
    shapes = Graph().parse(shapes_path())
    shapes.add((URIRef(_STAGE_SHAPE), SH.pattern, Literal(f"^({'|'.join(get_args(Stage))})$")))
    return shapes


def _find_wrong_shapes(store: GraphStore, progress: Progress) -> Iterator[Finding]:
    """Yield the SHACL results, shape by shape so that progress can be reported."""
    shapes = load_shapes()
    data = _DataGraph(store.rdf)
    names = sorted(str(name) for name in _find_targeted(shapes))
    for done, name in enumerate(names):
        progress("shapes", done, len(names))
        conforms, results, text = validate(data, shacl_graph=shapes, use_shapes=[name])
        if not isinstance(results, Graph):
            yield Finding("shape", name, f"pySHACL cannot check it: {text}")
            continue
        if not conforms:
            yield from _to_findings(results)


def _find_targeted(shapes: Graph) -> set[Node]:
    """List the shapes that have targets; the others are reached from these."""
    targets = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf, SH.targetNode)
    return {name for target in targets for name in shapes.subjects(target, None)}


def _to_findings(results: Graph) -> Iterator[Finding]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        message = results.value(result, SH.resultMessage)
        value = results.value(result, SH.value)
        found = f" (found: {shorten(str(value), _LENGTH)})" if value is not None else ""
        yield Finding("shape", str(results.value(result, SH.focusNode)), f"{message}{found}; {_REBUILD}")


def _find_violations(store: GraphStore, progress: Progress) -> Iterator[Finding]:
    """Yield the rows of the violation queries: the first column is the thing, the second the fault."""
    checks = list_checks()
    for done, check in enumerate(checks):
        progress("checks", done, len(checks))
        for thing, found in ask(store, check, {}).rows:
            message = f"{check.summary} Found: {shorten(str(found), _LENGTH)}. To mend it: {check.remedy}"
            yield Finding("violation", f"{thing}", message)
