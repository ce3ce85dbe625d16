"""What a reading may look at: the words round an expression, its publication, the date before, the tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.extract.dates.patterns import Match
from kg.model import TimexType

UNPUBLISHED = "relative, and the publication date is not known"
VAGUE = "says no date"
NO_YEAR = "the year is not known"
NO_ANCHOR = "counted from a date that the text does not give"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: its TIMEX3 type and value, and how it comes to its EDTF.

    `edtf` is given where it is not simply the value's own; `anchor` is the day it was counted from.
    """

    type: TimexType
    value: str
    edtf: str | None = None
    anchor: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands, at [start, end) of `text`.

    `said` is the TIMEX3 value of the last date before it, `quarter` that of the last quarter of a year; both
    are "" where there is none. `narrative` says that the text tells of other times than its publication, so
    that a partial date belongs to the date said before it. `year_ahead` is the year of the next date where
    "and" or "to" joins the two; `following` is the next match, whatever comes of it. `find_direction` reads
    the tense: -1 past, 1 future, 0 neither.
    """

    text: str
    start: int
    end: int
    published: date | None
    said: str
    quarter: str
    narrative: bool
    year_ahead: int | None
    following: Match | None
    find_direction: Callable[[int, int], int]

    @property
    def before(self) -> str:
        """The 40 characters before the expression, in lower case."""
        return self.text[max(0, self.start - 40) : self.start].lower()

    @property
    def after(self) -> str:
        """The 40 characters after it, in lower case."""
        return self.text[self.end : self.end + 40].lower()

    @property
    def direction(self) -> int:
        """-1 where the governing verb tells of the past, 1 of the future, 0 where it does not say."""
        return self.find_direction(self.start, self.end)


def read_reference(value: str, reason: str = VAGUE) -> Reading:
    """PAST_REF, PRESENT_REF or FUTURE_REF: a time without a date."""
    return Reading("DATE", value, reason=reason)


def read_unresolved(value: str, context: Context) -> Reading:
    """A relative expression that nothing anchors: its TIMEX3 pattern and why."""
    return Reading("DATE", value, reason=NO_ANCHOR if context.published else UNPUBLISHED)


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and the characters [start, end) that it was read from."""

    start: int
    end: int
    reading: Reading
