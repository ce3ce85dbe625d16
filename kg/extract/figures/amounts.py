"""Read amounts: "$4.1 billion", "about two tons", "between 200 and 250 kilograms", as bounds in one unit.

A number means what rounds to it: two tons is anything from 1.5 to 2.5. Small counts of people or things are
exact. "About" leaves room on both sides, "at least" and "up to" are open at one end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from kg.extract.numbers import read_number
from kg.model import Passage
from kg.rules.figures import FIGURES
from kg.rules.numbers import NUMBERS

_WORDS = FIGURES.words
# What "about" leaves on either side, as a share of the amount.
_ROOM = 0.2
# What people count one by one is exact up to here.
_COUNTED = {"people", "satellites"}
_EXACT = 20
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda one: (-len(one), one))
    )


_UNITS = {word: (unit, sizes) for unit, words in FIGURES.units.items() for word, sizes in words.items()}
_SMALL = [word for word, value in NUMBERS.cardinal.items() if 0 < value < 100 and word != "dozen"]
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_any_of(_SMALL)}))"
_SCALE = rf"(?:[\s-]?(?P<{{}}>{_any_of(_SCALES)}))?"
_SIGNS = _any_of(word for word in _UNITS if not word[-1].isalpha())
_NOUNS = _any_of(word for word in _UNITS if word[-1].isalpha())
_AMOUNT = re.compile(
    rf"(?<![\w.,$€£¥])(?P<before>{_SIGNS})?\s?(?P<first>{_NUMBER}){_SCALE.format('scale')}"
    rf"(?:\s?(?:to|and|-|–)\s?(?:{_SIGNS})?\s?(?P<last>{_NUMBER}){_SCALE.format('last_scale')})?"
    rf"(?:[\s](?P<after>{_NOUNS}))?(?![\w])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<how>(?P<about>{_any_of(_WORDS.about)})|(?P<least>{_any_of(_WORDS.at_least)})"
    rf"|(?P<most>{_any_of(_WORDS.at_most)})|between|from)\s+(?:a\s+|an\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s+(?:(?P<least>{_any_of(_WORDS.or_more)})|(?P<about>{_any_of(_WORDS.or_so)}))(?!\w)", re.IGNORECASE
)
_OF_A_PART = re.compile(rf"\s*/|\s+(?:{_any_of(_WORDS.parts)})(?!\w)", re.IGNORECASE)
_LONGEST_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: its words, with those that make it one of about; its number alone; and its bounds."""

    passage: Passage
    number: Passage
    unit: str
    least: float | None
    most: float | None


def find_amounts(text: str, part: Passage) -> Iterator[Amount]:
    """Find the amounts in a part of a text that are of a whole thing, in text order."""
    for match in _AMOUNT.finditer(text, part.start, part.end):
        sign = match["before"] or match["after"]
        unit, sizes = _find_unit(sign) if sign else ("", ())
        if not unit or _OF_A_PART.match(text, match.end(), part.end):
            continue
        least, most = _read_bounds(match, unit)
        before = _BEFORE.search(text[max(part.start, match.start() - _LONGEST_BEFORE) : match.start()])
        behind = _BEHIND.match(text, match.end(), part.end)
        how = {name for one in (before, behind) if one for name, value in one.groupdict().items() if value}
        least, most = _widen(least * min(sizes), most * max(sizes), how)
        start = match.start() - (len(before[0]) if before else 0)
        end = behind.end() if behind else match.end()
        yield Amount(
            Passage(start, end),
            Passage(match.start(), match.end()),
            unit,
            None if least <= 0 else round(least, 4),
            None if most == inf else round(most, 4),
        )


def _find_unit(word: str) -> tuple[str, tuple[float, ...]]:
    written = " ".join(word.split())
    return _UNITS.get(written) or _UNITS.get(written.lower()) or ("", ())


def _read_bounds(match: re.Match[str], unit: str) -> tuple[float, float]:
    """Read what the number, or the two of a range, can mean."""
    scale = _SCALES.get((match["scale"] or match["last_scale"] or "").lower(), 1.0)
    first = _read_rounded(match["first"], scale, unit)
    if match["last"] is None:
        return first
    last = _read_rounded(match["last"], _SCALES.get((match["last_scale"] or "").lower(), scale), unit)
    return min(first[0], last[0]), max(first[1], last[1])


def _read_rounded(written: str, scale: float, unit: str) -> tuple[float, float]:
    """Read a number as all that rounds to it."""
    value = read_number(re.split(r"[\s-]", written)) * scale
    if unit in _COUNTED and value <= _EXACT:
        return value, value
    digits = written.replace(",", "")
    if "." in digits:
        step = 10.0 ** -len(digits.partition(".")[2])
    else:
        whole = str(int(value / scale))
        step = 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return value - step * scale / 2, value + step * scale / 2


def _widen(least: float, most: float, how: set[str]) -> tuple[float, float]:
    """Widen the bounds by the words around the amount."""
    if "about" in how:
        least, most = least * (1 - _ROOM), most * (1 + _ROOM)
    if "least" in how:
        most = inf
    if "most" in how:
        least = 0
    return least, most
