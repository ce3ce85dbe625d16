"""Words that give an amount of something: the types of `figures.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Measure:
    """The words of one measure, and the units in which it is told."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    units: frozenset[str]


@dataclass(frozen=True)
class FigureWords:
    """The words around an amount, each list explained in the file."""

    about: frozenset[str]
    at_least: frozenset[str]
    at_most: frozenset[str]
    or_more: frozenset[str]
    or_so: frozenset[str]
    parts: frozenset[str]
    whole: frozenset[str]
    due: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """All of `figures.toml`; `units` maps each unit to its words, and what one of each is in it."""

    measures: Mapping[str, Measure]
    units: Mapping[str, Mapping[str, tuple[float, ...]]]
    words: FigureWords


FIGURES = read_rules(FOLDER / "figures.toml", Figures)
