"""Find the time expressions in a text and normalize them to TIMEX3 and EDTF.

    text -> classified words -> pattern matches -> normalized dates -> adjacent ones joined -> signals -> EDTF

The expressions are data, `kg/rules/dates.toml`; the modules here are the steps. Nothing is ever counted from
today: without a publication date a relative expression has no EDTF, but a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import pairwise, zip_longest

from spacy.tokens import Doc

from kg import edtf
from kg.extract.dates import signals, tense
from kg.extract.dates.adjacency import join_adjacent
from kg.extract.dates.arithmetic import first_day, granularity
from kg.extract.dates.context import Context, DateMatch, NormalizedDate
from kg.extract.dates.groups import find_part, parse_year
from kg.extract.dates.normalizers import NORMALIZERS, is_narrative
from kg.extract.dates.numeric import find_day_first
from kg.extract.dates.patterns import PatternMatch, find_matches
from kg.extract.dates.zones import to_offset
from kg.model import DateExpression, Passage

__all__ = ["QuotationDate", "find_dates"]


# In a text without a date of publication so many years leave the time that it tells of.
_FAR_AHEAD = 9

# A quotation and the day of its utterance, from which relative dates in it are counted.
QuotationDate = tuple[Passage, date]


def find_dates(
    doc: Doc,
    published: str | None,
    quotation_dates: Sequence[QuotationDate] = (),
    *,
    outlet: str | None = None,
    url: str | None = None,
) -> tuple[DateExpression, ...]:
    """Find every date, time, duration and set of `doc.text`, in text order and without overlap.

    `published` is the ISO day that relative expressions are counted from; inside the passages of
    `quotation_dates` it is the day given there. A passage is the TIMEX3 extent, without its preposition, and
    `edtf` holds the interval that the preposition makes: "after [2024]" is 2024/.., both dates of "between
    [2026] and [2028]" are 2026/2028. A word without a date ("now", "recently") has no EDTF. The tense of the
    governing verb is read where the Doc is parsed. `outlet` and its `url` tell the order of day and month in
    "3/4/2022", unless another date of the text does.
    """
    anchor = date.fromisoformat(published[:10]) if published else None
    text = doc.text
    reader = _Reader(
        text,
        anchor,
        quotation_dates,
        find_day_first(text, outlet, url),
        partial(tense.find_tense, doc),
        partial(tense.is_name, doc),
        partial(tense.is_place, doc),
    )
    found = join_adjacent(text, reader.normalize_matches(), anchor)
    return _to_expressions(text, found)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is the same for all expressions of one text."""

    text: str
    published: date | None
    quotation_dates: Sequence[QuotationDate]
    day_first: bool | None
    find_tense: Callable[[int, int], tense.Tense]
    is_name: Callable[[int, int], bool]
    is_place: Callable[[int, int], bool]

    def normalize_matches(self) -> list[DateMatch]:
        """Normalize the pattern matches, each in the context of those before it, without what is no date."""
        found: list[DateMatch] = []
        matches = tuple(find_matches(self.text))
        memory = _Memory(is_narrative(matches, self.published))
        for match, following in zip_longest(matches, matches[1:]):
            context = self._to_context(match, following, memory)
            normalized = NORMALIZERS[match.pattern.normalizer](match, context)
            if normalized:
                normalized = replace(normalized, mod=find_part(match) if normalized.type == "DATE" else None)
                words = match.words[: normalized.words]
                found.append(DateMatch(words[0].start, words[-1].end, normalized))
                memory.remember(match, context, normalized)
        return found

    def _to_context(self, match: PatternMatch, following: PatternMatch | None, memory: _Memory) -> Context:
        start, end = match.words[0].start, match.words[-1].end
        words = Passage(start, end)
        return Context(
            self.text,
            start,
            end,
            next((day for quotation, day in self.quotation_dates if quotation.holds(words)), self.published),
            memory.last_date,
            memory.last_quarter,
            memory.year,
            memory.named_years,
            self.day_first,
            memory.narrative,
            _find_following_year(self.text, match, following),
            following,
            self.find_tense,
            self.is_name,
            self.is_place,
        )


