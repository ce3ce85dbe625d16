"""The only place that knows the graph's shape: records in, quads out.

    Article <-oa:hasSource- Mention -sp:denotes-> Actor | TemporalEntity | Agreement | Topic
    Actor -sp:madeStatement-> Statement -sp:conveys-> Claim -sp:refersTo-> TemporalEntity, -sp:topic-> Topic
    Agreement <-sp:ofAgreement- Signing -sp:signatory-> Person, -sp:onBehalfOf-> party
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
from kg.model import (
    Agreement,
    Article,
    Entity,
    Extraction,
    Link,
    Passage,
    Resolution,
    Role,
    Signing,
)
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
    for agreement in extraction.agreements:
        acts = [signing for signing in extraction.signings if signing.agreement == agreement.passage]
        _write_agreement(writer, agreement, acts)
    for signing in extraction.signings:
        _write_signing(writer, signing)
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


def _write_agreement(writer: GraphWriter, agreement: Agreement, acts: Iterable[Signing]) -> None:
    iri = writer.agreement(agreement.passage)
    took_part = (act for act in acts if act.stage != "unsigned")
    parties = [*agreement.parties, *(p for act in took_part for p in writer.resolution.find_parties(act))]
    writer.add(iri, RDF.type, SP.Agreement)
    known = writer.resolution.instrument_of(agreement.passage)
    writer.add(iri, RDF.type, SP[known.kind if known else agreement.kind])
    label = known.name if known else _agreement_label(writer, agreement, parties)
    writer.add(iri, RDFS.label, Literal(label))
    for party in writer.actors(agreement.parties):
        writer.add(iri, SP.party, party)
    if agreement.subject:
        writer.add(iri, SP.about, Literal(agreement.subject.of(writer.article.text)))
    for _, topic in writer.resolution.topics_in(agreement.words):
        writer.add(iri, SP.topic, topic.iri)
    said = agreement.binding
    writer.add(iri, SP.binding, boolean(said[0]) if said else None)
    for passage in agreement.mentions:
        writer.add(writer.mention(passage), SP.denotes, iri)
    optional = [passage for passage in (agreement.subject, said[1] if said else None) if passage]
    writer.ground(iri, [*agreement.mentions, *optional])


def _agreement_label(writer: GraphWriter, agreement: Agreement, parties: Iterable[Passage]) -> str:
    """The name; a bare "agreement" with its parties, so that a table of agreements can be read."""
    entities = (writer.resolution.entity_of(passage) for passage in sorted(parties))
    names = list(dict.fromkeys(entity.name for entity in entities if entity))
    if agreement.named or " " in agreement.name or not names:
        return agreement.name
    return f"{agreement.name} of {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}"


def _write_signing(writer: GraphWriter, signing: Signing) -> None:
    agreement = writer.agreement(signing.agreement)
    iri = vocab.part_iri(writer.hash, "signing", [signing.cue, signing.agreement])
    hands = writer.actors(writer.resolution.find_hands(signing))
    parties = writer.actors(writer.resolution.find_parties(signing))
    writer.add(iri, RDF.type, SP.Signing)
    writer.add(iri, SP.ofAgreement, agreement)
    writer.add(iri, SP.stage, Literal(signing.stage))
    for hand in hands:
        writer.add(iri, SP.signatory, hand)
    for party in parties:
        writer.add(iri, SP.onBehalfOf, party)
    if signing.stage == "signed":
        for signer in hands or parties:
            writer.add(agreement, SP.signedBy, signer)
    if signing.place:
        writer.add(iri, SP.place, Literal(signing.place.of(writer.article.text)))
    if signing.date:
        writer.add(iri, SP.signedOn, writer.time(signing.date))
    rank = signing.rank
    writer.add(iri, SP.ordinal, integer(rank[0]) if rank else None)
    optional = [passage for passage in (signing.place, signing.date, rank[1] if rank else None) if passage]
    writer.ground(
        iri, [signing.cue, signing.agreement, *signing.signatories, *signing.on_behalf_of, *optional]
    )
    writer.provenance(iri, signing.rule, signing.confidence)
