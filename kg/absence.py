"""Explain why a query gives no rows: doubtful statements left out, and facts about its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from kg.queries import load_query, run_query
from kg.query_parameters import to_terms
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import FOAF, OA, RDFS, SP

_ARTICLES = f"""
SELECT ?thing (COUNT(DISTINCT ?article) AS ?articles) (SAMPLE(?label) AS ?name) WHERE {{
  {{ ?mention <{SP.denotes}> ?thing ; <{OA.hasSource}> ?article }}
  OPTIONAL {{ ?thing <{RDFS.label}>|<{FOAF.name}> ?label }}
}} GROUP BY ?thing"""


def explain_absence(store: GraphStore, name_or_path: str, params: Mapping[str, str]) -> Iterator[str]:
    """Say, in lines, what a query that gave no rows leaves out, and where what it asks about is spoken of."""
    doubtful = len(run_query(store, name_or_path, params, everything=True).terms)
    if doubtful:
        yield f"rows that rest on doubtful statements only: {doubtful}; --all shows them"
    for parameter in load_query(name_or_path).parameters:
        if parameter.kind in ("actor", "agreement") and params.get(parameter.name):
            for term in to_terms(store, parameter.kind, parameter.name, params[parameter.name]) or ():
                yield _tell_of(store, term.value)


def _tell_of(store: GraphStore, iri: str) -> str:
    rows = store.select(_ARTICLES, {"thing": NamedNode(iri)})
    short = iri.replace(BASE_IRI, "id:", 1)
    for row in rows:
        if row["articles"] and (count := int(row["articles"].value)):
            name = row["name"].value if row["name"] else short
            articles = "1 article speaks" if count == 1 else f"{count} articles speak"
            return f"{articles} of {name}, and nothing read there answers this: kg explain {short}"
    return f"no article speaks of {short}"
