"""Datelines: place, day and agency before the first word of a report, "VIENNA, 12 March (Wire) --"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Passage
from kg.rules.dates import DATES

_MONTH = rf"(?i:{'|'.join(sorted(DATES.words['month'], key=len, reverse=True))})\b\.?"
_WEEKDAY = rf"(?i:{'|'.join(DATES.words['weekday'])})"
_DATE = rf"{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?"
_DAY = rf"(?:{_WEEKDAY},? )?(?:{_DATE})|{_WEEKDAY}"
_WORD = rf"(?!(?:{_MONTH} \d|{_WEEKDAY}\b))[A-Z][\w.’'-]*"
_JOINING = "(?: |, ?|/| and | de | del | la )"
_PLACE = rf"{_WORD}(?:{_JOINING}{_WORD}){{0,5}}"
_AGENCY = r"\([^()\n]{2,40}\)|/[A-Z][\w ]{1,30}/"
# What stands behind the dash, or behind the colon or full stop after a day.
_DATELINE = re.compile(
    rf"^[ \t*_]{{0,4}}(?P<place>\(?{_PLACE}\)?)(?:[.,]? (?P<day>{_DAY}))?(?: ?(?P<agency>{_AGENCY}))?"
    rf"(?P<mark>\s?(?:--+|—|–|-(?=\s)|:|\.))[ \t]*(?=[\w“\"‘'])",
    re.MULTILINE,
)
# "(R-Ohio)" behind a name tells a party and a state.
_MEMBER = re.compile(r"\([A-Z]{1,3}-")
# Without a day or an agency a dateline is a place in capitals before a sentence, and stands above the report:
# among its first so many code points.
_ABOVE = 500
_SENTENCE = re.compile(r".{20,}[.!?]\W*$", re.MULTILINE)


def find_datelines(text: str) -> Iterator[Passage]:
    """Find the datelines of a text, each at the start of a paragraph, with the mark that ends it."""
    for match in _find_matches(text):
        yield Passage(*match.span())


def find_agencies(text: str) -> Iterator[Passage]:
    """Find the agencies that datelines tell, with their brackets; a day in brackets is none."""
    for match in _find_matches(text):
        if match["agency"] and not re.fullmatch(_DAY, match["agency"].strip("()/")):
            yield Passage(*match.span("agency"))


def _find_matches(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _DATELINE.finditer(text) if _is_dateline(match))


def _is_dateline(match: re.Match[str]) -> bool:
    is_dashed = match["mark"].strip() not in (":", ".")
    if match["day"]:
        return is_dashed or any(sign.isdigit() for sign in match["day"])
    if match["agency"]:
        return is_dashed and not _is_beside_name(match["agency"], match["place"])
    first = re.split("[,/]", match["place"].strip("()"))[0]
    is_place = first.isupper() and len(first) > 3 and _SENTENCE.match(match.string, match.end()) is not None
    return is_dashed and is_place and match.start() < _ABOVE


def _is_beside_name(brackets: str, name: str) -> bool:
    """True for "Ana Ruiz (R-Ohio)" and "The United Kingdom (UK)": what is in brackets there is no agency."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper() and word != "The")
    return bool(_MEMBER.match(brackets)) or brackets.strip("()") == initials
