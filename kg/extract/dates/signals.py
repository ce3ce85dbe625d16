"""What the words round a date do to it: "after 2024" is an open interval, "around 2022" approximate.

TIMEX3 leaves such words out of the expression, so the passage keeps the date and the EDTF says the interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import edtf
from kg.rules import load_rules

_SHAPES = {
    "after": edtf.after,
    "since": edtf.since,
    "until": edtf.until,
    "before": edtf.before,
    "around": edtf.approximate,
}


@dataclass(frozen=True, slots=True)
class Signals:
    """The compiled words of `[signals]`: by shape before a date, after it, before a stretch, inside one."""

    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    onward: re.Pattern[str]
    range_start: re.Pattern[str]
    range_middle: re.Pattern[str]


@cache
def load_signals() -> Signals:
    """The signals of the rules, compiled once."""
    rules = load_rules("dates")["signals"]
    words = {name: "|".join(listed) for name, listed in rules.items() if isinstance(listed, list)}
    between = rules["between"]
    return Signals(
        tuple((name, re.compile(rf"(?:^|\W)(?:{words[name]})\s+(?:(?:{between})\s+)*$")) for name in _SHAPES),
        re.compile(rf"\s*(?:{words['onward']})(?!\w)"),
        re.compile(rf"(?:^|\W)(?:{words['range_start']})\s+(?:the\s+)?$"),
        re.compile(rf"\s*(?:{words['range_middle']})\s*(?:the\s+)?"),
    )


def apply_signal(before: str, after: str, written: str) -> str:
    """The EDTF `written` as the words before and after it shape it."""
    known = load_signals()
    if known.onward.match(after.lower()):
        return edtf.since(written)
    for name, pattern in known.shapes:
        if pattern.search(before.lower()):
            return _SHAPES[name](written)
    return written


def is_range(before: str, middle: str) -> bool:
    """Whether two dates with `middle` between them and `before` in front are the ends of one stretch."""
    known = load_signals()
    if not known.range_middle.fullmatch(middle.lower()):
        return False
    return middle.strip() in ("-", "–", "—") or bool(known.range_start.search(before))


def is_joint(middle: str) -> bool:
    """Whether the words between two dates make them a pair or a stretch ("and", "to", "-")."""
    return bool(load_signals().range_middle.fullmatch(middle.lower()))
