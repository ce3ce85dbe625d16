"""The context of a time expression, and its normalized form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.extract.dates.patterns import PatternMatch
from kg.extract.dates.tense import Tense
from kg.model import TimexMod, TimexType

# The TIMEX3 value of a day of which nothing is known.
UNKNOWN_DAY = "XXXX-XX-XX"

UNPUBLISHED = "relative, and the publication date is not known"
VAGUE = "says no date"
NO_YEAR = "the year is not known"
EITHER_WEEKEND = "the weekend before the publication or the one after it"
EITHER_ORDER = "day and month can be exchanged"
NO_SUCH_DAY = "no calendar has this day"
NO_ANCHOR = "counted from a date that the text does not give"


@dataclass(frozen=True, slots=True)
class NormalizedDate:
    """The TIMEX3 type and value of an expression.

    `edtf` is given where it does not follow from the value; `anchor` is the day it was counted from; `reason`
    says why a value has no EDTF, or what is amiss with it. `zone` is the offset of a time of day from UTC as
    ISO 8601 writes it ("-04:00", "Z"), "" where it is not known. `words` is how many words of the match are
    the expression, None for all; `mod` the part that is meant: "early 2024" is its START.
    """

    type: TimexType
    value: str
    edtf: str | None = None
    anchor: date | None = None
    reason: str | None = None
    zone: str = ""
    words: int | None = None
    mod: TimexMod | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The context of the expression at [start, end) of `text`.

    `last_date` is the TIMEX3 value of the date before it, `last_quarter` that of the last quarter of a year;
    both are "" where there is none. `year` is the year that the text tells of, None where it has named none;
    `named_years` the year with which each day ("04-08") was named last; `day_first` whether days stand before
    months in digits, None where it is not known. `narrative` says that the text tells of other times than its
    publication, so that a partial date belongs to the last date. `following` is the next pattern match, date
    or not, and `following_year` its year where "and" or "to" joins the two. `is_name` says of a word's
    characters whether it can be one of a name, `is_place` whether it is one of a town or a state.
    """

    text: str
    start: int
    end: int
    published: date | None
    last_date: str
    last_quarter: str
    year: int | None
    named_years: Mapping[str, int]
    day_first: bool | None
    narrative: bool
    following_year: int | None
    following: PatternMatch | None
    find_tense: Callable[[int, int], Tense]
    is_name: Callable[[int, int], bool]
    is_place: Callable[[int, int], bool]

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


def to_impossible() -> NormalizedDate:
    """Make the date of a day that its month does not have: "31 April"."""
    return NormalizedDate("DATE", UNKNOWN_DAY, reason=NO_SUCH_DAY)


def to_unresolved(value: str, context: Context) -> NormalizedDate:
    """Make a relative date without an anchor: its TIMEX3 pattern and the reason."""
    return NormalizedDate("DATE", value, reason=NO_ANCHOR if context.published else UNPUBLISHED)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A normalized date and the characters [start, end) of its expression."""

    start: int
    end: int
    normalized: NormalizedDate
