"""What the trained reader marks in a Doc: names, offices, agreements and acts, as runs of tokens with
scores.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.agreements import Stage

# Tokens [start, end) of a Doc; while a window is read, words of it.
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words with its label and how probable that is (0 to 1)."""

    run: Run
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """Words that belong to a mark; `stands_for` is the party that a signatory signs for, where the text
    says it.
    """

    run: Run
    score: float
    stands_for: Run | None = None


@dataclass(frozen=True, slots=True)
class OfficeMark:
    """A title, its likeliest holder, and the names of where it is held, the likeliest first."""

    title: Mark
    holder: Part | None
    places: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AgreementMark:
    """A mention of an agreement, and other mentions that may be of the same, the likeliest first."""

    mention: Mark
    same: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ActMark:
    """The cue of an act on an agreement, the stage that it brings it to, and what belongs to it.

    `agreement` is a mention of it, `signatories` are persons and pronouns, `parties` states and
    organizations; the likeliest come first. What no words near the cue tell is None or empty.
    """

    cue: Mark
    stage: Stage
    stage_score: float
    agreement: Part | None
    signatories: tuple[Part, ...]
    parties: tuple[Part, ...]
    place: Part | None
    date: Part | None


@dataclass(frozen=True, slots=True)
class FactMarks:
    """All marks of facts in a Doc or a window, in text order."""

    names: tuple[Mark, ...] = ()
    offices: tuple[OfficeMark, ...] = ()
    agreements: tuple[AgreementMark, ...] = ()
    acts: tuple[ActMark, ...] = ()
