"""Common nouns that stand for actors."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.model import ActorType, Gender
from kg.rules.actor_nouns import ACTOR_NOUNS


@cache
def noun_types() -> dict[str, ActorType]:
    """The type of actor that each common noun of kg/rules/actor_nouns.toml stands for."""
    types: dict[str, ActorType] = dict.fromkeys(ACTOR_NOUNS.groups, "Group")
    types |= dict.fromkeys(ACTOR_NOUNS.states, "State")
    types |= dict.fromkeys(ACTOR_NOUNS.organizations, "Organization")
    person = ACTOR_NOUNS.person
    return types | dict.fromkeys(person.neutral | person.feminine | person.masculine, "Person")


def is_person_noun(token: Token) -> bool:
    """True for "director", "officials": a common noun that stands for people."""
    return noun_types().get(token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()) == "Person"


def find_singular(token: Token) -> str | None:
    """Give the singular of a plural noun for people, "astronaut" of "astronauts", whatever the tagger says;
    None of any other word.
    """
    singular = token.lower_.removesuffix("s")
    if singular == token.lower_ or noun_types().get(singular) != "Person":
        return None
    return token.text[:-1]


def noun_gender(noun: str) -> Gender | None:
    if noun in ACTOR_NOUNS.person.feminine:
        return "feminine"
    return "masculine" if noun in ACTOR_NOUNS.person.masculine else None
