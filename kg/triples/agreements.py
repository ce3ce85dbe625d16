"""Write agreements, the signatures under them, one hand or one party each, and how many there are."""

from __future__ import annotations

from pyoxigraph import Literal

from kg.facts import Act, AgreementFact, CountFact, Signature
from kg.triples.literals import boolean, integer
from kg.triples.writer import GraphWriter
from kg.vocab import RDF, RDFS, SP


def write_agreement(writer: GraphWriter, fact: AgreementFact) -> None:
    """Write the name, parties and topics of an agreement, every act on it, and every stated count."""
    iri, agreement = fact.iri, fact.agreement
    kind = fact.instrument.kind if fact.instrument else agreement.kind
    writer.add(iri, RDF.type, SP.Agreement, SP[kind])
    writer.add(iri, RDFS.label, Literal(fact.label))
    writer.add(iri, SP.party, *(party.iri for party in fact.between))
    writer.add(iri, SP.about, *writer.words([agreement.subject] if agreement.subject else []))
    writer.add(iri, SP.topic, *(topic.iri for _, topic in fact.topics))
    writer.add(iri, SP.binding, boolean(agreement.binding[0] if agreement.binding else None))
    for passage in agreement.mentions:
        writer.add(writer.mention(passage), SP.denotes, iri)
    writer.add(iri, SP.groundedIn, *map(writer.mention, fact.passages))
    for act in fact.acts:
        for signature in act.signatures:
            _write_signature(writer, iri, act, signature)
    for count in fact.counts:
        _write_count(writer, iri, count)


def _write_signature(writer: GraphWriter, agreement: str, act: Act, signature: Signature) -> None:
    """Write one hand or party in an act on an agreement; properties of the act hold for each of them."""
    iri, signing = signature.iri, act.signing
    person, party = (one.iri if one else None for one in (signature.person, signature.party))
    writer.add(iri, RDF.type, SP.Signing)
    writer.add(iri, SP.ofAgreement, agreement)
    writer.add(iri, SP.stage, Literal(signing.stage))
    writer.add(iri, SP.signatory, person)
    writer.add(iri, SP.onBehalfOf, party)
    writer.add(iri, SP.place, *writer.words([signing.place] if signing.place else []))
    writer.add(iri, SP.signedOn, writer.time(act.date) if act.date else None)
    writer.add(iri, SP.ordinal, integer(signing.rank[0] if signing.rank else None))
    writer.ground(iri, [*act.passages, *signature.words], signing.rule, signing.confidence)
    if signing.stage == "signed":
        writer.add(agreement, SP.signedBy, person or party)


def _write_count(writer: GraphWriter, agreement: str, fact: CountFact) -> None:
    """Write how many have signed, by the article's count."""
    iri, count = fact.iri, fact.count
    writer.add(iri, RDF.type, SP.StatedCount)
    writer.add(iri, SP.countOf, agreement)
    writer.add(iri, SP.count, integer(count.number))
    writer.add(iri, SP.countBound, Literal(count.bound))
    writer.add(iri, SP.countedStage, Literal(count.stage))
    writer.add(iri, SP.includesSigner, boolean(count.includes_signer))
    writer.add(iri, SP.newSigner, *(signer.iri for signer in fact.signers))
    writer.add(iri, SP.countedOn, writer.time(fact.date) if fact.date else None)
    writer.ground(iri, fact.passages, count.rule, count.confidence)
