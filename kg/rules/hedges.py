"""Words that mark an act of saying as uncertain: the types of `hedges.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class HedgingVerbs:
    """Verbs that hedge by themselves, in the passive, or as an auxiliary."""

    seeming: frozenset[str]
    passive: frozenset[str]
    modal: frozenset[str]


@dataclass(frozen=True)
class Hedges:
    """All of `hedges.toml`."""

    adverbs: frozenset[str]
    nouns: frozenset[str]
    phrases: frozenset[str]
    verbs: HedgingVerbs


HEDGES = read_rules(FOLDER / "hedges.toml", Hedges)
