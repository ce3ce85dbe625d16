"""Take the words of an article out of its quads, and put them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ShareError
from kg.settings import BASE_IRI, SHARED_NAME_WORDS
from kg.share.words import ELLIPSIS, Piece, Source, cut_words
from kg.store import Term
from kg.vocab import DCTERMS, OA, SCHEMA, SP, XSD

# What quotes: it keeps N words. Names, offices and places are facts, and keep SHARED_NAME_WORDS if N is less.
QUOTING = frozenset(
    {
        *(OA.exact, SP.text, SCHEMA.text, SP.cue, SP.about, SP.anonymity),
        *(SP.unresolvedBecause, SP.onWords, DCTERMS.title),
    }
)
# By its address others find an article; what stands in it is left.
_LEFT = frozenset({SCHEMA.url})
# What stands for an IRI that spells out too many words.
_HIDDEN = f"{BASE_IRI}hidden/"


@dataclass(frozen=True, slots=True)
class Cut:
    """A value without its words: of a subject and predicate, or (both empty) an IRI that `shown` stands for.

    `pieces` are the places of the words in the source of the article, `digest` is that of the whole value.
    """

    subject: str
    predicate: str
    shown: str
    pieces: tuple[Piece, ...]
    digest: str

    def to_record(self, article: str) -> dict[str, Any]:
        """Write it as JSON, with the content hash of its article."""
        return {
            "article": article,
            "subject": self.subject,
            "predicate": self.predicate,
            "shown": self.shown,
            "pieces": self.pieces,
            "digest": self.digest,
        }

    @classmethod
    def from_record(cls, record: Any) -> tuple[str, Cut]:
        """Read what `to_record` has written: the content hash, and the cut. Raises ShareError."""
        try:
            texts = [record[key] for key in ("article", "subject", "predicate", "shown", "digest")]
            pieces = tuple(_to_piece(piece) for piece in record["pieces"])
        except (KeyError, TypeError, ValueError) as error:
            raise ShareError(f"a line of words is not as it should be: {error}") from error
        if not all(isinstance(text, str) for text in texts):
            raise ShareError("a line of words has something that is no text")
        return texts[0], cls(texts[1], texts[2], texts[3], pieces, texts[4])


def _to_piece(piece: Any) -> Piece:
    if isinstance(piece, str):
        return piece
    start, end = piece
    if type(start) is not int or type(end) is not int:
        raise ValueError("a place is two whole numbers")
    return start, end


def cut_quads(
    quads: Iterable[Quad], source: Source, most: int, known: Collection[str] = ()
) -> tuple[set[Quad], list[Cut]]:
    """Cut every value of an article's quads that quotes more than `most` of its words; give the quads, and
    what was cut of them, sorted.

    The IRIs `known` are public, and stay.
    """
    cutter = _Cutter(source, most, known)
    shown = {cutter.cut(quad) for quad in quads}
    return shown, sorted(cutter.cuts, key=lambda one: (one.subject, one.predicate, one.digest, one.shown))


def shorten_quad(quad: Quad, most: int) -> Quad:
    """Cut what a quad quotes of a text that nobody has any more, for good."""
    if quad.predicate.value not in QUOTING or not isinstance(quad.object, Literal):
        return quad
    return _make(quad, _iri_of(quad.subject), Literal(cut_words(quad.object.value, most)))


class _Cutter:
    """What is cut of one article."""

    def __init__(self, source: Source, most: int, known: Collection[str]) -> None:
        self.source, self.known = source, known
        self.most, self.names = most, max(most, SHARED_NAME_WORDS)
        self.cuts: set[Cut] = set()
        self._hidden: dict[str, str] = {}

    def cut(self, quad: Quad) -> Quad:
        """Cut the IRIs and the words of a quad."""
        subject, predicate, value = _iri_of(quad.subject), quad.predicate.value, quad.object
        named = self._hide(subject)
        if isinstance(value, NamedNode):
            return _make(quad, named, NamedNode(self._hide(value.value)))
        if not isinstance(value, Literal) or predicate in _LEFT or value.datatype.value != XSD.string:
            return _make(quad, named, value)
        words = value.value
        if predicate in QUOTING:
            shown = cut_words(words, self.most)
        else:
            shown = cut_words(words, self.names) if self.source.has_run(words, self.names) else words
        # What ends like words that were cut is kept like them, for it could be taken for such.
        if shown != words or words.endswith(ELLIPSIS):
            pieces = self.source.write(words)
            self.cuts.add(Cut(named, predicate, shown, pieces, self.source.digest(words)))
        return _make(quad, named, Literal(shown))

    def _hide(self, iri: str) -> str:
        """Give what stands for an IRI: mostly itself."""
        if iri not in self._hidden:
            self._hidden[iri] = iri
            is_public = iri in self.known or not iri.startswith(BASE_IRI)
            if not is_public and self.source.has_run(unquote(iri), self.names):
                digest = self.source.digest(iri)
                self._hidden[iri] = _HIDDEN + digest[:20]
                self.cuts.add(Cut("", "", self._hidden[iri], self.source.write(iri), digest))
        return self._hidden[iri]


def restore_quads(quads: Iterable[Quad], cuts: Iterable[Cut], source: Source) -> set[Quad]:
    """Restore the quads of an article that `cut_quads` has cut. Raises ShareError where words do not fit."""
    values: dict[tuple[str, str, str], list[str]] = {}
    iris: dict[str, str] = {}
    for cut in cuts:
        text = source.read(cut.pieces)
        if source.digest(text) != cut.digest:
            raise ShareError(f"the words of {cut.subject or cut.shown} are not those of the article")
        if cut.subject:
            values.setdefault((cut.subject, cut.predicate, cut.shown), []).append(text)
        else:
            iris[cut.shown] = text
    return {restored for quad in quads for restored in _restore(quad, values, iris)}


def _restore(
    quad: Quad, values: dict[tuple[str, str, str], list[str]], iris: dict[str, str]
) -> Iterator[Quad]:
    subject, value = _iri_of(quad.subject), quad.object
    named = iris.get(subject, subject)
    if isinstance(value, NamedNode):
        yield _make(quad, named, NamedNode(iris.get(value.value, value.value)))
        return
    is_text = isinstance(value, Literal) and value.datatype.value == XSD.string
    cut = values.get((subject, quad.predicate.value, value.value)) if is_text else None  # type: ignore[union-attr]
    for text in cut or ():
        yield _make(quad, named, Literal(text))
    if not cut:
        yield _make(quad, named, value)


def _iri_of(node: object) -> str:
    """Give the IRI of a subject; a graph of ours has no others."""
    if not isinstance(node, NamedNode):
        raise ShareError(f"{node} is no IRI, and graphs of kg name everything")
    return node.value


def _make(quad: Quad, subject: str, value: Term) -> Quad:
    return Quad(NamedNode(subject), quad.predicate, value, quad.graph_name)
