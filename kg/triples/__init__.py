"""The only place that knows the graph's shape: records in, quads out.

    Article <-oa:hasSource- Mention -sp:denotes-> Actor | TemporalEntity | Agreement | Topic
    Actor -sp:madeStatement-> Statement -sp:conveys-> Claim -sp:refersTo-> TemporalEntity, -sp:topic-> Topic
    Agreement <-sp:ofAgreement- Signing -sp:signatory-> Person, -sp:onBehalfOf-> party: one hand or one party
    Role -sp:holder-> Person, -sp:organization-> Organization

and, beside them, the three edges that everybody queries: sp:stated (or sp:denied, sp:feels, sp:intends,
sp:refusedComment), sp:refersTo, sp:signedBy. A statement in the words of another one has other edges, so that
nothing known at second hand is found by these (kg.triples.claims). Every Statement, Claim, Agreement, Signing
and Role is sp:groundedIn the Mentions it was read from. No blank nodes; a set of quads, so nothing is written
twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.facts import AgreementFact, Signature, to_facts
from kg.model import Article, Entity, Extraction, Link, Resolution, Role, Signing
from kg.triples.claims import write_claims
from kg.triples.literals import boolean, integer, iso_date
from kg.triples.times import write_date
from kg.triples.writer import GraphWriter
from kg.vocab import (
    DCTERMS,
    FOAF,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    SP,
    XSD,
)


def article_quads(article: Article, extraction: Extraction, resolution: Resolution) -> set[Quad]:
    """All quads of one article's graph. The same article gives the same set on every machine."""
    writer = GraphWriter(article, extraction, resolution)
    _write_article(writer)
    for link in resolution.links:
        _write_link(writer, link)
    for entity in resolution.entities:
        _write_entity(writer, entity)
    for date in extraction.dates:
        write_date(writer, date)
    for role in extraction.roles:
        _write_role(writer, role)
    write_claims(writer, extraction)
    for words, topic in resolution.topics:
        writer.add(topic.iri, RDF.type, SP.Topic)
        writer.add(writer.mention(words), SP.denotes, topic.iri)
    for fact in to_facts(article, extraction, resolution).agreements.values():
        _write_agreement(writer, fact)
    return writer.quads


def entity_quads(names: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    """The computed graph: one rdfs:label for every actor, out of (actor IRI, name in one article) pairs.

    The label is the name that most articles give, the alphabetically first among equals.
    """
    counts: dict[str, Counter[str]] = {}
    for iri, name in names:
        counts.setdefault(iri, Counter())[name] += 1
    graph = NamedNode(vocab.ENTITIES_GRAPH)
    for iri, seen in sorted(counts.items()):
        label = min(seen, key=lambda name: (-seen[name], name))
        yield Quad(NamedNode(iri), NamedNode(RDFS.label), Literal(label), graph)


def _write_article(writer: GraphWriter) -> None:
    article = writer.article
    writer.add(writer.iri, RDF.type, SP.Article)
    writer.add(writer.iri, DCTERMS.identifier, Literal(article.id))
    writer.add(writer.iri, DCTERMS.title, Literal(article.title) if article.title else None)
    writer.add(writer.iri, SCHEMA.datePublished, iso_date(article.published))
    writer.add(
        writer.iri, SCHEMA.url, Literal(article.url, datatype=NamedNode(XSD.anyURI)) if article.url else None
    )
    writer.add(writer.iri, SP.outlet, Literal(article.source) if article.source else None)
    writer.add(writer.iri, SP.contentHash, Literal(writer.hash))
    writer.add(writer.iri, SP.wordCount, integer(len(article.text.split())))


def _write_link(writer: GraphWriter, link: Link) -> None:
    mention = writer.mention(link.passage)
    writer.add(mention, SP.denotes, link.iri)
    writer.provenance(mention, link.rule, link.confidence)


def _write_entity(writer: GraphWriter, entity: Entity) -> None:
    """What this article calls the actor; the label that all articles share comes from `entity_quads`."""
    writer.add(entity.iri, RDF.type, SP[entity.type])
    writer.add(entity.iri, FOAF.name, Literal(entity.name))
    for alias in entity.aliases:
        if alias != entity.name:
            writer.add(entity.iri, SKOS.altLabel, Literal(alias))


def _write_role(writer: GraphWriter, role: Role) -> None:
    holders = writer.actors([role.person])
    if not holders:
        return
    iri = vocab.part_iri(writer.hash, "role", [role.person, role.passage])
    writer.add(iri, RDF.type, SP.Role)
    writer.add(iri, SP.title, Literal(role.title))
    writer.add(iri, SP.holder, holders[0])
    where = role.organization or role.nation
    for organization in writer.actors([where] if where else []):
        writer.add(iri, SP.organization, organization)
    writer.add(iri, SP.during, writer.time(role.during) if role.during else None)
    writer.add(iri, SP.since, writer.time(role.since) if role.since else None)
    if role.former:
        writer.add(iri, SP.former, boolean(True))
    optional = [passage for passage in (where, role.during, role.since) if passage]
    writer.ground(iri, [role.person, role.passage, *optional])
    writer.provenance(iri, role.rule, role.confidence)


def _write_agreement(writer: GraphWriter, fact: AgreementFact) -> None:
    agreement = fact.agreement
    writer.add(fact.iri, RDF.type, SP.Agreement)
    writer.add(fact.iri, RDF.type, SP[fact.instrument.kind if fact.instrument else agreement.kind])
    writer.add(fact.iri, RDFS.label, Literal(fact.label))
    for party in fact.between:
        writer.add(fact.iri, SP.party, party.iri)
    if agreement.subject:
        writer.add(fact.iri, SP.about, Literal(agreement.subject.of(writer.article.text)))
    for _, topic in writer.resolution.topics_in(agreement.words):
        writer.add(fact.iri, SP.topic, topic.iri)
    said = agreement.binding
    writer.add(fact.iri, SP.binding, boolean(said[0]) if said else None)
    for passage in agreement.mentions:
        writer.add(writer.mention(passage), SP.denotes, fact.iri)
    optional = [passage for passage in (agreement.subject, said[1] if said else None) if passage]
    writer.ground(fact.iri, [*agreement.mentions, *optional])
    for act in fact.acts:
        for signature in act.signatures:
            _write_signature(writer, fact.iri, act.signing, signature)


def _write_signature(writer: GraphWriter, agreement: str, signing: Signing, signature: Signature) -> None:
    """One hand or party in an act on an agreement; what is told of the act holds for each of them."""
    iri, person, party = signature.iri, signature.person, signature.party
    writer.add(iri, RDF.type, SP.Signing)
    writer.add(iri, SP.ofAgreement, agreement)
    writer.add(iri, SP.stage, Literal(signing.stage))
    writer.add(iri, SP.signatory, person.iri if person else None)
    writer.add(iri, SP.onBehalfOf, party.iri if party else None)
    signer = person or party
    if signing.stage == "signed" and signer:
        writer.add(agreement, SP.signedBy, signer.iri)
    if signing.place:
        writer.add(iri, SP.place, Literal(signing.place.of(writer.article.text)))
    if signing.date:
        writer.add(iri, SP.signedOn, writer.time(signing.date))
    rank = signing.rank
    writer.add(iri, SP.ordinal, integer(rank[0]) if rank else None)
    optional = [passage for passage in (signing.place, signing.date, rank[1] if rank else None) if passage]
    writer.ground(iri, [signing.cue, signing.agreement, *signature.words, *optional])
    writer.provenance(iri, signing.rule, signing.confidence)
