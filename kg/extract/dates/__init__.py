"""Finds the expressions of time in a text and says what they mean, as TIMEX3 and as EDTF.

    text -> words with classes -> patterns -> readings in text order -> neighbours joined -> signals -> EDTF

What is found is data, `kg/rules/dates.toml`; here is only the order of the steps. Nothing is ever
counted from today: without a publication date a relative expression has no EDTF, but a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise, zip_longest

from spacy.tokens import Doc

from kg import edtf
from kg.extract.dates import signals, tense
from kg.extract.dates.arithmetic import fineness, first_day
from kg.extract.dates.context import Context, Found, Reading
from kg.extract.dates.join import join_readings
from kg.extract.dates.numbers import read_year
from kg.extract.dates.patterns import Match, find_matches
from kg.extract.dates.readings import READINGS, is_narrative
from kg.model import DateExpression, Passage

__all__ = ["Spoken", "find_dates"]


# Where other words than the article's own are counted from: a stretch of the text and the day it was said.
Spoken = tuple[Passage, date]


def find_dates(doc: Doc, published: str | None, spoken: Sequence[Spoken] = ()) -> tuple[DateExpression, ...]:
    """Every date, time, duration and set of `doc.text` in text order; passages do not overlap.

    `published` is the ISO day that relative expressions are counted from, outside of what is `spoken`. A
    passage is the TIMEX3 extent, without its preposition, and `edtf` says the interval that the preposition
    makes: "after [2024]" is 2024/.., both dates of "between [2026] and [2028]" are 2026/2028. A word without
    a date ("now", "recently") has no EDTF. The tense of the governing verb is read where the Doc is parsed.
    """
    anchor = date.fromisoformat(published[:10]) if published else None
    text = doc.text
    find_direction = partial(tense.find_direction, doc)
    found = join_readings(text, _read_matches(text, anchor, spoken, find_direction), anchor)
    return _write_expressions(text, found)


def _read_matches(
    text: str, published: date | None, spoken: Sequence[Spoken], find_direction: Callable[[int, int], int]
) -> list[Found]:
    """The matches that are dates after all, each read in the light of the ones before it."""
    found: list[Found] = []
    matches = tuple(find_matches(text))
    said = quarter = ""
    narrative = is_narrative(matches, published)
    for match, following in zip_longest(matches, matches[1:]):
        start, end = match.words[0].start, match.words[-1].end
        words = Passage(start, end)
        context = Context(
            text,
            start,
            end,
            next((day for said_in, day in spoken if said_in.holds(words)), published),
            said,
            quarter,
            narrative,
            _find_year_ahead(text, match, following),
            following,
            find_direction,
        )
        reading = READINGS[match.pattern.reading](match, context)
        if reading:
            found.append(Found(start, end, reading))
            if _is_said(reading, context) and match.pattern.reading != "quarter_before":
                said = reading.value
                quarter = said if "-Q" in said else quarter
    return found


def _find_year_ahead(text: str, match: Match, following: Match | None) -> int | None:
    """The year of the date that follows after "and", "to" or a dash: "in July and August 2022"."""
    if following is None or not signals.is_joint(text[match.words[-1].end : following.words[0].start]):
        return None
    return read_year(following) if following.pattern.reading == "calendar" else None


def _is_said(reading: Reading, context: Context) -> bool:
    """Whether later expressions ("the day before", "that year") can be counted from this one."""
    if context.narrative and reading.anchor and reading.anchor == context.published:
        return False
    return reading.type == "DATE" and first_day(reading.value) is not None and fineness(reading.value) >= 0


def _write_expressions(text: str, found: list[Found]) -> tuple[DateExpression, ...]:
    """The expressions with the EDTF that the words round them make of it."""
    plain = [_write_plain(one.reading) for one in found]
    written = [
        value and _apply_signal(text, one, one, value) for one, value in zip(found, plain, strict=True)
    ]
    for index, (left, right) in enumerate(pairwise(found)):
        start, end = plain[index], plain[index + 1]
        before, middle = text[max(0, left.start - 40) : left.start].lower(), text[left.end : right.start]
        if start and end and signals.is_range(before, middle) and _in_order(start, end):
            both = _apply_signal(text, left, right, edtf.between(start, end))
            written[index] = written[index + 1] = both
    return tuple(_write_expression(one, value) for one, value in zip(found, written, strict=True))


def _write_plain(reading: Reading) -> str | None:
    """The EDTF of the expression alone; what comes back again and again ("each July") has none."""
    return None if reading.type == "SET" else reading.edtf or edtf.from_timex(reading.value)


def _apply_signal(text: str, first: Found, last: Found, written: str) -> str | None:
    """What the words before `first` and after `last` make of it; an interval that is open already stays.

    "After January" is None where the year is not known: EDTF has no such interval, and January it is not.
    """
    if edtf.OPEN in written:
        return written
    before, after = text[max(0, first.start - 40) : first.start], text[last.end : last.end + 40]
    shaped = signals.apply_signal(before, after, written)
    return None if shaped != written and written.startswith("XXXX") else shaped


def _in_order(start: str, end: str) -> bool:
    """Whether the second date begins no earlier than the first: "noon - October" is no range in October."""
    first, second = edtf.bounds(start)[0], edtf.bounds(end)[0]
    return first is not None and second is not None and edtf.to_order(first) <= edtf.to_order(second)


def _write_expression(one: Found, written: str | None) -> DateExpression:
    reading = one.reading
    earliest, latest = edtf.bounds(written) if written else (None, None)
    return DateExpression(
        Passage(one.start, one.end),
        reading.type,
        reading.value,
        written,
        earliest,
        latest,
        reading.anchor.isoformat() if reading.anchor else None,
        reading.reason,
    )
