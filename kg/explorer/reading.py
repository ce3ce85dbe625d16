"""Hold all that was read out of one article: the facts of its named graph, looked up by either end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary, ref

from pyoxigraph import Literal, NamedNode, Quad

from kg.explorer.asking import find_name
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import OA, RDF, SP


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a text, in code points."""

    start: int
    end: int


class Reading:
    """The facts of one article; `find_name` says what a thing in them is called by all articles."""

    def __init__(self, quads: Iterable[Quad], find_name: Callable[[str], str | None]) -> None:
        self.find_name = cache(find_name)
        self._objects: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            self._objects[quad.subject.value, quad.predicate.value].append(quad.object.value)
            self._subjects[quad.predicate.value, quad.object.value].append(quad.subject.value)

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return all values of a property, sorted."""
        return sorted(set(self._objects.get((subject, predicate), ())))

    def first(self, subject: str, predicate: str) -> str | None:
        """Return a value of a property; None where it has none."""
        return next(iter(self.all(subject, predicate)), None)

    def sources(self, predicate: str, value: str) -> list[str]:
        """Return all that have that value of a property, sorted."""
        return sorted(set(self._subjects.get((predicate, value), ())))

    def of_type(self, type: str) -> list[str]:
        """Return all things of a type, sorted."""
        return self.sources(RDF.type, type)

    def name(self, iri: str) -> str:
        """Return what a thing is called; the end of its IRI where nobody says."""
        return self.find_name(iri) or iri.removeprefix(BASE_IRI).rpartition("/")[2]

    def spans(self, fact: str) -> list[Span]:
        """Return the passages that a fact was read from, in the order of the text."""
        found = (self.span(mention) for mention in self.all(fact, SP.groundedIn))
        return sorted(span for span in found if span)

    def span(self, mention: str) -> Span | None:
        """Return the passage of a mention; None where its place is no place."""
        selector = self.first(mention, OA.hasSelector)
        ends = (self.first(selector, OA.start), self.first(selector, OA.end)) if selector else ()
        if len(ends) == 2 and all(end is not None and end.isascii() and end.isdigit() for end in ends):
            return Span(*(int(end) for end in ends if end))
        return None

    def denoting(self) -> Iterator[tuple[str, str, Span]]:
        """Yield each mention that stands for something: mention, thing, passage."""
        for mention in self.of_type(SP.Mention):
            span = self.span(mention)
            for thing in self.all(mention, SP.denotes) if span else ():
                assert span is not None
                yield mention, thing, span


# The last article of each graph that is open: who reads a claim after it, or another one, need not wait.
_last: WeakKeyDictionary[GraphStore, tuple[str, Reading]] = WeakKeyDictionary()


def read_article_graph(store: GraphStore, article: str) -> Reading:
    """Read all that was read out of an article; nothing where there is no such article."""
    known, reading = _last.get(store, ("", None))
    if reading is None or known != article:
        graph = f"{BASE_IRI}graph/{article.rpartition('/')[2]}"
        reading = Reading(store.quads(graph), _name_by(ref(store)))
        _last[store] = article, reading
    return reading


def _name_by(store: ref[GraphStore]) -> Callable[[str], str | None]:
    """Make the function that names things, which does not keep the graph open itself."""

    def name(iri: str) -> str | None:
        there = store()
        return find_name(there, iri) if there else None

    return name
