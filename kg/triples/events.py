"""Write the events that a claim tells of.

Claim -sp:tellsOf-> Event -sp:matter-> Matter, which all claims about one event of one thing share
"""

from __future__ import annotations

from pyoxigraph import Literal

from kg.facts import EventFact, FigureFact
from kg.triples.literals import boolean
from kg.triples.writer import GraphWriter
from kg.vocab import RDF, RDFS, SP


def write_event(writer: GraphWriter, claim: str, fact: EventFact) -> None:
    """Write an event of a claim: what happens to what, by whom, when, and whether it is done or due."""
    event = fact.event
    writer.add(claim, SP.tellsOf, fact.iri)
    writer.add(fact.iri, RDF.type, SP.Event)
    write_matter(writer, fact)
    writer.add(fact.iri, SP.agent, fact.agent.iri if fact.agent else None)
    writer.add(fact.iri, SP.takesPlace, writer.time(fact.date) if fact.date else None)
    writer.add(fact.iri, SP.outlook, SP[event.outlook])
    writer.add(fact.iri, SP.negated, boolean(event.negated or None))
    writer.add(fact.matter, SP.eventKind, Literal(event.kind))
    words = [event.trigger, event.theme, *([event.date] if event.date else [])]
    writer.ground(fact.iri, words, event.rule, event.confidence)


def write_matter(writer: GraphWriter, fact: EventFact | FigureFact) -> None:
    """Write the matter that an event or a figure tells of: its name, and that of what it is about."""
    writer.add(fact.iri, SP.matter, fact.matter)
    writer.add(fact.matter, RDF.type, SP.Matter)
    writer.add(fact.matter, SP.theme, Literal(fact.theme))
    writer.add(fact.matter, RDFS.label, Literal(fact.name))
