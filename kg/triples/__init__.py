"""The only place that knows the graph's shape: facts in, quads out.

    Article <-oa:hasSource- Mention -sp:denotes-> Actor | TemporalEntity | Agreement | Topic
    Actor -sp:madeStatement-> Statement -sp:conveys-> Claim -sp:refersTo-> TemporalEntity, -sp:topic-> Topic
    Narration -sp:tellsOf-> Event: what the article tells in its own words, as claims tell of events
    Agreement <-sp:ofAgreement- Signing -sp:signatory-> Person, -sp:onBehalfOf-> party: one hand or one party
    Agreement <-sp:countOf- StatedCount: how many have signed, as the article says
    Role -sp:holder-> Person, -sp:organization-> Organization

and, beside them, the three edges that everybody queries: sp:stated (or sp:denied, sp:feels, sp:intends,
sp:refusedComment), sp:refersTo, sp:signedBy. A statement in the words of another one has other edges, so that
nothing known at second hand is found by these (kg.triples.claims). Every Statement, Claim, Agreement,
Signing, StatedCount and Role is sp:groundedIn the Mentions it was read from. No blank nodes; a set of quads,
so nothing is written twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.facts import Facts, OfficeHeld
from kg.model import Entity
from kg.triples.agreements import write_agreement
from kg.triples.claims import write_statement
from kg.triples.events import write_narration
from kg.triples.literals import any_uri, boolean, integer, iso_date, text
from kg.triples.times import write_date
from kg.triples.writer import GraphWriter
from kg.vocab import DCTERMS, FOAF, RDF, RDFS, SCHEMA, SKOS, SP


def article_quads(facts: Facts) -> set[Quad]:
    """Write all quads of one article's graph. The same article gives the same set on every machine."""
    writer = GraphWriter(facts.article)
    _write_article(writer)
    actors = {entity.iri for entity in facts.actors}
    for link in facts.links:
        mention = writer.mention(link.passage)
        writer.add(mention, SP.denotes, link.iri)
        writer.provenance(mention, link.rule, link.confidence)
        # People may have taken that actor out.
        is_known = link.alternative in actors and link.alternative != link.iri
        writer.add(mention, SP.alternative, link.alternative if is_known else None)
    for words, topic in facts.topics:
        writer.add(topic.iri, RDF.type, SP.Topic)
        writer.add(writer.mention(words), SP.denotes, topic.iri)
    for entity in facts.actors:
        _write_entity(writer, entity)
    for date in facts.dates:
        write_date(writer, date)
    for office in facts.offices:
        _write_office(writer, office)
    for statement in facts.statements:
        write_statement(writer, statement)
    for narration in facts.narrations:
        write_narration(writer, narration)
    for agreement in facts.agreements:
        write_agreement(writer, agreement)
    _write_confirmations(writer, facts.confirmed)
    return writer.quads


def entity_quads(names: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    """Write the computed graph: one rdfs:label for every actor, from (actor IRI, name in one article) pairs.

    The label is the name that most articles give, the alphabetically first among equals.
    """
    counts: dict[str, Counter[str]] = {}
    for iri, name in names:
        counts.setdefault(iri, Counter())[name] += 1
    graph = NamedNode(vocab.ENTITIES_GRAPH)
    for iri, seen in sorted(counts.items()):
        label = min(seen, key=lambda name: (-seen[name], name))
        yield Quad(NamedNode(iri), NamedNode(RDFS.label), Literal(label), graph)


def name_quads(names: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    """Write the index of names, from (IRI, name) pairs: each name as it is looked up."""
    graph = NamedNode(vocab.NAMES_GRAPH)
    for iri, name in names:
        yield Quad(NamedNode(iri), NamedNode(SP.foldedName), Literal(vocab.fold_name(name)), graph)


def _write_confirmations(writer: GraphWriter, confirmed: Iterable[tuple[str, int]]) -> None:
    """Write which facts people found right; of what is read no more nothing is written."""
    written = {quad.subject.value for quad in writer.quads}  # type: ignore[union-attr]
    for fact, number in confirmed:
        writer.add(fact, SP.confirmedBy, vocab.decision_iri(number) if fact in written else None)


def _write_article(writer: GraphWriter) -> None:
    iri, article = writer.iri, writer.article
    writer.add(iri, RDF.type, SP.Article)
    writer.add(iri, DCTERMS.identifier, Literal(article.id))
    writer.add(iri, DCTERMS.title, text(article.title))
    writer.add(iri, SCHEMA.datePublished, iso_date(article.published))
    writer.add(iri, SCHEMA.url, any_uri(article.url))
    writer.add(iri, SP.outlet, text(article.source))
    writer.add(iri, SP.contentHash, Literal(article.content_hash))
    writer.add(iri, SP.wordCount, integer(len(article.text.split())))


def _write_entity(writer: GraphWriter, entity: Entity) -> None:
    """Write this article's name of the actor; the label that all articles share comes from `entity_quads`."""
    writer.add(entity.iri, RDF.type, SP[entity.type])
    writer.add(entity.iri, FOAF.name, Literal(entity.name))
    writer.add(entity.iri, SKOS.altLabel, *(Literal(one) for one in entity.aliases if one != entity.name))


def _write_office(writer: GraphWriter, office: OfficeHeld) -> None:
    iri, role = office.iri, office.role
    writer.add(iri, RDF.type, SP.Role)
    writer.add(iri, SP.title, Literal(role.title))
    writer.add(iri, SP.holder, office.holder.iri)
    writer.add(iri, SP.organization, office.held_at.iri if office.held_at else None)
    writer.add(iri, SP.during, writer.time(office.during) if office.during else None)
    writer.add(iri, SP.since, writer.time(office.since) if office.since else None)
    writer.add(iri, SP.former, boolean(role.former or None))
    writer.ground(iri, office.passages, role.rule, role.confidence)
