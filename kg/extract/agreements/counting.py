"""Numbers in a text with whom they count: "more than 60 signatory nations", "the 40th country"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.agreements.stages import doers
from kg.extract.numbers import is_ordinal, read_number
from kg.model import CountBound, Passage
from kg.rules.agreements import AGREEMENTS
from kg.rules.numbers import NUMBERS

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")
# A bare number that spaCy takes for one of these counts nobody.
_OTHERWISE = {"DATE", "MONEY", "PERCENT", "QUANTITY", "TIME"}
_JOINING = ("-", "and")
# So many words are the longest bound, "no fewer than".
_LONGEST_BOUND = 3


@dataclass(frozen=True)
class Number:
    """A number: the tokens from `first` up to `end`, with its bound from `start` on.

    `noun` is whom it counts, at or behind `end`; None for a bare number. `between` are the words in between.
    """

    value: int
    start: int
    first: int
    end: int
    bound: CountBound
    is_ordinal: bool
    noun: Token | None
    between: frozenset[str]

    @property
    def is_doer(self) -> bool:
        """Whether it counts signatories, "signatory nations" among them, or parties."""
        words = {*self.between, *([to_singular(self.noun)] if self.noun is not None else ())}
        return not words.isdisjoint(doers().keys() | AGREEMENTS.counting.bound)

    def to_passage(self, doc: Doc) -> Passage:
        """The words of the number and of whom it counts."""
        last = self.noun if self.noun is not None else doc[self.end - 1]
        return Passage(doc[self.start].idx, last.idx + len(last))


def find_numbers(doc: Doc) -> Iterator[Number]:
    """Find the numbers of a text that may count somebody, in order."""
    place = 0
    while place < len(doc):
        end = _find_end(doc, place)
        if end > place:
            number = _to_number(doc, place, end)
            if number.noun is not None or doc[place].ent_type_ not in _OTHERWISE:
                yield number
        place = max(end, place + 1)


def _find_end(doc: Doc, first: int) -> int:
    """The token behind the number that begins at `first`; `first` itself where none does."""
    if not _is_numeric(doc[first]):
        return first
    end = first + 1
    while not is_ordinal(doc[end - 1].text) and end < len(doc):
        behind = end + 1 if doc[end].lower_ in _JOINING else end
        if behind >= len(doc) or not _is_word(doc[behind]) or not _is_word(doc[first]):
            break
        end = behind + 1
    return end


def _is_numeric(token: Token) -> bool:
    return _is_word(token) or is_ordinal(token.text) or _DIGITS.fullmatch(token.text) is not None


def _is_word(token: Token) -> bool:
    return token.lower_ in NUMBERS.cardinal or token.lower_ in NUMBERS.ordinal


def _to_number(doc: Doc, first: int, end: int) -> Number:
    words = AGREEMENTS.counting
    place = end
    while place < len(doc) and doc[place].lower_ in words.between | words.others:
        place += 1
    # "The 56th signatory of": the last such word may be the noun itself.
    noun = next((doc[i] for i in (place, place - 1) if end <= i < len(doc) and _is_counted(doc[i])), None)
    start, bound = _find_bound(doc, first)
    return Number(
        value=int(read_number(token.text for token in doc[first:end])),
        start=start,
        first=first,
        end=end,
        bound=bound,
        is_ordinal=is_ordinal(doc[end - 1].text),
        noun=noun,
        between=frozenset(token.lower_ for token in doc[end : noun.i]) if noun is not None else frozenset(),
    )


def _is_counted(token: Token) -> bool:
    return to_singular(token) in AGREEMENTS.counting.counted


def to_singular(noun: Token) -> str:
    """The singular of a noun, also of one that a headline has in capitals: there its lemma is the word."""
    lemma = noun.lemma_.lower()
    if lemma != noun.lower_ or not lemma.endswith("s"):
        return lemma
    return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]


def _find_bound(doc: Doc, first: int) -> tuple[int, CountBound]:
    """Where the words begin that make a number a bound, "more than", and what it is with them."""
    for length in range(min(_LONGEST_BOUND, first), 0, -1):
        words = doc[first - length : first].text.lower()
        for bound, phrases in AGREEMENTS.bounds.items():
            if words in phrases:
                return first - length, bound
    return first, "exactly"
