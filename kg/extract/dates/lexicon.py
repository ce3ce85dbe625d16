"""Tokenize a text and give each word the classes that `kg/rules/dates.toml` lists it under.

Every set of classes that a word can have is one character, so the whole text becomes a string in which the
patterns search at the speed of `re`: see `patterns.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.rules.dates import Dates
from kg.rules.numbers import Numbers

# The first character that stands for a set of classes: Unicode's private use area, free for this.
_FIRST_CODE = 0xE000
NO_CLASS = chr(_FIRST_CODE)
# A run of words with a class, and the word that ends it.
_STRETCH = re.compile(f"[^{NO_CLASS}]++{NO_CLASS}?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark of the text at [start, end)."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, without the dot of an abbreviation."""
        return self.text.lower().rstrip(".") or self.text


class Lexicon:
    """The words of the rules by class, and the meaning of each there ("march" is month 3)."""

    def __init__(self, rules: Dates, numbers: Numbers, literals: Iterable[str]) -> None:
        self.meanings = {**rules.words, "cardinal": numbers.cardinal, "ordinal": numbers.ordinal}
        self._capitalized = rules.capitalized
        self._shapes = [(name, re.compile(shape)) for name, shape in rules.shapes.items()]
        self._split = re.compile(rules.split, re.VERBOSE)
        self._literals = frozenset(literals)
        self._lone = frozenset(f"={word}" for word in rules.lone)
        self._codes: dict[frozenset[str], str] = {frozenset(): NO_CLASS}
        self._seen: dict[str, str] = {}
        self._enumerate_classes(rules.samples)

    @cached_property
    def _core(self) -> re.Pattern[str]:
        """A word that can make a time expression."""
        codes = sorted(code for names, code in self._codes.items() if self._is_core(names))
        return re.compile(f"[{''.join(codes)}]")

    def _is_core(self, names: frozenset[str]) -> bool:
        """Whether a word with these classes can make an expression of time; "the" and "of" cannot."""
        return any(not name.startswith("=") for name in names) or bool(names & self._lone)

    def _enumerate_classes(self, samples: Iterable[str]) -> None:
        """Encode every set of classes once, so that the patterns can name the characters of a class."""
        words = {word for table in self.meanings.values() for word in table} | self._literals
        forms = (form for word in sorted(words) for form in (word, word.title(), word.upper(), f"{word}."))
        numbers = (form for number in range(2200) for form in (str(number), f"{number:02}"))
        for form in (*forms, *numbers, *samples):
            self.encode(form)

    @cached_property
    def classes(self) -> dict[str, str]:
        """The characters that stand for a word of each class."""
        found: dict[str, str] = {}
        for names, code in self._codes.items():
            for name in names:
                found[name] = found.get(name, "") + code
        return found

    def _classify(self, text: str) -> frozenset[str]:
        text = text.replace("’", "'")
        if text[0].isdigit() or (text[0] in "'+−-" and text[1:2].isdigit()):
            return frozenset(name for name, shape in self._shapes if shape.fullmatch(text)) | self._literal(
                text
            )
        word = text.lower().rstrip(".") or text
        capital = text[0].isupper()
        names = (name for name, table in self.meanings.items() if word in table)
        return frozenset(n for n in names if capital or n not in self._capitalized) | self._literal(text)

    def _literal(self, text: str) -> frozenset[str]:
        word = text.lower()
        word = word if word in self._literals else word.rstrip(".")
        return frozenset([f"={word}"]) if word in self._literals else frozenset()

    def encode(self, text: str) -> str:
        """Encode the classes of a word as one character; a set of classes never met at the start has none."""
        known = self._seen.get(text)
        if known is None:
            names = self._classify(text)
            known = self._codes.setdefault(names, chr(_FIRST_CODE + len(self._codes)))
            self._seen[text] = known
        return known

    def meaning(self, name: str, word: Word) -> int | str:
        """Look up the meaning of a word as a word of class `name` (KeyError where it is none)."""
        return self.meanings[name][word.lower]

    def tokenize(self, text: str) -> tuple[list[re.Match[str]], str]:
        """Split the text into words; return those near a word of a class, and one character for each.

        Runs that hold no word of a class are left out; one word without a class parts what remains.
        """
        seen = self._seen
        words = list(self._split.finditer(text))
        codes = "".join([seen.get(word[0]) or self.encode(word[0]) for word in words])
        kept: list[re.Match[str]] = []
        parts = []
        for stretch in _STRETCH.finditer(codes):
            if self._core.search(codes, *stretch.span()):
                kept += words[stretch.start() : stretch.end()]
                parts.append(stretch[0])
        return kept, "".join(parts)
