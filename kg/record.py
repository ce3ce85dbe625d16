"""Write the extraction schema: one plain dict an article, as `kg extract --format jsonl` prints it.

The schema is a contract: keys are added, never renamed. Every pair is [start, end) in code points of the
article's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.facts import (
    Act,
    AgreementFact,
    CountFact,
    EventFact,
    Facts,
    FigureFact,
    OfficeHeld,
    Statement,
    list_names,
)
from kg.model import DateExpression, Passage, Topic


def to_record(facts: Facts) -> dict[str, Any]:
    """Write the facts of one article as a dict, ready for json.dumps."""
    return {
        "id": facts.article.id,
        "published": facts.article.published,
        "claims": [_claim_record(statement) for statement in facts.statements],
        "narrations": [
            {"span": _pair(one.passage), "event": _event_record(one.event)} for one in facts.narrations
        ],
        "dates": [_date_record(date) for date in facts.dates],
        "agreements": [_agreement_record(fact) for fact in facts.agreements],
        "actors": _actor_records(facts),
    }


def _pair(passage: Passage) -> list[int]:
    return [passage.start, passage.end]


def _pairs(passages: Iterable[Passage]) -> list[list[int]]:
    return [_pair(passage) for passage in passages]


def _edtf(date: DateExpression | None) -> str | None:
    return date.edtf if date else None


def _claim_record(statement: Statement) -> dict[str, Any]:
    """Write a claim with those in its words."""
    claim, conveys = statement.claim, statement.conveys
    speakers = [{"name": one.name, "type": one.type, "iri": one.iri} for one in statement.speakers]
    return {
        "source": _pairs(claim.source),
        "cue": _pairs(claim.cue),
        "content": _pairs(claim.content),
        "kind": claim.kind,
        "speech_act": statement.act,
        "denied": claim.denied,
        "speaker": speakers[0] if speakers else None,
        "co_speakers": speakers[1:],
        "addressees": list_names(statement.hearers),
        "reacts_to": list_names(statement.reacts_to),
        "dates": [{"span": _pair(date.passage), "edtf": date.edtf} for date in conveys.dates],
        "stated_on": _edtf(statement.stated_on),
        "rule": claim.rule,
        "confidence": claim.confidence,
        "hedged": claim.hedged,
        "strength": statement.strength,
        "anonymity": _pair(claim.anonymity) if claim.anonymity else None,
        "polarity": claim.polarity,
        "disputes": statement.disputes,
        "topics": _topic_records(conveys.topics),
        "events": [_event_record(event) for event in conveys.events],
        "figures": [_figure_record(figure) for figure in conveys.figures],
        "nested": [_claim_record(inner) for inner in statement.nested],
    }


def _event_record(fact: EventFact) -> dict[str, Any]:
    event = fact.event
    return {
        "kind": event.kind,
        "which": event.which or None,
        "theme": fact.theme,
        "matter": fact.matter,
        "span": _pair(event.trigger),
        "theme_span": _pair(event.theme),
        "outlook": event.outlook,
        "negated": event.negated,
        "agent": fact.agent.name if fact.agent else None,
        "date": _edtf(fact.date),
        "rule": event.rule,
        "confidence": event.confidence,
    }


def _figure_record(fact: FigureFact) -> dict[str, Any]:
    figure = fact.figure
    return {
        "measure": figure.measure,
        "theme": fact.theme,
        "matter": fact.matter,
        "span": _pair(figure.amount),
        "theme_span": _pair(figure.theme),
        "unit": figure.unit,
        "least": figure.least,
        "most": figure.most,
        "outlook": figure.outlook,
        "date": _edtf(fact.date),
        "rule": figure.rule,
        "confidence": figure.confidence,
    }


def _topic_records(topics: Iterable[tuple[Passage, Topic]]) -> list[dict[str, Any]]:
    return [{"span": _pair(words), "name": topic.name, "iri": topic.iri} for words, topic in topics]


def _date_record(date: DateExpression) -> dict[str, Any]:
    told = {key: getattr(date, key) for key in ("type", "value", "edtf", "anchor", "reason", "mod")}
    return {"span": _pair(date.passage)} | told


def _agreement_record(fact: AgreementFact) -> dict[str, Any]:
    agreement, acts = fact.agreement, fact.acts
    return {
        "name": fact.label,
        "iri": fact.iri,
        "span": _pair(agreement.passage),
        "mentions": _pairs(agreement.mentions),
        "kind": agreement.kind,
        "subject": _pair(agreement.subject) if agreement.subject else None,
        "stage": agreement.stage,
        "topics": _topic_records(fact.topics),
        "binding": agreement.binding[0] if agreement.binding else None,
        "parties": list_names(fact.parties),
        "signatories": list_names(fact.signatories),
        "places": _pairs(act.signing.place for act in acts if act.signing.place),
        "date": _edtf(fact.date),
        "acts": [_act_record(act) for act in acts],
        "counts": [_count_record(fact) for fact in fact.counts],
    }


def _act_record(act: Act) -> dict[str, Any]:
    signing = act.signing
    return {
        "cue": _pair(signing.cue),
        "stage": signing.stage,
        "signatories": list_names(act.persons),
        "parties": list_names(act.parties),
        "pairs": [[person.name, party.name] for person, party in act.pairs],
        "place": _pair(signing.place) if signing.place else None,
        "date": _edtf(act.date),
        "ordinal": signing.rank[0] if signing.rank else None,
        "rule": signing.rule,
        "confidence": signing.confidence,
    }


def _count_record(fact: CountFact) -> dict[str, Any]:
    count = fact.count
    return {
        "span": _pair(count.passage),
        "cue": _pair(count.cue),
        "number": count.number,
        "bound": count.bound,
        "stage": count.stage,
        "includes_signer": count.includes_signer,
        "signers": list_names(fact.signers),
        "date": _edtf(fact.date),
        "rule": count.rule,
        "confidence": count.confidence,
    }


def _actor_records(facts: Facts) -> list[dict[str, Any]]:
    """Write the actors; a state that only lends its name to an office is none."""
    roles: dict[str, list[dict[str, Any]]] = {entity.iri: [] for entity in facts.actors}
    for office in facts.offices:
        roles[office.holder.iri].append(_role_record(office))
    return [
        {
            "name": entity.name,
            "type": entity.type,
            "aliases": list(entity.aliases),
            "iri": entity.iri,
            "naming": entity.naming,
            "same_as": entity.same_as,
            "roles": roles[entity.iri],
        }
        for entity in facts.actors
        if not entity.modifier_only
    ]


def _role_record(office: OfficeHeld) -> dict[str, Any]:
    return {
        "title": office.role.title,
        "organization": office.held_at.name if office.held_at else None,
        "former": office.role.former,
        "during": _edtf(office.during),
        "since": _edtf(office.since),
    }
