"""Actors, treaties, topics and offices, as named in articles or listed in a register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.texts import ActorType, Mention, Passage

# How a description tells who somebody is, and how firmly a claim is pinned on its source, the firmest first.
Naming = Literal["named", "office", "unnamed"]
Strength = Literal["named", "office", "unnamed", "document"]
AgreementKind = Literal["Treaty", "Accord", "Contract", "Memorandum", "Agreement"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A real-world actor. `local` says that it is known only inside one article ("a senior official").

    `naming` is how the article identifies it: by name, by an office or body ("a ministry spokesman"), or not
    at all ("officials"). `country` and `parent` are the names (labels) of other entities, as the gazetteer
    gives them. `modifier_only` marks a state that does nothing in the article but lend its name to an office
    ("the Peruvian minister"). `same_as` is the IRI of the same actor in Wikidata, where it is known.
    """

    iri: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    local: bool = False
    naming: Naming = "named"
    modifier_only: bool = False
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty or accord that the register knows by name."""

    iri: str
    name: str
    kind: AgreementKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and its words; `broader` is the IRI of another topic.

    `hints` are words that mean it only where it is named by name too, as "debris" does.
    """

    iri: str
    name: str
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """The tenure of an office, by the register of offices: ISO days, both included; `until` is None while it
    lasts.

    `titles` are the words for the office, `holder` and `organization` IRIs.
    """

    holder: str
    organization: str
    titles: tuple[str, ...]
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The link of a mention to an entity, with its rule and confidence (0 to 1); `alternative` is the IRI of
    the entity that came next.
    """

    passage: Passage
    iri: str
    rule: str
    confidence: float
    alternative: str | None = None


# The rule of a link to somebody whom the register of offices knows, and the article does not name.
OFFICE_RULE = "offices.register"
# The rule of a link from a description to an actor with the described noun in a name: "the agency".
NOUN_RULE = "anaphora.noun"


def counts_as_mention(mention: Mention, link: Link) -> bool:
    """Whether a claim with these words in it mentions the actor: the policy of sp:mentions.

    Names do, and descriptions by a noun of the actor's name ("the agency" of the Norland Space Agency). Other
    descriptions and pronouns are right in half of the cases or fewer (evaluation/README.md): they only tell
    who speaks, hears, signs or holds an office.
    """
    return mention.form == "name" or link.rule == NOUN_RULE
