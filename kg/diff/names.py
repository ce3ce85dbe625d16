"""Find what the things of a graph are called."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import ENTITIES_GRAPH, RDFS, SP


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """An actor by the label that it has in one of the graphs."""

    name: str
    iri: str


class Names:
    """The labels of one graph, each looked up once."""

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self._found: dict[str, str] = {}
        self._statements: dict[str, int] = {}

    def find(self, iri: str) -> str:
        """Find the label, that of all articles before that of the gazetteer; or the end of the IRI."""
        if iri not in self._found:
            quads = self.store.rdf.quads_for_pattern(NamedNode(iri), NamedNode(RDFS.label), None)
            shared = NamedNode(ENTITIES_GRAPH)
            labels = sorted((quad.graph_name != shared, quad.object.value) for quad in quads)  # type: ignore[union-attr]
            self._found[iri] = labels[0][1] if labels else iri.removeprefix(BASE_IRI)
        return self._found[iri]

    def actor(self, iri: str) -> Actor:
        """Make the actor of that IRI, with its label."""
        return Actor(self.find(iri), iri)

    def count_statements(self, iri: str) -> int:
        """Count the statements that an actor is on record with: so prominent it is."""
        if iri not in self._statements:
            quads = self.store.rdf.quads_for_pattern(NamedNode(iri), NamedNode(SP.madeStatement), None)
            self._statements[iri] = sum(1 for _ in quads)
        return self._statements[iri]
