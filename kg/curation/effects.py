"""Find the article graphs that a change of decisions affects: those are read again, all others copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from pyoxigraph import Literal, NamedNode

from kg.curation.applying import RULE
from kg.curation.decisions import ON_FACTS, Decision
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import DCTERMS, RDFS, SP

_DENOTING = f"SELECT DISTINCT ?graph ?actor WHERE {{ GRAPH ?graph {{ ?mention <{SP.denotes}> ?actor }} }}"
_CURATED = f"""
SELECT DISTINCT ?graph WHERE {{
  GRAPH ?graph {{ ?rule <{RDFS.label}> ?label FILTER(STRSTARTS(?label, "{RULE}")) }}
}}"""
_NAMED = f"SELECT ?graph ?id WHERE {{ GRAPH ?graph {{ ?article <{DCTERMS.identifier}> ?id }} }}"
_ARTICLE = re.compile(re.escape(BASE_IRI) + r"article/(\w+)")


def find_affected_graphs(
    store: GraphStore, applied: Sequence[Decision], wanted: Sequence[Decision]
) -> set[str]:
    """Find the named graphs of the articles that read differently under the `wanted` decisions.

    `applied` are those under which the graph was built. Decisions build on those before them, so from the
    first difference on all count: an article that one of them has changed, or that one of them will change.
    """
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(applied, wanted, strict=False))))
    dropped, added = applied[same:], wanted[same:]
    graphs = _find_with_actors(store, added) | _find_with_facts(store, [*dropped, *added])
    return graphs | _find_curated(store) if dropped else graphs


def _find_with_actors(store: GraphStore, decisions: Iterable[Decision]) -> set[str]:
    subjects = {decision.subject for decision in decisions if decision.kind not in ON_FACTS}
    rows = (row for iri in subjects for row in store.select(_DENOTING, {"actor": NamedNode(iri)}))
    return {row["graph"].value for row in rows}


def _find_with_facts(store: GraphStore, decisions: Iterable[Decision]) -> set[str]:
    """Find the graphs of facts that are decided on: a fact's IRI begins with that of its article, of which
    there may be other versions.
    """
    on_facts = [decision for decision in decisions if decision.kind in ON_FACTS]
    facts = (decision.subject for decision in on_facts)
    ids = {name for decision in on_facts for name in decision.articles}
    rows = (row for name in ids for row in store.select(_NAMED, {"id": Literal(name)}))
    graphs = {f"{BASE_IRI}graph/{match[1]}" for fact in facts if (match := _ARTICLE.match(fact))}
    return graphs | {row["graph"].value for row in rows}


def _find_curated(store: GraphStore) -> set[str]:
    return {row["graph"].value for row in store.select(_CURATED)}
