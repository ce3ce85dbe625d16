"""Who said what: the statements of an article, and the claims that they convey.

Actor -sp:madeStatement-> Statement -sp:conveys-> Claim          on record, with a direct edge Actor -> Claim
Actor -sp:ascribedStatement-> Statement -sp:conveys-> Claim      at second hand: the Statement is
                              Statement -sp:reportedIn-> Claim   sp:reportedIn what another actor said
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal

from kg import vocab
from kg.model import Claim, Extraction, Passage, Role
from kg.triples.literals import boolean
from kg.triples.writer import GraphWriter
from kg.vocab import DIRECT_EDGE, PROV, RDF, SP, is_firm


def write_claims(writer: GraphWriter, extraction: Extraction) -> None:
    """All claims of an article with the statements that convey them."""
    behalf = _organizations_by_person(writer, extraction.roles)
    outer = {cue: claim for claim in extraction.claims for cue in claim.cue}
    for claim in extraction.claims:
        statement = _write_statement(writer, claim)
        if claim.nested_in:
            _write_second_hand(writer, claim, statement, outer[claim.nested_in])
        else:
            _write_first_hand(writer, claim, statement, behalf)
        if claim.speech_act != "refusal":
            _write_claim(writer, claim, statement, extraction)


def act_of(claim: Claim) -> str:
    """The speech act in the graph: what is denied is a denial, whatever way it is denied.

    A cue that nobody has classified denies nothing by being negated: "did not attend to".
    """
    is_denial = claim.denied and claim.speech_act not in ("refusal", "unclassified")
    return "denial" if is_denial else claim.speech_act


def _organizations_by_person(writer: GraphWriter, roles: Iterable[Role]) -> dict[str, set[str]]:
    """For whom each person speaks in this article: the organizations of the offices they hold now."""
    behalf: dict[str, set[str]] = {}
    for role in roles:
        where = role.organization or role.nation
        if where and not role.former:
            for holder in writer.actors([role.person]):
                behalf.setdefault(holder, set()).update(writer.actors([where]))
    return behalf


def _write_statement(writer: GraphWriter, claim: Claim) -> str:
    """The speech act: how, to whom, about whose words, when; who spoke is written apart. Gives its IRI."""
    iri = vocab.part_iri(writer.hash, "statement", [*claim.cue, *claim.content])
    act = act_of(claim)
    writer.add(iri, RDF.type, SP.Statement)
    writer.add(iri, RDF.type, SP.FirmStatement if is_firm(act, claim.confidence) else None)
    writer.add(iri, SP.speechAct, SP[act])
    writer.add(iri, SP.strength, SP[writer.resolution.strength_of(claim)])
    if claim.hedged:
        writer.add(iri, SP.hedged, boolean(True))
    for cue in claim.cue:
        writer.add(iri, SP.cue, Literal(cue.of(writer.article.text)))
    for addressee in writer.actors(claim.addressees):
        writer.add(iri, SP.addressee, addressee)
    for other in writer.actors(claim.reacts_to):
        writer.add(iri, SP.reactsTo, other)
    if claim.stated_on:
        writer.add(iri, SP.statedOn, writer.time(claim.stated_on))
    writer.ground(iri, [*claim.source, *claim.cue])
    writer.provenance(iri, claim.rule, claim.confidence)
    return iri


def _write_first_hand(writer: GraphWriter, claim: Claim, statement: str, behalf: dict[str, set[str]]) -> None:
    """Who spoke, for whom, and the direct edge; a refusal conveys nothing: its edge ends at the statement.

    What is unclassified has no direct edge.
    """
    for speaker in writer.actors(claim.speakers):
        writer.add(speaker, SP.madeStatement, statement)
        for organization in behalf.get(speaker, ()):
            writer.add(statement, SP.onBehalfOf, organization)
        edge = DIRECT_EDGE.get(act_of(claim))
        if claim.speech_act == "refusal":
            writer.add(speaker, SP.refusedComment, statement)
        elif edge:
            writer.add(speaker, edge, _claim_iri(writer, claim.content))


def _write_second_hand(writer: GraphWriter, claim: Claim, statement: str, outer: Claim) -> None:
    """Who is said to have spoken, and in whose words. Nobody's organization is bound by it."""
    writer.add(statement, SP.reportedIn, _claim_iri(writer, outer.content))
    for speaker in writer.actors(claim.speakers):
        writer.add(speaker, SP.ascribedStatement, statement)


def _claim_iri(writer: GraphWriter, content: Iterable[Passage]) -> str:
    return vocab.part_iri(writer.hash, "claim", content)


def _write_claim(writer: GraphWriter, claim: Claim, statement: str, extraction: Extraction) -> None:
    """What was said: its words, the times and topics it is about, and the actors in it."""
    iri = _claim_iri(writer, claim.content)
    text = writer.article.text
    writer.add(statement, SP.conveys, iri)
    writer.add(iri, RDF.type, SP.Claim)
    writer.add(iri, SP.text, Literal(" … ".join(part.of(text) for part in claim.content)))
    writer.add(iri, SP.quotationKind, Literal(claim.kind))
    writer.add(iri, PROV.wasDerivedFrom, writer.iri)
    for date in claim.dates:
        if writer.dates[date].is_placed:
            writer.add(iri, SP.refersTo, writer.time(date))
    inside = [
        mention.passage
        for mention in extraction.mentions
        if any(part.holds(mention.passage) for part in claim.content)
    ]
    for actor in writer.actors(inside):
        writer.add(iri, SP.mentions, actor)
    for _, topic in writer.resolution.topics_in(claim.content):
        writer.add(iri, SP.topic, topic.iri)
    writer.ground(iri, claim.content)
    writer.provenance(iri, claim.rule, claim.confidence)
