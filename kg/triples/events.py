"""Write the events that a claim tells of.

Claim | Narration -sp:tellsOf-> Event -sp:matter-> Matter, which all claims about one event of one thing share
"""

from __future__ import annotations

from pyoxigraph import Literal

from kg.facts import EventFact, FigureFact, NarrationFact
from kg.settings import EVENT_CONFIDENCE
from kg.triples.literals import boolean
from kg.triples.writer import GraphWriter
from kg.vocab import PROV, RDF, RDFS, SCHEMA, SP

# The rule of a narration, which may tell of several events.
_NARRATED = "events.narrated"


def write_event(writer: GraphWriter, told: str, fact: EventFact) -> None:
    """Write an event that is told: what happens to what, by whom, when, and whether it is done or due."""
    event = fact.event
    writer.add(told, SP.tellsOf, fact.iri)
    writer.add(fact.iri, RDF.type, SP.Event)
    write_matter(writer, fact)
    writer.add(fact.iri, SP.agent, fact.agent.iri if fact.agent else None)
    writer.add(fact.iri, SP.takesPlace, writer.time(fact.date) if fact.date else None)
    writer.add(fact.iri, SP.outlook, SP[event.outlook])
    writer.add(fact.iri, SP.negated, boolean(event.negated or None))
    writer.add(fact.matter, SP.eventKind, Literal(event.kind))
    words = [event.trigger, event.theme, *([event.date] if event.date else [])]
    writer.ground(fact.iri, words, event.rule, event.confidence)


def write_narration(writer: GraphWriter, fact: NarrationFact) -> None:
    """Write a sentence of the article's own words, and the event that it tells of."""
    writer.add(fact.iri, RDF.type, SP.Narration)
    writer.add(fact.iri, SCHEMA.text, Literal(writer.plain.show(fact.passage)))
    writer.add(fact.iri, PROV.wasDerivedFrom, writer.iri)
    write_event(writer, fact.iri, fact.event)
    writer.ground(fact.iri, [fact.passage], _NARRATED, EVENT_CONFIDENCE)


def write_matter(writer: GraphWriter, fact: EventFact | FigureFact) -> None:
    """Write the matter that an event or a figure tells of: its name, and that of what it is about."""
    writer.add(fact.iri, SP.matter, fact.matter)
    writer.add(fact.matter, RDF.type, SP.Matter)
    writer.add(fact.matter, SP.theme, Literal(fact.theme))
    writer.add(fact.matter, RDFS.label, Literal(fact.name))
