"""Import a share pack: the facts of a graph, with their words where the articles are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import ArticleError, ShareError, UsageError
from kg.finding import Inputs
from kg.model import Article
from kg.ontology import gazetteer_quads, ontology_digest, ontology_quads
from kg.pipeline.collecting import collect_articles
from kg.pipeline.summary import count_graph
from kg.pipeline.telling import write_told_together
from kg.pipeline.writing import find_known, find_named, write_shared
from kg.progress import Progress
from kg.readers import READERS
from kg.share import Cut, Pack, SharedArticle, Source, check_facts, open_pack, restore_quads
from kg.store_writing import Generation, new_generation
from kg.triples.literals import text
from kg.vocab import (
    CURATION_GRAPH,
    DCTERMS,
    OA,
    SCHEMA,
    SP,
    STORIES_GRAPH,
    article_iri,
    article_of,
    graph_iri,
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported: articles and facts; those `left_out`, each with the reason; and what warns."""

    articles: int
    quads: int
    has_text: bool
    left_out: tuple[ArticleError, ...] = ()
    failed: tuple[ArticleError, ...] = ()
    warnings: tuple[str, ...] = ()


def import_share(
    path: Path, articles: Sequence[Path], location: Path, progress: Progress | None = None
) -> Imported:
    """Make the graph at `location` that of the pack in `path`, its words restored from the articles.

    Each article of the pack is found by the digest of its content, and every passage is read again in its
    text. What is of an article that is not there, or fails, is left out. Without any `articles` the graph is
    that of the pack as it is. Raises ShareError for what is no pack, UsageError where no article is of it.
    """
    collection = collect_articles(articles) if articles else None
    texts = {one.content_hash: one for one in collection.articles} if collection else {}
    with open_pack(path) as pack:
        known = {one.content_hash for one in pack.manifest.articles}
        if collection and not known & texts.keys():
            raise UsageError(
                f"none of the {len(known)} articles of {path} is among the {len(texts)} that were read: the "
                "content of each has to be the same, with title, date, address and outlet"
            )
        with new_generation(location) as generation:
            importer = _Importer(pack, texts, bool(articles), progress)
            generation.add_quads(chain(importer.read(), ontology_quads(), gazetteer_quads()))
            _write_rest(generation, importer, progress)
            paths = tuple(os.path.abspath(one) for one in articles)
            generation.manifest |= {
                "inputs": asdict(Inputs(paths, tuple(READERS))),
                "shared": {"words": pack.manifest.words, "has_text": bool(articles)},
                "counts": asdict(count_graph(generation.read())),
            }
    return Imported(
        importer.count,
        importer.quads,
        bool(articles),
        tuple(importer.left_out),
        collection.failed if collection else (),
        tuple(_list_warnings(pack)),
    )


def _list_warnings(pack: Pack) -> Iterator[str]:
    if pack.manifest.ontology != ontology_digest():
        yield (
            f"the pack was made with another gazetteer (kg {pack.manifest.kg}): what all actors are called "
            "is decided by that of this version"
        )


def _write_rest(generation: Generation, importer: _Importer, progress: Progress | None) -> None:
    """Write what all articles share: labels and names, the decisions, the stories."""
    write_shared(generation, find_named(generation) | find_known(generation))
    generation.add_quads(importer.decisions)
    if importer.has_text:
        found = sorted(importer.restored, key=lambda article: (article.id, article.content_hash))
        for article in found:
            generation.add_article(article)
        write_told_together(generation, found, progress=progress)
    else:
        generation.add_quads(importer.stories)


