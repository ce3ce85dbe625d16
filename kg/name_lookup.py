"""Look up actors, agreements, rosters and topics by their names."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from kg.errors import find_near
from kg.store import GraphStore
from kg.vocab import FOAF, RDF, RDFS, SKOS, SP, fold_name

# By the index of names: the whole name, or words of it. The type is asked for last, for it stands in the
# graph of each article anew.
_BY_NAME = f"SELECT DISTINCT ?iri ?wanted WHERE {{ ?iri <{SP.foldedName}> ?wanted FILTER EXISTS"
_BY_WORDS = f"""
SELECT DISTINCT ?iri ?wanted WHERE {{
  ?iri <{SP.foldedName}> ?name
  FILTER(CONTAINS(CONCAT(" ", ?name, " "), CONCAT(" ", ?wanted, " ")))
  FILTER EXISTS"""
# All names, inside one graph, for the union of all graphs repeats type and name with every article.
_NAMES = f"""
SELECT DISTINCT ?iri ?name WHERE {{
  GRAPH ?graph {{ ?iri <{FOAF.name}>|<{RDFS.label}>|<{SKOS.altLabel}> ?name ; <{RDF.type}> ?type }} FILTER"""


@dataclass(frozen=True)
class Named:
    """A kind of thing that has names: what it is called, and its types."""

    what: str
    types: tuple[str, ...]

    @property
    def _is_one(self) -> str:
        return f"(?type IN ({', '.join(f'<{one}>' for one in self.types)}))"

    def find(self, store: GraphStore, wanted: str) -> list[str]:
        """Find the IRIs whose name is `wanted`, whatever the case; where none is, those whose name has these
        words.

        Raises ValueError, with the near names, where there is none at all.
        """
        for query in (_BY_NAME, _BY_WORDS):
            sparql = f"{query} {{ ?iri <{RDF.type}> ?type FILTER{self._is_one} }} }}"
            if rows := list(store.select(sparql, {"wanted": Literal(fold_name(wanted))})):
                return sorted({row["iri"].value for row in rows})
        return self._search(store, wanted)

    def list_names(self, store: GraphStore) -> list[tuple[str, str]]:
        """List all names of such things, with their IRIs: (name, IRI)."""
        rows = store.select(f"{_NAMES}{self._is_one} }}")
        return sorted({(row["name"].value, row["iri"].value) for row in rows})

    def _search(self, store: GraphStore, wanted: str) -> list[str]:
        """Search all names, as `find` does: a graph of an older version, or made by hand, has no index."""
        names, folded = self.list_names(store), fold_name(wanted)
        exact = {iri for name, iri in names if fold_name(name) == folded}
        found = exact or {iri for name, iri in names if f" {folded} " in f" {fold_name(name)} "}
        if not found:
            near = find_near(wanted, sorted({name for name, _ in names}))
            guess = f"; did you mean {' or '.join(near)}?" if near else ""
            raise ValueError(f"no {self.what} of that name is in this graph{guess}")
        return sorted(found)


ACTOR = Named("actor", (SP.Person, SP.Organization, SP.State, SP.Group))
AGREEMENT = Named("agreement", (SP.Agreement,))
ROSTER = Named("roster", (SP.Roster,))
TOPIC = Named("topic", (SP.Topic,))
