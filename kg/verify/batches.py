"""Take a graph apart: the graphs of some articles at a time, and what they share.

The parts of an article (a claim, a mention) are described in its own graph, and can be checked there. What
several graphs describe (an actor, a time, an agreement) is collected, and so is every part of which another
graph than that of its article speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode, Quad, Store

from kg.model import Article
from kg.settings import BASE_IRI, GRAPHS_AT_ONCE
from kg.store import GraphStore
from kg.verify.shapes import Constraint, find_asked
from kg.vocab import SHARED_GRAPHS, graph_iri

_ARTICLES, _GRAPHS = f"{BASE_IRI}article/", f"{BASE_IRI}graph/"


@dataclass(frozen=True)
class Batch:
    """Some graphs in memory, and the articles that they were read from, by their names."""

    rdf: Store
    articles: dict[str, Article]


class Shared:
    """What several graphs describe, each triple once in the default graph; and the `strangers`, parts of an
    article of which another graph says something that a constraint asks for.
    """

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        self.rdf = Store()
        self.strangers: set[NamedNode] = set()
        self._asked = find_asked(constraints)

    def find(self, name: str, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Find in one graph what is no part of its article: strangers are noted, the others yielded."""
        own, asked = _ARTICLES + name.removeprefix(_GRAPHS), self._asked
        for quad in quads:
            subject, value = _find_part(quad.subject), _find_part(quad.object)
            predicate = quad.predicate.value
            if not subject and (not value or predicate in asked.forward):
                yield Quad(*quad.triple)
            for part, predicates in ((subject, asked.terms), (value, asked.back)):
                if part and not part.value.startswith(own) and predicate in predicates:
                    self.strangers.add(part)


def read_batches(store: GraphStore, shared: Shared) -> Iterator[Batch]:
    """Yield those graphs that are no article's, then the others, GRAPHS_AT_ONCE; collect what they share.

    Raises BrokenGraphError.
    """
    names = set(store.graph_names())
    yield _read_batch(store, dict.fromkeys(names & SHARED_GRAPHS), shared)
    rest = _pair(store.articles(), names - SHARED_GRAPHS)
    while some := dict(islice(rest, GRAPHS_AT_ONCE)):
        yield _read_batch(store, some, shared)


def _read_batch(store: GraphStore, graphs: dict[str, Article | None], shared: Shared) -> Batch:
    rdf = Store()
    found: set[Quad] = set()
    for name in graphs:
        quads = list(store.quads(name))
        rdf.bulk_extend(quads)
        found.update(shared.find(name, quads))
    shared.rdf.bulk_extend(found)
    return Batch(rdf, {name: article for name, article in graphs.items() if article})


def read_around(store: GraphStore, nodes: Iterable[NamedNode]) -> Store:
    """Read all that any graph says of some nodes, each triple once. Raises BrokenGraphError."""
    rdf = Store()
    try:
        for node in nodes:
            rdf.extend(Quad(*quad.triple) for quad in store.rdf.quads_for_pattern(node, None, None, None))
            rdf.extend(Quad(*quad.triple) for quad in store.rdf.quads_for_pattern(None, None, node, None))
    except (OSError, RuntimeError) as error:
        raise store.to_broken(error) from error
    return rdf


def _find_part(end: object) -> NamedNode | None:
    """Return a node that is an article or a part of one."""
    return end if isinstance(end, NamedNode) and end.value.startswith(_ARTICLES) else None


def _pair(articles: Iterable[Article], names: set[str]) -> Iterator[tuple[str, Article | None]]:
    """Pair each graph with its article; None where no text is kept."""
    left = set(names)
    for article in articles:
        name = graph_iri(article.content_hash)
        if name in left:
            left.remove(name)
            yield name, article
    yield from ((name, None) for name in sorted(left))