class _Importer:
    """Reads a pack: its facts, restored and checked article by article, and what of it is left out."""

    def __init__(
        self, pack: Pack, texts: Mapping[str, Article], has_text: bool, progress: Progress | None
    ) -> None:
        self.pack, self.texts, self.has_text = pack, texts, has_text
        self.count = self.quads = 0
        self.restored: list[Article] = []
        self.left_out: list[ArticleError] = []
        self.decisions: list[Quad] = []
        self.stories: list[Quad] = []
        self._progress = progress
        self._addresses = {one.url: one for one in texts.values() if one.url}
        self._decided: dict[str, list[Cut]] = {}

    def read(self) -> Iterator[Quad]:
        """Yield the quads of the articles; collect the decisions and stories."""
        expected = {graph_iri(one.content_hash): one for one in self.pack.manifest.articles}
        everyone, cuts = _list_iris(self.pack), _Cuts(self.pack)
        for graph, quads in self.pack.graphs():
            if graph in (CURATION_GRAPH, STORIES_GRAPH):
                check_facts(quads)
                self._take_shared(graph, quads)
                continue
            shared = expected.pop(graph, None)
            if shared is None or len(quads) != shared.quads:
                raise ShareError(
                    f"{self.pack.path}: its manifest does not name {graph}, or names other facts"
                )
            check_facts(quads, shared.content_hash, shared.characters, everyone)
            yield from self._restore(shared, quads, cuts.take(shared.content_hash))
            if self._progress:
                self._progress("importing articles", self.count, len(self.pack.manifest.articles))
        cuts.end()
        if expected:
            raise ShareError(f"{self.pack.path}: {len(expected)} articles of its manifest have no facts")

    def _restore(self, shared: SharedArticle, quads: list[Quad], cuts: list[Cut]) -> Sequence[Quad]:
        """Restore the quads of one article; give none, with the reason noted, where that cannot be."""
        if not self.has_text:
            self._count(quads)
            return quads
        article = self.texts.get(shared.content_hash)
        if article is None:
            self.left_out.append(ArticleError(_tell(quads, shared), self._find_reason(quads)))
            return ()
        own = [cut for cut in cuts if not _is_decision(cut)]
        try:
            restored = _check_spans(_name(restore_quads(quads, own, Source(article)), article), article)
        except ShareError as error:
            self.left_out.append(ArticleError(article.where or article.id, str(error)))
            return ()
        self._decided[article_iri(shared.content_hash)] = [cut for cut in cuts if _is_decision(cut)]
        self.restored.append(article)
        self._count(restored)
        return restored

    def _count(self, quads: Sequence[Quad]) -> None:
        self.count, self.quads = self.count + 1, self.quads + len(quads)

    def _take_shared(self, graph: str, quads: list[Quad]) -> None:
        """Take decisions and stories; a decision on a fact of an article is left out with its text."""
        if graph == STORIES_GRAPH:
            self.stories = quads
            return
        if not self.has_text:
            self.decisions = quads
            return
        about = {q.subject: article_of(str(getattr(q.object, "value", ""))) for q in quads if _decides(q)}
        local = {one for one, article in about.items() if article in _list_iris(self.pack)}
        self.decisions = [quad for quad in quads if quad.subject not in local]
        for article in self.restored:
            iri = article_iri(article.content_hash)
            own = [quad for quad in quads if about.get(quad.subject) == iri]
            self.decisions += restore_quads(own, self._decided[iri], Source(article)) if own else ()

    def _find_reason(self, quads: Sequence[Quad]) -> str:
        url = next((_value(quad) for quad in quads if quad.predicate.value == SCHEMA.url), "")
        if url in self._addresses:
            other = self._addresses[url]
            return f"{other.where or other.id} has the same address and another content"
        return "no article that was read has this content"


class _Cuts:
    """What was cut, taken article by article in the order of the pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack, self._groups = pack, pack.cuts()
        self._next = next(self._groups, None)

    def take(self, content_hash: str) -> list[Cut]:
        """Take what was cut of an article; nothing where nothing was."""
        if self._next is None or self._next[0] != content_hash:
            return []
        cuts = self._next[1]
        self._next = next(self._groups, None)
        return cuts

    def end(self) -> None:
        """Raise ShareError where something is left."""
        if self._next is not None:
            raise ShareError(f"{self._pack.path}: words are of no article of it, or in another order")


def _list_iris(pack: Pack) -> set[str]:
    return {article_iri(one.content_hash) for one in pack.manifest.articles}


def _decides(quad: Quad) -> bool:
    return quad.predicate.value == SP.decidesOn


def _is_decision(cut: Cut) -> bool:
    return "/decision/" in cut.subject


def _value(quad: Quad) -> str:
    return str(getattr(quad.object, "value", ""))


def _tell(quads: Sequence[Quad], shared: SharedArticle) -> str:
    """Name an article that is not there, so that it can be looked for."""
    found = {quad.predicate.value: _value(quad) for quad in quads}
    names = (DCTERMS.identifier, DCTERMS.title, SCHEMA.datePublished, SCHEMA.url)
    told = (found.get(name) for name in names)
    return ", ".join([*(one for one in told if one), shared.content_hash[:20]])


def _name(quads: set[Quad], article: Article) -> set[Quad]:
    """Give the article the id under which it was read here: that is no part of its content."""
    iri, named = article_iri(article.content_hash), text(article.id)
    assert named is not None
    return {
        Quad(quad.subject, quad.predicate, named, quad.graph_name)
        if quad.predicate.value == DCTERMS.identifier and str(quad.subject) == f"<{iri}>"
        else quad
        for quad in quads
    }


def _check_spans(quads: set[Quad], article: Article) -> Sequence[Quad]:
    """Raise ShareError where the words of a passage are not in the text at its place."""
    places: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in (OA.start, OA.end, OA.exact):
            places.setdefault(str(quad.subject), {})[quad.predicate.value] = _value(quad)
    for selector, place in places.items():
        words = article.text[int(place[OA.start]) : int(place[OA.end])]
        if words != place.get(OA.exact):
            raise ShareError(f"{selector} quotes what is not in the text at its place")
    return list(quads)
