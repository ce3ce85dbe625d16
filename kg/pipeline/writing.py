"""Write a new graph by its difference to the one before: article by article, then what all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, islice
from time import perf_counter
from typing import TYPE_CHECKING

from kg.curation import Decision, curate, curation_quads
from kg.errors import ArticleError
from kg.facts import to_facts
from kg.model import Article
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline.reading import Failure, Reading, count_words
from kg.progress import Progress
from kg.settings import THINGS_AT_ONCE
from kg.store_writing import Generation
from kg.triples import article_quads, entity_quads, name_quads
from kg.vocab import (
    CURATION_GRAPH,
    ENTITIES_GRAPH,
    FOAF,
    GAZETTEER_GRAPH,
    NAMES_GRAPH,
    ONTOLOGY_GRAPH,
    RDF,
    RDFS,
    SHARED_GRAPHS,
    SKOS,
    SP,
    graph_iri,
)

if TYPE_CHECKING:
    from pyoxigraph import Quad

# Content hash and id: the id is no part of the hash, but it stands in the article's graph.
Key = tuple[str, str]


def to_key(article: Article) -> Key:
    """Return the key of an article: articles with one key give the same graph, read in the same way."""
    return article.content_hash, article.id


class GenerationWriter:
    """Writer of a generation: graphs of the articles `to_keep` stand in it already, to the others `decisions`
    apply.

    It collects `written`, the articles of the generation; `failures`, those that could not be read;
    `first_read`, when the first reading came (it had to wait for the model), in seconds of perf_counter;
    `read_words`, the words of the others.
    """

    def __init__(self, to_keep: Set[Key], decisions: Sequence[Decision] = ()) -> None:
        self.to_keep = to_keep
        self.decisions = decisions
        self.written: list[Article] = []
        self.failures: list[ArticleError] = []
        self.first_read: float | None = None
        self.read_words = 0

    def write(
        self,
        generation: Generation,
        articles: Sequence[Article],
        readings: Iterator[Reading | Failure],
        progress: Progress | None = None,
    ) -> None:
        """Write all of `articles`; `readings` gives those that are not kept, in the same order.

        What all articles together decide, labels and the index of names, is decided anew for the actors and
        agreements that are named in a graph that goes or comes.
        """
        kept = {graph_iri(content_hash) for content_hash, _ in self.to_keep}
        before = generation.graph_names()
        named = set()
        for graph in before - kept - SHARED_GRAPHS:
            named |= find_named(generation, graph)
            generation.drop_graph(graph)
        new = self._write_articles(generation, articles, readings, progress)
        # In one call: every call makes new files. What the ontology folder says is part of the fingerprint.
        known = () if ONTOLOGY_GRAPH in before else chain(ontology_quads(), gazetteer_quads())
        generation.add_quads(chain(new, known))
        for graph in generation.graph_names() - kept - SHARED_GRAPHS:
            named |= find_named(generation, graph)
        things = named if ONTOLOGY_GRAPH in before else named | find_known(generation)
        write_shared(generation, things, self.decisions)

    def measure_speed(self, ended: float) -> float | None:
        """Compute words a second up to `ended`, without the wait for the model; None for too few words."""
        return self.read_words / (ended - self.first_read) if self.first_read and self.read_words else None

    def _write_articles(
        self,
        generation: Generation,
        articles: Sequence[Article],
        readings: Iterator[Reading | Failure],
        progress: Progress | None,
    ) -> Iterator[Quad]:
        """Keep the text of each article that can be read, and yield the quads of those that are read now."""
        for done, article in enumerate(articles, 1):
            quads = set() if to_key(article) in self.to_keep else self._to_quads(article, next(readings))
            if quads is not None:
                generation.add_article(article)
                self.written.append(article)
                yield from quads
            if progress:
                progress("reading articles", done, len(articles))

    def _to_quads(self, article: Article, reading: Reading | Failure) -> set[Quad] | None:
        """Return the quads of one article, or None where it cannot be read."""
        if self.first_read is None:
            self.first_read = perf_counter()
        else:
            self.read_words += count_words(article)
        if isinstance(reading, Failure):
            self.failures.append(reading.to_error())
            return None
        curated = curate(article, reading.extraction, reading.resolution, self.decisions)
        return article_quads(to_facts(article, *curated))


def write_shared(generation: Generation, things: Set[str], decisions: Sequence[Decision] = ()) -> None:
    """Write what all articles share: the labels and names of these things, decided anew, and the decisions
    applied.
    """
    rest = iter(things)
    while some := list(islice(rest, THINGS_AT_ONCE)):
        _write_labels(generation, some)
        _write_index(generation, some)
    decided = generation.quads(None, None, None, CURATION_GRAPH)
    generation.replace_quads(decided, curation_quads(decisions))


def find_named(generation: Generation, graph: str | None = None) -> set[str]:
    """Find the actors and agreements that have a name in the graph of an article, or in any."""
    actors = generation.quads(None, FOAF.name, None, graph)
    return _subjects(actors) | _subjects(generation.quads(None, RDF.type, SP.Agreement, graph))


def find_known(generation: Generation) -> set[str]:
    """Find what has a name in the gazetteer and the registers."""
    return _subjects(generation.quads(None, RDFS.label, None, GAZETTEER_GRAPH))


def _subjects(quads: Iterable[Quad]) -> set[str]:
    return {quad.subject.value for quad in quads}  # type: ignore[union-attr]


def _write_labels(generation: Generation, actors: Sequence[str]) -> None:
    """Write the labels of actors by the names that all articles give them."""
    names = [(iri, name) for iri in actors for name in _list_names(generation, iri, FOAF.name)]
    old = (quad for iri in actors for quad in generation.quads(iri, RDFS.label, None, ENTITIES_GRAPH))
    generation.replace_quads(old, entity_quads(names))


def _write_index(generation: Generation, things: Sequence[str]) -> None:
    """Write all names by which things are found: their labels, what articles call them, their aliases."""
    of = (FOAF.name, RDFS.label, SKOS.altLabel)
    names = ((iri, name) for iri in things for one in of for name in _list_names(generation, iri, one))
    old = (quad for iri in things for quad in generation.quads(iri, SP.foldedName, None, NAMES_GRAPH))
    generation.replace_quads(old, name_quads(names))


def _list_names(generation: Generation, iri: str, predicate: str) -> Iterator[str]:
    """List the names of a thing by that predicate, once for each graph that has it."""
    return (quad.object.value for quad in generation.quads(iri, predicate, None, None))  # type: ignore[union-attr]
