"""Who said what: the statements of an article, and the claims that they convey.

Actor -sp:madeStatement-> Statement -sp:conveys-> Claim          on record, with a direct edge Actor -> Claim
Actor -sp:ascribedStatement-> Statement -sp:conveys-> Claim      at second hand: the Statement is
                              Statement -sp:reportedIn-> Claim   sp:reportedIn what another actor said
"""

from __future__ import annotations

from pyoxigraph import Literal

from kg.facts import Statement
from kg.triples.events import write_event
from kg.triples.figures import write_figure
from kg.triples.literals import boolean
from kg.triples.writer import GraphWriter
from kg.vocab import CITO, DIRECT_EDGE, PROV, RDF, SP, is_firm


def write_statement(writer: GraphWriter, statement: Statement) -> None:
    """Write a speech act: speakers, act, addressees, reactions and day; and the statements in its own
    words.
    """
    iri, act, claim = statement.iri, statement.act, statement.claim
    is_sure = is_firm(act, 1.0 if statement.is_confirmed else claim.confidence)
    writer.add(iri, RDF.type, SP.Statement, SP.FirmStatement if is_sure else None)
    writer.add(iri, SP.speechAct, SP[act])
    writer.add(iri, SP.strength, SP[statement.strength])
    writer.add(iri, SP.polarity, Literal(claim.polarity) if claim.polarity else None)
    writer.add(iri, SP.hedged, boolean(claim.hedged or None))
    writer.add(iri, SP.cue, *writer.words(claim.cue))
    writer.add(iri, SP.anonymity, *writer.words([claim.anonymity] if claim.anonymity else ()))
    writer.add(iri, SP.addressee, *(hearer.iri for hearer in statement.hearers))
    writer.add(iri, SP.reactsTo, *(other.iri for other in statement.reacts_to))
    writer.add(iri, SP.onBehalfOf, *(place.iri for place in statement.on_behalf_of))
    writer.add(iri, SP.statedOn, writer.time(statement.stated_on) if statement.stated_on else None)
    writer.add(iri, SP.reportedIn, statement.reported_in)
    writer.ground(iri, statement.passages, claim.rule, claim.confidence)
    _write_speakers(writer, statement)
    if act != "refusal":
        _write_claim(writer, statement)
    for inner in statement.nested:
        write_statement(writer, inner)


def _write_speakers(writer: GraphWriter, statement: Statement) -> None:
    """Who spoke, and the direct edge of what is on record.

    A refusal conveys nothing: its edge ends at the statement. What is unclassified has no edge.
    """
    for speaker in statement.speakers:
        if statement.reported_in:
            writer.add(speaker.iri, SP.ascribedStatement, statement.iri)
            continue
        writer.add(speaker.iri, SP.madeStatement, statement.iri)
        if statement.act == "refusal":
            writer.add(speaker.iri, SP.refusedComment, statement.iri)
        elif statement.act in DIRECT_EDGE:
            writer.add(speaker.iri, DIRECT_EDGE[statement.act], statement.conveys.iri)


def _write_claim(writer: GraphWriter, statement: Statement) -> None:
    """Write the words of a claim, its times and topics, the actors in it and the events that it tells of."""
    said, claim = statement.conveys, statement.claim
    writer.add(statement.iri, SP.conveys, said.iri)
    writer.add(said.iri, RDF.type, SP.Claim)
    writer.add(said.iri, SP.text, Literal(" … ".join(map(writer.plain.show, said.passages))))
    writer.add(said.iri, SP.quotationKind, Literal(claim.kind))
    writer.add(said.iri, PROV.wasDerivedFrom, writer.iri)
    writer.add(said.iri, SP.refersTo, *(writer.time(date) for date in said.dates if date.is_placed))
    writer.add(said.iri, SP.mentions, *(actor.iri for actor in said.mentions))
    writer.add(said.iri, CITO.disputes, statement.disputes)
    writer.add(said.iri, SP.topic, *(topic.iri for _, topic in said.topics))
    for event in said.events:
        write_event(writer, said.iri, event)
    for figure in said.figures:
        write_figure(writer, said.iri, figure)
    writer.ground(said.iri, said.passages, claim.rule, claim.confidence)
