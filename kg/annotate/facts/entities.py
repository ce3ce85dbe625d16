"""Write the names that the network marks over the entities of the statistical recognizer."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from kg.model import Mark

# spaCy's entity labels for the types of names; of its own kinds of actors only places and peoples are kept.
LABELS = {"Person": "PERSON", "Organization": "ORG", "State": "GPE"}
REPLACED = ("PERSON", "ORG")


def write_names(doc: Doc, names: Iterable[Mark]) -> None:
    """Set `doc.ents`: the names, and the entities that no name meets and that are of another kind.

    The names don't meet each other. A name of the gazetteer stays as it is unless a longer name holds it.
    """
    known = {token.i: entity for entity in doc.ents if entity.ent_id_ for token in entity}
    found = []
    for name in names:
        span = Span(doc, *name.run, label=LABELS[name.label])
        inside = [known[token.i] for token in span if token.i in known]
        if all(_holds_shorter(span, entity) for entity in inside):
            found.append(_as_people(span))
    kept = _find_kept(doc, found)
    doc.set_ents(sorted([*found, *kept], key=lambda span: span.start), default="outside")


def _holds_shorter(span: Span, entity: Span) -> bool:
    """True where a span holds all of an entity and more."""
    return span.start <= entity.start and entity.end <= span.end and len(entity) < len(span)


def _find_kept(doc: Doc, names: Iterable[Span]) -> list[Span]:
    """The entities that no name meets, of the gazetteer or of another kind than people and organizations."""
    taken = {token.i for span in names for token in span}
    return [
        entity
        for entity in doc.ents
        if (entity.ent_id_ or entity.label_ not in REPLACED) and not any(token.i in taken for token in entity)
    ]


def _as_people(span: Span) -> Span:
    """The span as a nationality where the recognizer reads one: "Peruvian"."""
    peoples = {token.ent_type_ for token in span} == {"NORP"} and span.label_ == "GPE"
    return Span(span.doc, span.start, span.end, label="NORP") if peoples else span
