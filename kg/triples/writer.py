"""Write the quads of one article's graph: spans, provenance, and IRIs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__, vocab
from kg.model import Article, DateExpression, Passage
from kg.normalize import normalize
from kg.triples.literals import decimal, integer
from kg.vocab import OA, PROV, RDF, RDFS, SP

# An IRI is checked when it is made a node, and most stand in many quads.
_to_node = lru_cache(maxsize=10_000)(NamedNode)


class GraphWriter:
    """Collects the quads of one article; the methods read as the shape does."""

    def __init__(self, article: Article) -> None:
        self.article, self.plain = article, normalize(article)
        self.iri = vocab.article_iri(article.content_hash)
        self.graph = NamedNode(vocab.graph_iri(article.content_hash))
        self.quads: set[Quad] = set()
        self._mentions: dict[Passage, str] = {}

    def add(self, subject: str, predicate: str, *values: str | Literal | None) -> None:
        """Add one quad of this article's graph for each value, an IRI or a literal; None writes nothing."""
        for value in values:
            if value is not None:
                node = _to_node(value) if isinstance(value, str) else value
                self.quads.add(Quad(_to_node(subject), _to_node(predicate), node, self.graph))

    def words(self, passages: Iterable[Passage]) -> Iterable[Literal]:
        """Make literals of the words of each passage, without markup."""
        return (Literal(self.plain.show(passage)) for passage in passages)

    def mention(self, passage: Passage) -> str:
        """Add a span of the text: a position and the words found there, as they were given."""
        if passage in self._mentions:
            return self._mentions[passage]
        iri = self._mentions[passage] = vocab.part_iri(self.article.content_hash, "mention", [passage])
        selector = iri + "/selector"
        self.add(iri, RDF.type, SP.Mention)
        self.add(iri, OA.hasSource, self.iri)
        self.add(iri, OA.hasSelector, selector)
        self.add(selector, RDF.type, OA.TextPositionSelector, OA.TextQuoteSelector)
        self.add(selector, OA.start, integer(passage.start))
        self.add(selector, OA.end, integer(passage.end))
        self.add(selector, OA.exact, Literal(passage.of(self.article.text)))
        return iri

    def ground(self, iri: str, passages: Iterable[Passage], rule: str, confidence: float) -> None:
        """Ground `iri` in the words it was read from, with rule, version and confidence."""
        self.add(iri, SP.groundedIn, *map(self.mention, passages))
        self.provenance(iri, rule, confidence)

    def provenance(self, iri: str, rule: str, confidence: float) -> None:
        """Add the rule, version and confidence by which `iri` was read."""
        agent = vocab.rule_iri(f"{rule}/{__version__}")
        self.add(agent, RDF.type, SP.Rule, PROV.SoftwareAgent)
        self.add(agent, RDFS.label, Literal(f"{rule} {__version__}"))
        self.add(iri, SP.extractedBy, agent)
        self.add(iri, SP.confidence, decimal(confidence))

    def time(self, date: DateExpression) -> str:
        """Return the time of an expression: shared where it has an EDTF value, else this article's own."""
        if date.edtf:
            return vocab.time_iri(date.edtf)
        return vocab.part_iri(self.article.content_hash, "time", [date.passage])
