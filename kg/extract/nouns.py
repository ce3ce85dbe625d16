"""Common nouns that stand for actors, and the word lists of kg/rules/ as sets."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.model import ActorType, Gender
from kg.rules import load_rules


@cache
def noun_types() -> dict[str, ActorType]:
    """The type of actor that each common noun of kg/rules/actor_nouns.toml stands for."""
    rules = load_rules("actor_nouns")
    types: dict[str, ActorType] = dict.fromkeys(rules["group"]["nouns"], "Group")
    types |= dict.fromkeys(rules["state"]["nouns"], "State")
    types |= dict.fromkeys(rules["organization"]["nouns"], "Organization")
    for nouns in rules["person"].values():
        types |= dict.fromkeys(nouns, "Person")
    return types


def is_person_noun(token: Token) -> bool:
    """True for "director", "officials": a common noun that stands for people."""
    return noun_types().get(token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()) == "Person"


def noun_gender(noun: str) -> Gender | None:
    rules = load_rules("actor_nouns")["person"]
    if noun in rules["feminine"]:
        return "feminine"
    return "masculine" if noun in rules["masculine"] else None
