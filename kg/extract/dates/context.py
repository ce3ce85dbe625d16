"""The context of a time expression, and its normalized form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.extract.dates.patterns import PatternMatch
from kg.extract.dates.tense import Tense
from kg.model import TimexType

UNPUBLISHED = "relative, and the publication date is not known"
VAGUE = "says no date"
NO_YEAR = "the year is not known"
NO_ANCHOR = "counted from a date that the text does not give"


@dataclass(frozen=True, slots=True)
class NormalizedDate:
    """The TIMEX3 type and value of an expression.

    `edtf` is given where it does not follow from the value; `anchor` is the day it was counted from; `reason`
    says why a value has no EDTF.
    """

    type: TimexType
    value: str
    edtf: str | None = None
    anchor: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The context of the expression at [start, end) of `text`.

    `last_date` is the TIMEX3 value of the date before it, `last_quarter` that of the last quarter of a year;
    both are "" where there is none. `narrative` says that the text tells of other times than its publication,
    so that a partial date belongs to the last date. `following` is the next pattern match, date or not, and
    `following_year` its year where "and" or "to" joins the two.
    """

    text: str
    start: int
    end: int
    published: date | None
    last_date: str
    last_quarter: str
    narrative: bool
    following_year: int | None
    following: PatternMatch | None
    find_tense: Callable[[int, int], Tense]

    @property
    def before(self) -> str:
        """The 40 characters before the expression, in lower case."""
        return self.text[max(0, self.start - 40) : self.start].lower()

    @property
    def tense(self) -> Tense:
        """The tense of the governing verb."""
        return self.find_tense(self.start, self.end)


def to_reference(value: str, reason: str = VAGUE) -> NormalizedDate:
    """Make a PAST_REF, PRESENT_REF or FUTURE_REF: a time without a date."""
    return NormalizedDate("DATE", value, reason=reason)


def to_unresolved(value: str, context: Context) -> NormalizedDate:
    """Make a relative date without an anchor: its TIMEX3 pattern and the reason."""
    return NormalizedDate("DATE", value, reason=NO_ANCHOR if context.published else UNPUBLISHED)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A normalized date and the characters [start, end) of its expression."""

    start: int
    end: int
    normalized: NormalizedDate
