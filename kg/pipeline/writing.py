"""Write the quads of a new graph: article by article, read or copied, then those that all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

from kg.curation import Decision, curate, curation_quads
from kg.errors import ArticleError
from kg.facts import to_facts
from kg.model import Article
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline.reading import Failure, Reading, count_words
from kg.progress import Progress
from kg.store import Generation, GraphStore
from kg.triples import article_quads, entity_quads
from kg.vocab import FOAF, graph_iri

if TYPE_CHECKING:
    from pyoxigraph import Quad

# Content hash and id: the id is no part of the hash, but it stands in the article's graph.
Key = tuple[str, str]


def to_key(article: Article) -> Key:
    """Return the key of an article: articles with one key give the same graph, read in the same way."""
    return article.content_hash, article.id


class GenerationWriter:
    """Writer of a generation: graphs of the articles `to_copy` come from `current`; to the others `decisions`
    apply.

    It collects `failures`, the articles that could not be read; `first_read`, when the first reading came (it
    had to wait for the model), in seconds of perf_counter; `read_words`, the words of the others.
    """

    def __init__(
        self, current: GraphStore | None, to_copy: Set[Key], decisions: Sequence[Decision] = ()
    ) -> None:
        self.current = current
        self.to_copy = to_copy
        self.decisions = decisions
        self.failures: list[ArticleError] = []
        self.first_read: float | None = None
        self.read_words = 0
        self._names: list[tuple[str, str]] = []

    def write(
        self,
        generation: Generation,
        articles: Sequence[Article],
        readings: Iterator[Reading | Failure],
        progress: Progress | None = None,
    ) -> None:
        """Write all of `articles`; `readings` gives those that are not copied, in the same order."""
        graphs = self._write_articles(generation, articles, readings, progress)
        # One call: every call makes new files. The names are complete when the articles have gone through.
        shared = (
            entity_quads(self._names),
            curation_quads(self.decisions),
            ontology_quads(),
            gazetteer_quads(),
        )
        generation.add_quads(chain(graphs, *shared))

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
        for done, article in enumerate(articles, 1):
            quads = self._to_quads(article, readings)
            if quads is not None:
                generation.add_article(article)
                yield from self._collect_names(quads)
            if progress:
                progress("reading articles", done, len(articles))

    def _to_quads(self, article: Article, readings: Iterator[Reading | Failure]) -> Iterable[Quad] | None:
        """Return the quads of one article, or None where it cannot be read."""
        if self.current and to_key(article) in self.to_copy:
            return self.current.quads(graph_iri(article.content_hash))
        reading = next(readings)
        if self.first_read is None:
            self.first_read = perf_counter()
        else:
            self.read_words += count_words(article)
        if isinstance(reading, Failure):
            self.failures.append(reading.to_error())
            return None
        curated = curate(article, reading.extraction, reading.resolution, self.decisions)
        return article_quads(to_facts(article, *curated))

    def _collect_names(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield the quads as they come, and collect the names of actors in them for the labels."""
        for quad in quads:
            if quad.predicate.value == FOAF.name:
                self._names.append((quad.subject.value, quad.object.value))  # type: ignore[union-attr]
            yield quad
