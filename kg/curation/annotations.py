"""Write curated facts of an article as annotations: brat standoff like PolNeAR, a record like signings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from kg.curation.anchoring import list_places
from kg.curation.decisions import Decision
from kg.facts import Act, AgreementFact, Facts, OfficeHeld, Statement, list_names
from kg.model import Entity, Passage

_UNSAFE = re.compile(r"[^\w.-]|^\.")
_LONGEST_NAME = 120


def to_file_name(article: str) -> str:
    """Make a name of a file of the id of an article: the id itself where that can be one."""
    safe = _UNSAFE.sub("-", article)[:_LONGEST_NAME]
    digest = hashlib.sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return article if safe == article else f"{safe}-{digest}"


def to_standoff(facts: Facts) -> str:
    """Write the statements of an article as brat standoff: a source, a cue and a content each.

    As in PolNeAR, refusals and what stands in the words of others are left out. What a person has confirmed
    has a note that says so.
    """
    confirmed = {iri for iri, _ in facts.confirmed}
    numbers, lines = count(1), []
    for event, statement in enumerate((one for one in facts.statements if one.act != "refusal"), 1):
        claim = statement.claim
        ends: dict[str, str] = {}
        for role, parts in (("Source", claim.source), ("Cue", claim.cue), ("Content", claim.content)):
            if parts:
                ends[role] = f"T{next(numbers)}"
                lines.append(_to_span(ends[role], role, parts, facts.article.text))
        trigger = f"T{next(numbers)}"
        lines.append(_to_span(trigger, "Attribution", claim.cue, facts.article.text))
        roles = " ".join(f"{role}:{ends[role]}" for role in ("Content", "Cue", "Source") if role in ends)
        lines.append(f"E{event}\tAttribution:{trigger} {roles}")
        if _is_confirmed(statement, confirmed):
            lines.append(f"#{event}\tAnnotatorNotes E{event}\tconfirmed by a person")
    return "".join(f"{line}\n" for line in lines)


def to_annotated(facts: Facts) -> dict[str, Any]:
    """Write the actors, offices, agreements and acts of an article as a record of the signings corpus."""
    article, confirmed = facts.article, {iri for iri, _ in facts.confirmed}
    named = {one.iri: one for one in facts.actors if _is_named(one)}
    keyed = [(f"g{number}", fact) for number, fact in enumerate(facts.agreements, 1)]
    return {
        "id": to_file_name(article.id),
        "outlet": article.source,
        "title": article.title,
        "published": article.published,
        "text": article.text,
        "actors": [_to_actor(one, facts) for one in named.values()],
        "offices": [_to_office(one, confirmed) for one in facts.offices if one.holder.iri in named],
        "agreements": [_to_agreement(fact, key) for key, fact in keyed],
        "acts": [_to_act(act, key, confirmed) for key, fact in keyed for act in fact.acts],
    }


def to_contested(decisions: Iterable[Decision]) -> Iterator[dict[str, Any]]:
    """Write what people took out of the reading: no annotation has it, and a model may learn from that."""
    for one in decisions:
        if one.kind == "rejection":
            yield {
                "articles": [to_file_name(article) for article in one.articles],
                "kind": one.subject.split("/")[-2],
                "spans": _to_pairs(list_places(one.subject)),
                "words": list(one.words),
                "because": one.reason,
                "day": one.day,
            }


def _is_named(actor: Entity) -> bool:
    """Whether an actor is annotated: by name, no group, and no state that is there as an adjective alone."""
    return actor.naming == "named" and actor.type != "Group" and not actor.modifier_only


def _to_actor(actor: Entity, facts: Facts) -> dict[str, Any]:
    mentions = sorted(link.passage for link in facts.links if link.iri == actor.iri)
    return {
        "name": actor.name,
        "type": actor.type,
        "aliases": list(actor.aliases),
        "mentions": _to_pairs(mentions),
    }


def _to_span(name: str, role: str, parts: Sequence[Passage], text: str) -> str:
    """Write a line of a span; where it crosses the end of a line it has several fragments."""
    fragments = [fragment for part in sorted(parts) for fragment in _split_lines(part, text)]
    places = ";".join(f"{one.start} {one.end}" for one in fragments)
    return f"{name}\t{role} {places}\t{' '.join(one.of(text) for one in fragments)}"


def _split_lines(part: Passage, text: str) -> Iterator[Passage]:
    for match in re.finditer(r"[^\n\r]+", part.of(text)):
        if match[0].strip():
            yield Passage(part.start + match.start(), part.start + match.end())


def _is_confirmed(statement: Statement, confirmed: set[str]) -> bool:
    return not confirmed.isdisjoint((statement.iri, statement.conveys.iri))


def _to_pairs(passages: Iterable[Passage]) -> list[list[int]]:
    return [[one.start, one.end] for one in passages]


def _to_hull(passages: Sequence[Passage]) -> list[int]:
    return [min(one.start for one in passages), max(one.end for one in passages)]


def _to_office(office: OfficeHeld, confirmed: set[str]) -> dict[str, Any]:
    place = office.held_at
    is_state = place is not None and place.type in ("State", "Group")
    return {
        "person": office.holder.name,
        "title": office.role.title,
        "organization": place.name if place and not is_state else None,
        "nation": place.name if place and is_state else None,
        "former": office.role.former,
        "span": _to_hull(office.passages),
        "confirmed": office.iri in confirmed,
    }


def _to_agreement(fact: AgreementFact, key: str) -> dict[str, Any]:
    agreement = fact.agreement
    return {
        "key": key,
        "name": fact.label,
        "named": agreement.named,
        "kind": agreement.kind,
        # Which agreement an article is about is not read.
        "role": "background",
        "mentions": _to_pairs(agreement.mentions),
        "parties": list_names(fact.parties),
        "subject": [agreement.subject.start, agreement.subject.end] if agreement.subject else None,
    }


def _to_act(act: Act, key: str, confirmed: set[str]) -> dict[str, Any]:
    signing = act.signing
    parties = list_names(act.parties)
    pairs = {person.name: party.name for person, party in act.pairs}
    if not pairs and len(parties) == 1:
        pairs = dict.fromkeys(list_names(act.persons), parties[0])
    places = {one.person.name: one.words for one in act.signatures if one.person}
    return {
        "agreement": key,
        "stage": signing.stage,
        "cue": [signing.cue.start, signing.cue.end],
        "span": _to_hull(act.passages),
        "signatories": [
            {"person": name, "span": _to_pairs(places[name][:1])[0], "party": pairs.get(name)}
            for name in list_names(act.persons)
        ],
        "parties": parties,
        "place": [signing.place.start, signing.place.end] if signing.place else None,
        "date_span": [act.date.passage.start, act.date.passage.end] if act.date else None,
        "date": act.date.edtf if act.date else None,
        "ordinal": signing.rank[0] if signing.rank else None,
        "confirmed": any(one.iri in confirmed for one in act.signatures),
    }