@dataclass(slots=True)
class _Memory:
    """What the dates before an expression say: see `Context`."""

    narrative: bool
    last_date: str = ""
    last_quarter: str = ""
    year: int | None = None
    named_years: dict[str, int] = field(default_factory=dict)

    def remember(self, match: PatternMatch, context: Context, normalized: NormalizedDate) -> None:
        """Take in a date from which later ones can be counted."""
        if not _anchors_later_dates(normalized, context) or match.pattern.normalizer == "year_earlier":
            return
        self.last_date = normalized.value
        if "-Q" in self.last_date and match.pattern.normalizer != "quarter_of_named_year":
            self.last_quarter = self.last_date
        year = int(self.last_date[:4]) if self.last_date[:4].isdigit() else None
        if year and parse_year(match):
            self.named_years[self.last_date[5:]] = year
        if year is None or not self._looks_ahead(year, context):
            self.year = year

    def _looks_ahead(self, year: int, context: Context) -> bool:
        """Whether a year lies so far ahead that a bare date behind it is none of its days."""
        if context.published:
            return year > context.published.year + 1
        return self.year is not None and year > self.year + _FAR_AHEAD and context.tense.is_ahead


def _find_following_year(text: str, match: PatternMatch, following: PatternMatch | None) -> int | None:
    """Find the year of the next date where "and", "to" or a dash joins the two: "in July and August 2022"."""
    if following is None or not signals.joins_dates(text[match.words[-1].end : following.words[0].start]):
        return None
    return parse_year(following) if following.pattern.normalizer == "calendar" else None


def _anchors_later_dates(normalized: NormalizedDate, context: Context) -> bool:
    """Whether later expressions ("the day before", "that year") can be counted from this date."""
    if context.narrative and normalized.anchor and normalized.anchor == context.published:
        return False
    return (
        normalized.type == "DATE"
        and first_day(normalized.value) is not None
        and granularity(normalized.value) >= 0
    )


def _to_expressions(text: str, found: list[DateMatch]) -> tuple[DateExpression, ...]:
    """Write the expressions, with the EDTF that signals and ranges make of each value."""
    plain = [_to_edtf(one.normalized) for one in found]
    written = [
        value and _apply_signal(text, one, one, value) for one, value in zip(found, plain, strict=True)
    ]
    for index, (left, right) in enumerate(pairwise(found)):
        start, end = plain[index], plain[index + 1]
        before, middle = text[max(0, left.start - 40) : left.start].lower(), text[left.end : right.start]
        if _is_one_moment(left, right, middle):
            continue
        if start and end and signals.is_range(before, middle) and _is_ordered(start, end):
            both = _apply_signal(text, left, right, edtf.between(start, end))
            written[index] = written[index + 1] = both
    return tuple(_to_expression(one, value) for one, value in zip(found, written, strict=True))


def _to_edtf(normalized: NormalizedDate) -> str | None:
    """Write the EDTF of the expression without its signals; None for a SET ("each July")."""
    if normalized.type == "SET":
        return None
    written = normalized.edtf or edtf.from_timex(normalized.value)
    if written is None or "T" not in written or not normalized.zone:
        return written
    return written + to_offset(normalized.zone, date.fromisoformat(written[:10]))


def _apply_signal(text: str, first: DateMatch, last: DateMatch, written: str) -> str | None:
    """Apply the signals before `first` and after `last`; an interval that is open already stays.

    "After January" is None where the year is not known: EDTF has no such interval, and January it is not.
    """
    if edtf.OPEN in written:
        return written
    before, after = text[max(0, first.start - 40) : first.start], text[last.end : last.end + 40]
    shaped = signals.apply_signal(before, after, written)
    return None if shaped != written and written.startswith("XXXX") else shaped


def _is_one_moment(left: DateMatch, right: DateMatch, middle: str) -> bool:
    """Whether a stroke parts two clocks that show one moment: "9 a.m. PDT/noon EDT"."""
    return middle.strip() == "/" and left.normalized.type == "TIME" == right.normalized.type


def _is_ordered(start: str, end: str) -> bool:
    """Whether the second date begins no earlier than the first: "noon - October" is no range in October."""
    first, second = edtf.bounds(start)[0], edtf.bounds(end)[0]
    return first is not None and second is not None and edtf.to_order(first) <= edtf.to_order(second)


def _to_expression(one: DateMatch, written: str | None) -> DateExpression:
    normalized = one.normalized
    earliest, latest = edtf.bounds(written) if written else (None, None)
    return DateExpression(
        Passage(one.start, one.end),
        normalized.type,
        normalized.value,
        written,
        earliest,
        latest,
        normalized.anchor.isoformat() if normalized.anchor else None,
        normalized.reason,
        normalized.mod,
    )
