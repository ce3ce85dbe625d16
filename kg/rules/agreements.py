"""Words for agreements and the acts on them: the types of `agreements.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import AgreementKind, CountBound, Stage
from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class AgreementWords:
    """Words round an agreement; `agreements.toml` explains each list."""

    planning: frozenset[str]
    plans: frozenset[str]
    causing: frozenset[str]
    steps: frozenset[str]
    pleased: frozenset[str]
    concluding: frozenset[str]
    refusing: frozenset[str]
    wrongly: frozenset[str]
    signing: frozenset[str]
    as_signing: frozenset[str]
    both: frozenset[str]
    anybody: frozenset[str]
    sides: frozenset[str]
    named_only: frozenset[str]
    about_verbs: frozenset[str]
    about_prepositions: frozenset[str]
    doubtful: frozenset[str]
    bodies: frozenset[str]
    idioms: frozenset[str]
    ranks: frozenset[str]
    binding: frozenset[str]
    binding_otherwise: frozenset[str]
    coming: frozenset[str]
    general: frozenset[str]
    generic: frozenset[str]
    unilateral: frozenset[str]
    papers: frozenset[str]
    repeating: frozenset[str]
    pointing: frozenset[str]


@dataclass(frozen=True)
class CountWords:
    """Words round the number of those who signed; `agreements.toml` explains each list."""

    counted: frozenset[str]
    between: frozenset[str]
    bound: frozenset[str]
    others: frozenset[str]
    joining: frozenset[str]
    having: frozenset[str]
    bringing: frozenset[str]
    standing: frozenset[str]
    totals: frozenset[str]
    once: frozenset[str]
    conditions: frozenset[str]


@dataclass(frozen=True)
class Agreements:
    """All of `agreements.toml`: nouns by kind; verbs, phrases, nouns of acts and of doers by stage; words
    round the number of those who signed, and what makes it a bound.
    """

    kinds: Mapping[AgreementKind, frozenset[str]]
    stages: Mapping[Stage, frozenset[str]]
    phrases: Mapping[Stage, frozenset[str]]
    words: AgreementWords
    nouns: Mapping[Stage, frozenset[str]]
    doers: Mapping[Stage, frozenset[str]]
    counting: CountWords
    bounds: Mapping[CountBound, frozenset[str]]


AGREEMENTS = read_rules(FOLDER / "agreements.toml", Agreements)
