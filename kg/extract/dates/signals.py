"""What the words before and after a date do to it: "after 2024" is an open interval, "around 2022" approximate.

TIMEX3 leaves such words out of the expression, so the passage keeps only the date and the EDTF says the interval.
"""

from __future__ import annotations

import re
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


@cache
def _compile() -> tuple[
    tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str], re.Pattern[str], re.Pattern[str]
]:
    rules = load_rules("dates")["signals"]
    shapes = tuple(
        (name, re.compile(rf"(?:^|[\s\W])(?:{'|'.join(rules[name])})\s+(?:{rules['between']})*$"))
        for name in _SHAPES
    )
    return (
        shapes,
        re.compile(rf"\s*(?:{'|'.join(rules['onward'])})\b"),
        re.compile(rf"(?:^|[\s\W])(?:{'|'.join(rules['range_start'])})\s+(?:the\s+)?$"),
        re.compile(rf"\s*(?:{'|'.join(rules['range_middle'])})\s*(?:the\s+)?"),
    )


def apply_signal(before: str, after: str, written: str) -> str:
    """The EDTF `written` as the words round it shape it; both sides in lower case."""
    shapes, onward, _, _ = _compile()
    if onward.match(after):
        return edtf.since(written)
    for name, pattern in shapes:
        if pattern.search(before):
            return _SHAPES[name](written)
    return written


def is_range(before: str, middle: str) -> bool:
    """Whether two dates with `middle` between them and `before` in front are the ends of one stretch."""
    _, _, start, between = _compile()
    if not between.fullmatch(middle.lower()):
        return False
    return middle.strip() in ("-", "–", "—") or bool(start.search(before))
