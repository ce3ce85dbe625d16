"""Check the facts of a pack: only our terms, only the article's own parts, no place beyond its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ShareError
from kg.printable import shorten
from kg.settings import BASE_IRI
from kg.vocab import OA, VOCABULARIES, article_iri, article_of

_TERMS = frozenset(vocabulary.iri + term for vocabulary in VOCABULARIES for term in vocabulary.terms)


def check_facts(
    quads: Sequence[Quad], content_hash: str = "", length: int = 0, others: Set[str] = frozenset()
) -> None:
    """Check the quads of an article of `length` code points, or (without hash) of what all articles share.

    Raises ShareError for a term or a name that is not ours, for a fact of one of the `others` (IRIs of
    articles) and for a place that is beyond the text.
    """
    own = article_iri(content_hash) if content_hash else ""
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not subject.value.startswith(BASE_IRI):
            raise ShareError(f"{shorten(str(subject))} is described, which is nothing of kg's")
        if quad.predicate.value not in _TERMS:
            raise ShareError(f"<{shorten(quad.predicate.value)}> is no term of this version of kg")
        if isinstance(value, NamedNode):
            if not value.value.startswith(BASE_IRI) and value.value not in _TERMS:
                raise ShareError(f"<{shorten(value.value)}> is named, which is nothing of kg's")
        elif not isinstance(value, Literal):
            raise ShareError(f"{shorten(str(value))} is neither an IRI nor a text")
        if own and own != (article := article_of(subject.value)) and article in others:
            raise ShareError(f"{shorten(subject.value)} is described in the graph of another article")
    if own:
        _check_places(quads, length)


def _check_places(quads: Iterable[Quad], length: int) -> None:
    places: dict[str, dict[str, int]] = {}
    for quad in quads:
        if quad.predicate.value in (OA.start, OA.end):
            value = getattr(quad.object, "value", "")
            number = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else -1
            there = places.setdefault(str(quad.subject), {})
            if number < 0 or quad.predicate.value in there:
                raise ShareError(f"{shorten(str(quad.subject))} has no place, or two")
            there[quad.predicate.value] = number
    for selector, ends in places.items():
        if len(ends) != 2 or not ends[OA.start] <= ends[OA.end] <= length:
            raise ShareError(f"the place of {shorten(selector)} is beyond the text of {length:,} characters")
