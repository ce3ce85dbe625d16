"""Words and patterns of time expressions: the types of `dates.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import TimexMod
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
    ends_now: tuple[str, ...]
    phrase: str


@dataclass(frozen=True)
class TenseWords:
    """Auxiliaries that tell the tense, and verbs and nouns of what lies ahead.

    `placing` are verbs of `planning` that also place something, `arranging` those whose past plans;
    `invariant` verbs have one form for past and present; `due` are adjectives, `ahead` words before a date.
    """

    future: frozenset[str]
    possible: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    planning: frozenset[str]
    placing: frozenset[str]
    postponing: frozenset[str]
    scheduled: frozenset[str]
    events: frozenset[str]
    arranging: frozenset[str]
    invariant: frozenset[str]
    due: frozenset[str]
    negations: frozenset[str]
    ahead: tuple[str, ...]


@dataclass(frozen=True)
class DayOrder:
    """Who writes day and month in one order: endings of hosts (".uk"), words of outlets."""

    hosts: tuple[str, ...]
    outlets: tuple[str, ...]


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
    before_years: frozenset[str]
    hosts: frozenset[str]
    no_places: frozenset[str]
    year_events: frozenset[str]
    season_names: frozenset[str]
    split: str
    samples: tuple[str, ...]
    shapes: Mapping[str, str]
    words: Mapping[str, Mapping[str, int | str]]
    signals: DateSignals
    parts: Mapping[str, TimexMod]
    tense: TenseWords
    day_first: DayOrder
    month_first: DayOrder
    macros: Mapping[str, str]
    patterns: tuple[DatePattern, ...]


DATES = read_rules(FOLDER / "dates.toml", Dates)
