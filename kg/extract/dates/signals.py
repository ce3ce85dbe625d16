"""Apply temporal signals: "after 2024" is an open interval, "around 2022" approximate.

TIMEX3 leaves signals out of the expression, so the passage keeps the date and the EDTF says the interval.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg import edtf
from kg.rules.dates import DATES

# So many characters before an expression can be of its clause.
_CLAUSE = 120

_SIGNALS = (
    (DATES.signals.after, edtf.after),
    (DATES.signals.since, edtf.since),
    (DATES.signals.until, edtf.until),
    (DATES.signals.before, edtf.before),
    (DATES.signals.around, edtf.approximate),
)


@dataclass(frozen=True, slots=True)
class Signals:
    """The compiled signals: by shape before a date, after it, before and inside a range, before a count."""

    shapes: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]
    onward: re.Pattern[str]
    range_start: re.Pattern[str]
    range_middle: re.Pattern[str]
    ends_now: re.Pattern[str]


@cache
def load_signals() -> Signals:
    """Compile the signals of the rules, once."""
    words = DATES.signals
    return Signals(
        tuple(
            (re.compile(rf"(?:^|\W)(?:{'|'.join(listed)})\s+(?:(?:{words.between})\s+)*$"), shape)
            for listed, shape in _SIGNALS
        ),
        re.compile(rf"\s*(?:{'|'.join(words.onward)})(?!\w)"),
        re.compile(rf"(?:^|\W)(?:{'|'.join(words.range_start)})\s+(?:the\s+)?$"),
        re.compile(rf"\s*(?:{'|'.join(words.range_middle)})\s*(?:the\s+)?"),
        re.compile(rf"\b(?:{'|'.join(words.ends_now)})\b{words.phrase}\bin (?:just |only |about )?$"),
    )


def apply_signal(before: str, after: str, written: str) -> str:
    """Apply the signal before or after a date to its EDTF value."""
    known = load_signals()
    if known.onward.match(after.lower()):
        return edtf.since(written)
    for pattern, shape in known.shapes:
        if pattern.search(before.lower()):
            return shape(written)
    return written


def ends_now(before: str) -> bool:
    """Whether the words before make "in 50 years" the years up to now: "the first flight in 50 years"."""
    return bool(load_signals().ends_now.search(before[-_CLAUSE:].lower()))


def is_range(before: str, middle: str) -> bool:
    """Whether two dates with `middle` between them and `before` in front are the ends of one range."""
    known = load_signals()
    if not known.range_middle.fullmatch(middle.lower()):
        return False
    return middle.strip().lower() in ("-", "–", "—", "/", "through") or bool(known.range_start.search(before))


def joins_dates(middle: str) -> bool:
    """Whether the words between two dates make them a pair or a range ("and", "or", "to", "-")."""
    return middle.strip().lower() == "or" or bool(load_signals().range_middle.fullmatch(middle.lower()))
