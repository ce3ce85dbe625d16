"""Quads of one article's graph: spans, provenance, and the IRIs of what the article speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__, vocab
from kg.model import Article, Extraction, Passage, Resolution
from kg.triples.literals import decimal, integer
from kg.vocab import OA, PROV, RDF, RDFS, SP

Object = str | Literal


class GraphWriter:
    """Collects the quads of one article; the methods read as the shape does."""

    def __init__(self, article: Article, extraction: Extraction, resolution: Resolution) -> None:
        self.article = article
        self.resolution = resolution
        self.hash = article.content_hash
        self.iri = vocab.article_iri(self.hash)
        self.graph = NamedNode(vocab.graph_iri(self.hash))
        self.dates = {date.passage: date for date in extraction.dates}
        self.quads: set[Quad] = set()

    def add(self, subject: str, predicate: str, value: Object | None) -> None:
        """One quad of this article's graph; None writes nothing."""
        if value is None:
            return
        node = NamedNode(value) if isinstance(value, str) else value
        self.quads.add(Quad(NamedNode(subject), NamedNode(predicate), node, self.graph))

    def mention(self, passage: Passage) -> str:
        """A span of the text: a position and the words found there."""
        iri = vocab.part_iri(self.hash, "mention", [passage])
        selector = iri + "/selector"
        self.add(iri, RDF.type, SP.Mention)
        self.add(iri, OA.hasSource, self.iri)
        self.add(iri, OA.hasSelector, selector)
        self.add(selector, RDF.type, OA.TextPositionSelector)
        self.add(selector, RDF.type, OA.TextQuoteSelector)
        self.add(selector, OA.start, integer(passage.start))
        self.add(selector, OA.end, integer(passage.end))
        self.add(selector, OA.exact, Literal(passage.of(self.article.text)))
        return iri

    def ground(self, iri: str, passages: Iterable[Passage]) -> None:
        """`iri` was read from these words. No span, no triple."""
        for passage in passages:
            self.add(iri, SP.groundedIn, self.mention(passage))

    def provenance(self, iri: str, rule: str, confidence: float) -> None:
        """Which rule of which version read `iri`, and how sure it is."""
        agent = vocab.rule_iri(f"{rule}/{__version__}")
        self.add(agent, RDF.type, SP.Rule)
        self.add(agent, RDF.type, PROV.SoftwareAgent)
        self.add(agent, RDFS.label, Literal(f"{rule} {__version__}"))
        self.add(iri, SP.extractedBy, agent)
        self.add(iri, SP.confidence, decimal(confidence))

    def actors(self, passages: Iterable[Passage]) -> list[str]:
        """The IRIs of the actors that the mentions stand for, without those that nobody could resolve."""
        links = (self.resolution.link_of(passage) for passage in passages)
        return list(dict.fromkeys(link.iri for link in links if link))

    def time(self, passage: Passage) -> str:
        """The time that an expression denotes: shared where it has an EDTF value, else this article's own."""
        date = self.dates[passage]
        if date.edtf:
            return vocab.time_iri(date.edtf)
        return vocab.part_iri(self.hash, "time", [passage])
