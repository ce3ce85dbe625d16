"""What is told of one article, by an annotator or by the reader, in one form: names, places, spans.

GOLD is a file of JSON lines, an article each: `id`, `text`, `published`, and
    actors      name, type (Person, Organization, State), aliases
    offices     person, title, organization, nation (of both, either may be null)
    agreements  key, name, role (main or background), mentions ([start, end) in code points)
    acts        agreement (a key), cue (a span), stage, signatories (person, party or null), parties, date
                (EDTF or null)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.evaluate.matching import Spans, to_spans
from kg.facts import Act, Facts
from kg.model import Article


@dataclass(frozen=True, slots=True)
class ToldActor:
    """An actor that has a name."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldOffice:
    """An office of a person, and where: an organization, a nation, or (as annotated) both."""

    person: str
    title: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act on an agreement: `persons` act with their own hand, each of `pairs` is one and the party.

    `cue` is where the words stand that tell it, to be shown.
    """

    stage: str
    persons: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    date: str | None = None
    cue: Sequence[int] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ToldAgreement:
    """An agreement with the acts on it; `main` where the article is about it, as annotated."""

    name: str
    mentions: Spans
    acts: tuple[ToldAct, ...] = ()
    main: bool = False


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """All that is told of one article."""

    actors: tuple[ToldActor, ...] = ()
    offices: tuple[ToldOffice, ...] = ()
    agreements: tuple[ToldAgreement, ...] = ()


def read_told(path: Path) -> list[tuple[Article, ToldFacts]]:
    """Read the annotated articles; GoldError names the line that is broken."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read as text: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            article = Article(record["id"], record["text"], record.get("title") or "", record["published"])
            found.append((article, _to_gold(record)))
        except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
            what = f"has no {error}" if isinstance(error, KeyError) else f"is not as it should be: {error}"
            raise GoldError(
                f"{path}: line {number} {what}; kg/evaluate/facts_told.py tells the form"
            ) from error
    if not found:
        raise GoldError(f"{path}: holds no article, so there is nothing to compare with")
    return found


def _to_gold(record: Mapping[str, Any]) -> ToldFacts:
    acts: dict[str, list[ToldAct]] = {agreement["key"]: [] for agreement in record["agreements"]}
    for act in record["acts"]:
        acts[act["agreement"]].append(_to_gold_act(act))
    return ToldFacts(
        tuple(ToldActor(one["name"], one["type"], tuple(one["aliases"])) for one in record["actors"]),
        tuple(
            ToldOffice(one["person"], one["title"], places)
            for one in record["offices"]
            if (places := tuple(place for place in (one["organization"], one["nation"]) if place))
        ),
        tuple(
            ToldAgreement(one["name"], one["mentions"], tuple(acts[one["key"]]), one["role"] == "main")
            for one in record["agreements"]
        ),
    )


def _to_gold_act(act: Mapping[str, Any]) -> ToldAct:
    pairs = tuple((one["person"], one["party"]) for one in act["signatories"] if one["party"])
    persons = tuple(one["person"] for one in act["signatories"])
    return ToldAct(
        act["stage"],
        persons,
        (*act["parties"], *(party for _, party in pairs)),
        pairs,
        act["date"],
        act["cue"],
    )


def to_told(facts: Facts) -> ToldFacts:
    """Give what was read: the actors that have a name and are no group, their offices, all agreements."""
    named = [
        one for one in facts.actors if one.naming == "named" and one.type != "Group" and not one.modifier_only
    ]
    return ToldFacts(
        tuple(ToldActor(one.name, one.type, one.aliases) for one in named),
        tuple(
            ToldOffice(one.name, office.role.title, (office.held_at.name,))
            for one in named
            for office in facts.offices
            if office.holder.iri == one.iri and office.held_at
        ),
        tuple(
            ToldAgreement(fact.label, to_spans(fact.agreement.mentions), tuple(map(_to_act, fact.acts)))
            for fact in facts.agreements
        ),
    )


def _to_act(act: Act) -> ToldAct:
    """An act as read. Where no hand is told to sign for anybody, all sign for the party if there is one."""
    persons, parties = (tuple(one.name for one in side) for side in (act.persons, act.parties))
    pairs = tuple((person.name, party.name) for person, party in act.pairs)
    cue = (act.signing.cue.start, act.signing.cue.end)
    if not pairs and len(parties) == 1:
        pairs = tuple((person, parties[0]) for person in persons)
    return ToldAct(act.signing.stage, persons, parties, pairs, act.date.edtf if act.date else None, cue)
