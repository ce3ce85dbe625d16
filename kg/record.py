"""The extraction schema: one plain dict an article, as `kg extract --format jsonl` prints it.

The schema is a contract: keys are added, never renamed. Every pair is [start, end) in code points of the
article's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.facts import Act, AgreementFact, to_facts
from kg.model import Article, Claim, DateExpression, Extraction, Passage, Resolution, Role


def to_record(article: Article, extraction: Extraction, resolution: Resolution) -> dict[str, Any]:
    """What was read out of one article, ready for json.dumps."""
    dates = {date.passage: date.edtf for date in extraction.dates}
    facts = to_facts(article, extraction, resolution)
    return {
        "id": article.id,
        "published": article.published,
        "claims": _claim_records(extraction, resolution),
        "dates": [_date_record(date) for date in extraction.dates],
        "agreements": [_agreement_record(fact, dates, resolution) for fact in facts.agreements.values()],
        "actors": _actor_records(extraction, resolution),
    }


def _pair(passage: Passage) -> list[int]:
    return [passage.start, passage.end]


def _pairs(passages: tuple[Passage, ...]) -> list[list[int]]:
    return [_pair(passage) for passage in passages]


def _names(passages: tuple[Passage, ...], resolution: Resolution) -> list[str]:
    entities = (resolution.entity_of(passage) for passage in passages)
    return list(dict.fromkeys(entity.name for entity in entities if entity))


def _speaker(passage: Passage, resolution: Resolution) -> dict[str, str] | None:
    entity = resolution.entity_of(passage)
    return {"name": entity.name, "type": entity.type, "iri": entity.iri} if entity else None


def _claim_records(extraction: Extraction, resolution: Resolution) -> list[dict[str, Any]]:
    """The claims on record, each with those that stand in its words."""
    dates = {date.passage: date for date in extraction.dates}
    nested: dict[Passage, list[Claim]] = {}
    for claim in extraction.claims:
        if claim.nested_in:
            nested.setdefault(claim.nested_in, []).append(claim)

    def to_claims(claims: Iterable[Claim]) -> list[dict[str, Any]]:
        return [
            _claim_record(claim, dates, resolution)
            | {"nested": to_claims(inner for cue in claim.cue for inner in nested.get(cue, ()))}
            for claim in claims
        ]

    return to_claims(claim for claim in extraction.claims if claim.nested_in is None)


def _claim_record(
    claim: Claim, dates: dict[Passage, DateExpression], resolution: Resolution
) -> dict[str, Any]:
    speakers = [found for passage in claim.speakers if (found := _speaker(passage, resolution))]
    return {
        "source": _pairs(claim.source),
        "cue": _pairs(claim.cue),
        "content": _pairs(claim.content),
        "kind": claim.kind,
        "speech_act": claim.speech_act,
        "denied": claim.denied,
        "speaker": speakers[0] if speakers else None,
        "co_speakers": speakers[1:],
        "addressees": _names(claim.addressees, resolution),
        "reacts_to": _names(claim.reacts_to, resolution),
        "dates": [{"span": _pair(passage), "edtf": dates[passage].edtf} for passage in claim.dates],
        "stated_on": dates[claim.stated_on].edtf if claim.stated_on else None,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "hedged": claim.hedged,
        "strength": resolution.strength_of(claim),
        "topics": _topic_records(claim.content, resolution),
    }


def _topic_records(passages: Iterable[Passage], resolution: Resolution) -> list[dict[str, Any]]:
    return [
        {"span": _pair(words), "name": topic.name, "iri": topic.iri}
        for words, topic in resolution.topics_in(passages)
    ]


def _date_record(date: DateExpression) -> dict[str, Any]:
    return {
        "span": _pair(date.passage),
        "type": date.type,
        "value": date.value,
        "edtf": date.edtf,
        "anchor": date.anchor,
        "reason": date.reason,
    }


def _agreement_record(
    fact: AgreementFact, dates: Mapping[Passage, str | None], resolution: Resolution
) -> dict[str, Any]:
    agreement, acts = fact.agreement, fact.acts
    signed = [act for act in acts if act.signing.stage == "signed"]
    dated = (act.signing.date for act in (*signed, *acts))
    return {
        "name": fact.label,
        "iri": fact.iri,
        "span": _pair(agreement.passage),
        "mentions": _pairs(agreement.mentions),
        "kind": agreement.kind,
        "subject": _pair(agreement.subject) if agreement.subject else None,
        "stage": agreement.stage,
        "topics": _topic_records(agreement.words, resolution),
        "binding": agreement.binding[0] if agreement.binding else None,
        "parties": [party.name for party in fact.parties],
        "signatories": list(dict.fromkeys(person.name for act in signed for person in act.persons)),
        "places": _pairs(tuple(act.signing.place for act in acts if act.signing.place)),
        "date": next((dates[date] for date in dated if date), None),
        "acts": [_act_record(act, dates) for act in acts],
    }


def _act_record(act: Act, dates: Mapping[Passage, str | None]) -> dict[str, Any]:
    signing = act.signing
    return {
        "cue": _pair(signing.cue),
        "stage": signing.stage,
        "signatories": [person.name for person in act.persons],
        "parties": [party.name for party in act.parties],
        "pairs": [[person.name, party.name] for person, party in act.pairs],
        "place": _pair(signing.place) if signing.place else None,
        "date": dates[signing.date] if signing.date else None,
        "ordinal": signing.rank[0] if signing.rank else None,
        "rule": signing.rule,
        "confidence": signing.confidence,
    }


def _actor_records(extraction: Extraction, resolution: Resolution) -> list[dict[str, Any]]:
    """The actors; a state that only lends its name to an office is none."""
    dates = {date.passage: date.edtf for date in extraction.dates}
    roles: dict[str, list[dict[str, Any]]] = {entity.iri: [] for entity in resolution.entities}
    for role in extraction.roles:
        holder = resolution.entity_of(role.person)
        if holder is not None:
            roles[holder.iri].append(_role_record(role, dates, resolution))
    return [
        {
            "name": entity.name,
            "type": entity.type,
            "aliases": list(entity.aliases),
            "iri": entity.iri,
            "naming": entity.naming,
            "roles": roles[entity.iri],
        }
        for entity in resolution.entities
        if not entity.aside
    ]


def _role_record(role: Role, dates: Mapping[Passage, str | None], resolution: Resolution) -> dict[str, Any]:
    where = role.organization or role.nation
    organization = resolution.entity_of(where) if where else None
    return {
        "title": role.title,
        "organization": organization.name if organization else None,
        "former": role.former,
        "during": dates[role.during] if role.during else None,
        "since": dates[role.since] if role.since else None,
    }
