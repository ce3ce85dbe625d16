"""Tell how a fact was read: by what rule, how surely, what that has meant, what came next, who agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.explain.rules import find_measured, find_rule
from kg.explorer.parts import Part
from kg.explorer.reading import Reading
from kg.vocab import SP

# So many other readings of the words of a fact are told.
_MOST_OTHERS = 3


def list_provenance(reading: Reading, fact: str, mentions: Iterable[str] = ()) -> list[Part]:
    """List the parts of a fact that tell how it was read; `mentions` are those that it rests on."""
    confidence = reading.first(fact, SP.confidence)
    parts = [Part("confidence", confidence)] if confidence else []
    for iri in reading.all(fact, SP.extractedBy):
        parts += [Part("read by", to_rule(iri)), *_explain_rule(to_rule(iri).partition(" ")[0], confidence)]
    others = [other for mention in mentions for other in _list_others(reading, mention)]
    parts += [Part("next best reading", name, iri) for name, iri in others[:_MOST_OTHERS]]
    return [*parts, *(Part("confirmed by", "a person") for _ in reading.all(fact, SP.confirmedBy))]


def explain_dates() -> list[Part]:
    """List the parts that tell how dates are read: their rules have no names of their own."""
    return [Part("read by", "dates"), *_explain_rule("dates", None)]


def to_rule(iri: str) -> str:
    """Write a rule as a person reads it: "claims.tagged 0.1.0"."""
    return " ".join(iri.rpartition("/rule/")[2].rsplit("/", 1))


def _explain_rule(name: str, confidence: str | None) -> Iterator[Part]:
    rule = find_rule(name)
    measured = find_measured(name, float(confidence) if confidence else None)
    if rule:
        yield Part("that is", f"{rule.does} ({rule.where})")
    if measured:
        yield Part("that has meant", measured.tell())


def _list_others(reading: Reading, mention: str) -> Iterator[tuple[str, str]]:
    """List whom a mention would denote if it did not denote whom it does."""
    for other in reading.all(mention, SP.alternative):
        yield reading.name(other), other
