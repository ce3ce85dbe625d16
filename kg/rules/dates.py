"""Words and patterns of time expressions: the types of `dates.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class DateSignals:
    """Regular expressions for the words round a date."""

    after: tuple[str, ...]
    since: tuple[str, ...]
    until: tuple[str, ...]
    before: tuple[str, ...]
    around: tuple[str, ...]
    between: str
    onward: tuple[str, ...]
    range_start: tuple[str, ...]
    range_middle: tuple[str, ...]


@dataclass(frozen=True)
class TenseWords:
    """Auxiliaries that tell the tense, and verbs whose object lies ahead."""

    future: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    planning: frozenset[str]
    postponing: frozenset[str]


@dataclass(frozen=True)
class DatePattern:
    """One time expression: its normalizer, its pattern, what may stand around it, its fixed day."""

    normalizer: str
    pattern: str
    after: str = ""
    not_after: str = ""
    before: str = ""
    not_before: str = ""
    day: str = ""


@dataclass(frozen=True)
class Dates:
    """All of `dates.toml`."""

    capitalized: frozenset[str]
    lone: frozenset[str]
    split: str
    samples: tuple[str, ...]
    shapes: Mapping[str, str]
    words: Mapping[str, Mapping[str, int | str]]
    signals: DateSignals
    tense: TenseWords
    macros: Mapping[str, str]
    patterns: tuple[DatePattern, ...]


DATES = read_rules(FOLDER / "dates.toml", Dates)
