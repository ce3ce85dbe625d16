"""The decisions of a graph: `curation.ttl` in the store's folder, for people to read, and quads in the graph.

The file is no part of a generation: whatever a build replaces, it stays. Every line of it may be written by
hand; what cannot be read is refused with the reason, so that no decision is lost without a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.curation.decisions import Decision, DecisionKind, Target
from kg.errors import CurationError
from kg.model import ActorType
from kg.ontology import TYPES
from kg.store import GraphStore
from kg.vocab import CURATION_GRAPH, DCTERMS, PREFIXES, RDF, SP, XSD, decision_iri

NAME = "curation.ttl"

_CLASSES: dict[DecisionKind, str] = {"merge": SP.Merge, "split": SP.Split, "rejection": SP.Rejection}
_KINDS = {iri: kind for kind, iri in _CLASSES.items()}

# Predicate -> values, in no order.
_Properties = dict[str, list[str]]


def read_decisions(location: Path) -> tuple[Decision, ...]:
    """The decisions for the graph at `location`, by number. Raises CurationError for what cannot be read."""
    path = location / NAME
    if not path.is_file():
        return ()
    try:
        return _to_decisions((quad.triple for quad in parse(path=path)), str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise CurationError(f"{path}: not Turtle: {error}; mend it, or move it away") from error


def read_applied(store: GraphStore) -> tuple[Decision, ...]:
    """The decisions that a graph was built with, by number."""
    return _to_decisions((quad.triple for quad in store.quads(CURATION_GRAPH)), "the graph")


def write_down(location: Path, decision: Decision) -> Decision:
    """Add a decision to those for the graph at `location`; gives it with its number."""
    decisions = read_decisions(location)
    numbered = replace(decision, number=max((known.number for known in decisions), default=0) + 1)
    _write(location / NAME, [*decisions, numbered])
    return numbered


def withdraw(location: Path, number: int) -> Decision:
    """Take a decision back. Raises CurationError where there is none of that number."""
    decisions = read_decisions(location)
    found = next((decision for decision in decisions if decision.number == number), None)
    if found is None:
        there = ", ".join(str(decision.number) for decision in decisions) or "none"
        raise CurationError(f"there is no decision {number}; `kg curate list` shows them: {there}")
    _write(location / NAME, [decision for decision in decisions if decision is not found])
    return found


def curation_quads(decisions: Iterable[Decision]) -> Iterator[Quad]:
    """The decisions in their named graph."""
    for triple in _to_triples(decisions):
        yield Quad(triple.subject, triple.predicate, triple.object, NamedNode(CURATION_GRAPH))


def _write(path: Path, decisions: Sequence[Decision]) -> None:
    """Replace the file whole, so that a crash leaves the old one."""
    used = {prefix: PREFIXES[prefix] for prefix in ("sp", "dcterms", "xsd")}
    temporary = path.with_suffix(".new")
    try:
        serialize(_to_triples(decisions), output=temporary, format=RdfFormat.TURTLE, prefixes=used)
        os.replace(temporary, path)
    except OSError as error:
        raise CurationError(f"{path}: cannot be written: {error.strerror or error}") from error


def _to_triples(decisions: Iterable[Decision]) -> Iterator[Triple]:
    for decision in decisions:
        subject = NamedNode(decision_iri(decision.number))
        into = decision.into
        pairs: list[tuple[str, NamedNode | Literal | None]] = [
            (RDF.type, NamedNode(_CLASSES[decision.kind])),
            (SP.decidesOn, NamedNode(decision.subject)),
            (SP.into, NamedNode(into.iri) if into else None),
            (SP.intoName, Literal(into.name) if into else None),
            (SP.intoType, NamedNode(SP[into.type]) if into else None),
            *((SP.forName, Literal(name)) for name in decision.names),
            *((SP.inArticle, Literal(article)) for article in decision.articles),
            (SP.because, Literal(decision.reason) if decision.reason else None),
            (DCTERMS.created, Literal(decision.day, datatype=NamedNode(XSD.date)) if decision.day else None),
        ]
        for predicate, value in pairs:
            if value is not None:
                yield Triple(subject, NamedNode(predicate), value)


def _to_decisions(triples: Iterable[Triple], where: str) -> tuple[Decision, ...]:
    stanzas: dict[str, _Properties] = {}
    for triple in triples:
        subject = getattr(triple.subject, "value", "")
        value = getattr(triple.object, "value", "")
        stanzas.setdefault(subject, {}).setdefault(triple.predicate.value, []).append(value)
    decisions = [_to_decision(iri, properties, where) for iri, properties in stanzas.items()]
    return tuple(sorted(decisions, key=lambda decision: decision.number))


def _to_decision(iri: str, properties: _Properties, where: str) -> Decision:
    def one(predicate: str) -> str:
        """The only value, or ""."""
        values = properties.get(predicate, [])
        if len(values) > 1:
            raise CurationError(f"{where}: <{iri}> has {len(values)} values of <{predicate}>; keep one")
        return values[0] if values else ""

    number = iri.removeprefix(decision_iri(0)[:-1])
    if not number.isdecimal():
        raise CurationError(f"{where}: <{iri}> is no decision; its IRI should be like <{decision_iri(1)}>")
    kind = _KINDS.get(one(RDF.type))
    if kind is None:
        raise CurationError(f"{where}: <{iri}> is neither sp:Merge, sp:Split nor sp:Rejection")
    if not one(SP.decidesOn) or (kind == "merge" and not one(SP.into)):
        raise CurationError(f"{where}: <{iri}> does not say what it decides on (sp:decidesOn, sp:into)")
    into = (
        Target(one(SP.into), one(SP.intoName), _to_type(iri, one(SP.intoType), where))
        if one(SP.into)
        else None
    )
    return Decision(
        kind,
        one(SP.decidesOn),
        into,
        names=tuple(sorted(properties.get(SP.forName, []))),
        articles=tuple(sorted(properties.get(SP.inArticle, []))),
        reason=one(SP.because),
        day=one(DCTERMS.created),
        number=int(number),
    )


def _to_type(iri: str, name: str, where: str) -> ActorType:
    if name not in TYPES:
        raise CurationError(f"{where}: <{iri}> does not say of what type the actor is (sp:intoType)")
    return TYPES[name]
