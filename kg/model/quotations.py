"""Quotations: what somebody said once, as several articles report it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.readings import QuotationKind

# How a report stands to the fullest one: word for word, a part of it, more than it, a part of it with words
# before or behind that it lacks, with other words inside, said in other words, without quotation marks.
VariantKind = Literal["same", "cut", "fuller", "overlap", "altered", "reworded", "indirect"]
# What a difference of words is about.
Touched = Literal["name", "negation", "number"]


@dataclass(frozen=True, slots=True)
class Report:
    """A claim as a report of what was said: its IRI, and those of its article and story.

    `speakers` and `principals` (for whom they spoke) are actors that all articles share, so none where nobody
    is named. `published` is a day, `said` the days between which the article says that it was said, None
    where that is unknown or open. `is_denial`: the words are denied.
    """

    claim: str
    article: str
    story: str
    text: str
    kind: QuotationKind
    speakers: frozenset[str] = frozenset()
    principals: frozenset[str] = frozenset()
    published: str | None = None
    said: tuple[str | None, str | None] = (None, None)
    is_denial: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """How the words of a claim stand to those of another one.

    `changes` are the words that differ, as "2027 → 2028", "+ not" or "− not"; `touches` says what they are
    about.
    """

    claim: str
    of: str
    kind: VariantKind
    changes: tuple[str, ...] = ()
    touches: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What was said once: its fullest report, the others as variants, and the reports of the earliest day.

    `first` is empty where no report is dated, `speakers` where no report names one.
    """

    fullest: str
    variants: tuple[Variant, ...]
    first: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations, by their fullest report, and pairs of claims with the same words of two speakers."""

    gathered: tuple[Quotation, ...] = ()
    contested: tuple[tuple[str, str], ...] = ()
