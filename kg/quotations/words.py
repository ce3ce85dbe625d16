"""Split a quotation into words, each as it is compared and as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import QuotationKind
from kg.rules.numbers import NUMBERS
from kg.rules.wordings import WORDINGS

_WORD = re.compile(r"\w*\d\w*(?:[.,]\d+)*|\w+(?:['’]\w+)*")
# A mark that is not closed runs to the end: what a claim is made of may end inside a quotation.
_QUOTED = re.compile(r'["“„«]([^"“”„«»]+)(?:["”»]|$)|(?<!\w)‘([^‘’]*(?:’\w[^‘’]*)*)’(?!\w)')
_ENDING = re.compile(r"[.!?…]")
_NUMBERS = {word: str(value) for word, value in NUMBERS.cardinal.items()}
_SUFFIX = re.compile(r"(?:['’]s|ing|ed|es|s)$")
# Words are of one stem where so many letters begin both, whatever stands behind.
_STEM_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, [start, end) in it: `folded` as it is compared, `shown` as it stands.

    A number in letters is compared as one in digits. `opens`, `closes`: a sentence begins or ends with it.
    """

    start: int
    end: int
    shown: str
    folded: str
    opens: bool
    closes: bool

    @property
    def is_number(self) -> bool:
        """Whether it is a number or has one in it."""
        return any(letter.isdigit() for letter in self.folded) or self.folded in NUMBERS.ordinal

    @property
    def is_negation(self) -> bool:
        """Whether it turns what is said round."""
        return self.folded in WORDINGS.negations or self.folded.endswith("n't")

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name, inside a sentence or in capitals."""
        if self.folded in WORDINGS.function_words or self.folded.startswith("i'"):
            return False
        return (self.shown[0].isupper() and not self.opens) or any(map(str.isupper, self.shown[1:]))

    @property
    def stem(self) -> str:
        """What it has in common with the other forms of the word; empty where it bears no meaning."""
        if self.folded in WORDINGS.function_words or self.is_negation:
            return ""
        return self.folded if self.is_number else _SUFFIX.sub("", self.folded)[:_STEM_LETTERS]


def split(text: str, start: int = 0) -> tuple[Word, ...]:
    """Split a text into its words, from `start` on."""
    found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text, start)]
    words: list[Word] = []
    opens = True
    for (begins, ends, shown), after in zip(found, [*found[1:], (len(text), 0, "")], strict=False):
        # What goes on with a small letter or a number, as in "Nov. 19", is the same sentence.
        closes = not after[1] or (after[2][0].isupper() and bool(_ENDING.search(text, ends, after[0])))
        words.append(Word(begins, ends, shown, _fold(shown), opens, closes))
        opens = closes
    return tuple(words)


def find_quoted(text: str, kind: QuotationKind) -> tuple[Word, ...]:
    """Find the words of a claim that stand between quotation marks: all, none, or some where it is mixed.

    Each piece of a mixed one is a sentence of its own.
    """
    if kind == "indirect":
        return ()
    if kind == "direct":
        return split(text)
    pieces = (split(text[: match.end()], match.start()) for match in _QUOTED.finditer(text))
    return tuple(word for piece in pieces for word in piece)


def list_runs(words: Sequence[Word], length: int) -> Iterator[str]:
    """List all runs of so many words, as they are compared."""
    folded = [word.folded for word in words]
    for start in range(len(folded) - length + 1):
        yield " ".join(folded[start : start + length])


def find_stems(words: Sequence[Word]) -> frozenset[str]:
    """Find the stems of the words that bear a meaning."""
    return frozenset(word.stem for word in words) - {""}


def _fold(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    return _NUMBERS.get(folded) or (folded.replace(",", "") if folded[0].isdigit() else folded)
