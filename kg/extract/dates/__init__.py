"""Find the time expressions in a text and normalize them to TIMEX3 and EDTF.

    text -> classified words -> pattern matches -> normalized dates -> adjacent ones joined -> signals -> EDTF

The expressions are data, `kg/rules/dates.toml`; the modules here are the steps. Nothing is ever counted from
today: without a publication date a relative expression has no EDTF, but a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise, zip_longest

from spacy.tokens import Doc

from kg import edtf
from kg.extract.dates import signals, tense
from kg.extract.dates.adjacency import join_adjacent
from kg.extract.dates.arithmetic import first_day, granularity
from kg.extract.dates.context import Context, DateMatch, NormalizedDate
from kg.extract.dates.groups import parse_year
from kg.extract.dates.normalizers import NORMALIZERS, is_narrative
from kg.extract.dates.patterns import PatternMatch, find_matches
from kg.model import DateExpression, Passage

__all__ = ["QuotationDate", "find_dates"]


# A quotation and the day of its utterance, from which relative dates in it are counted.
QuotationDate = tuple[Passage, date]


def find_dates(
    doc: Doc, published: str | None, quotation_dates: Sequence[QuotationDate] = ()
) -> tuple[DateExpression, ...]:
    """Find every date, time, duration and set of `doc.text`, in text order and without overlap.

    `published` is the ISO day that relative expressions are counted from; inside the passages of
    `quotation_dates` it is the day given there. A passage is the TIMEX3 extent, without its preposition, and
    `edtf` holds the interval that the preposition makes: "after [2024]" is 2024/.., both dates of "between
    [2026] and [2028]" are 2026/2028. A word without a date ("now", "recently") has no EDTF. The tense of the
    governing verb is read where the Doc is parsed.
    """
    anchor = date.fromisoformat(published[:10]) if published else None
    text = doc.text
    find_tense = partial(tense.find_tense, doc)
    found = join_adjacent(text, _normalize_matches(text, anchor, quotation_dates, find_tense), anchor)
    return _to_expressions(text, found)


def _normalize_matches(
    text: str,
    published: date | None,
    quotation_dates: Sequence[QuotationDate],
    find_tense: Callable[[int, int], tense.Tense],
) -> list[DateMatch]:
    """Normalize the pattern matches, each in the context of those before it; leave out what is no date."""
    found: list[DateMatch] = []
    matches = tuple(find_matches(text))
    last_date = last_quarter = ""
    narrative = is_narrative(matches, published)
    for match, following in zip_longest(matches, matches[1:]):
        start, end = match.words[0].start, match.words[-1].end
        words = Passage(start, end)
        context = Context(
            text,
            start,
            end,
            next((day for quotation, day in quotation_dates if quotation.holds(words)), published),
            last_date,
            last_quarter,
            narrative,
            _find_following_year(text, match, following),
            following,
            find_tense,
        )
        normalized = NORMALIZERS[match.pattern.normalizer](match, context)
        if normalized:
            found.append(DateMatch(start, end, normalized))
            if _anchors_later_dates(normalized, context) and match.pattern.normalizer != "year_earlier":
                last_date = normalized.value
                last_quarter = last_date if "-Q" in last_date else last_quarter
    return found


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
        if start and end and signals.is_range(before, middle) and _is_ordered(start, end):
            both = _apply_signal(text, left, right, edtf.between(start, end))
            written[index] = written[index + 1] = both
    return tuple(_to_expression(one, value) for one, value in zip(found, written, strict=True))


def _to_edtf(normalized: NormalizedDate) -> str | None:
    """Write the EDTF of the expression without its signals; None for a SET ("each July")."""
    return None if normalized.type == "SET" else normalized.edtf or edtf.from_timex(normalized.value)


def _apply_signal(text: str, first: DateMatch, last: DateMatch, written: str) -> str | None:
    """Apply the signals before `first` and after `last`; an interval that is open already stays.

    "After January" is None where the year is not known: EDTF has no such interval, and January it is not.
    """
    if edtf.OPEN in written:
        return written
    before, after = text[max(0, first.start - 40) : first.start], text[last.end : last.end + 40]
    shaped = signals.apply_signal(before, after, written)
    return None if shaped != written and written.startswith("XXXX") else shaped


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
    )
