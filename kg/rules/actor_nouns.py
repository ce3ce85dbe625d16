"""Nouns, titles and pronouns that stand for actors: the types of `actor_nouns.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.rules import FOLDER, read_rules

PronounKind = Literal["feminine", "masculine", "neuter", "plural", "first_singular", "first_plural"]


@dataclass(frozen=True)
class PersonNouns:
    """Common nouns for people, by the gender that they tell."""

    neutral: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]


@dataclass(frozen=True)
class OfficeNouns:
    """Who speaks for a body, who holds an office of one person, and who is in charge of a portfolio."""

    speakers: frozenset[str]
    holders: frozenset[str]
    portfolios: frozenset[str]


@dataclass(frozen=True)
class TenureVerbs:
    """Verbs that give somebody an office; `leading` with the title of whoever does it."""

    being: frozenset[str]
    appointing: frozenset[str]
    succeeding: frozenset[str]
    serving: frozenset[str]
    leading: Mapping[str, str]


@dataclass(frozen=True)
class Anonymity:
    """What is said of somebody who would not give a name."""

    words: frozenset[str]
    verbs: frozenset[str]
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class NameWords:
    """Words in a name that tell what it names, or where it ends."""

    organization: frozenset[str]
    bodies: frozenset[str]
    states: frozenset[str]
    suffixes: frozenset[str]
    generations: frozenset[str]
    particles: frozenset[str]
    thing: frozenset[str]
    never_first: frozenset[str]


@dataclass(frozen=True)
class Titles:
    """Titles before a name, and letters behind it."""

    words: frozenset[str]
    polite: frozenset[str]
    behind: frozenset[str]
    former: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]


@dataclass(frozen=True)
class ActorNouns:
    """All of `actor_nouns.toml`."""

    organizations: frozenset[str]
    states: frozenset[str]
    groups: frozenset[str]
    documents: frozenset[str]
    person: PersonNouns
    office: OfficeNouns
    tenures: TenureVerbs
    anonymity: Anonymity
    name_words: NameWords
    titles: Titles
    pronouns: Mapping[PronounKind, frozenset[str]]


ACTOR_NOUNS = read_rules(FOLDER / "actor_nouns.toml", ActorNouns)
