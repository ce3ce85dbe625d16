"""Normalize spellings of a name: nicknames, initials, accents, transliterations, acronyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract_iter

from kg.rules.given_names import GIVEN_NAMES
from kg.rules.transliteration import TRANSLITERATION

# “Buzz” in "Edwin E. “Buzz” Aldrin"; a cut name may lack the closing mark.
_NICKNAME = re.compile(r"[“\"‘(][^”\"’)]*[”\"’)]?\s")
# Who has one of these is mostly called without; a third is another man than the second, and is told apart.
_SUFFIXES = {"jr", "ii"}
_INITIAL = re.compile(r"[A-Z]\.?")
_DOUBLED = re.compile(r"(.)\1+")
_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "de", "du", "d"}


@cache
def to_canonical(name: str) -> str:
    """Normalize a person's name across articles: the formal given name, without a middle initial.

    Two initials stay, since they tell presidents Bush apart, and so does every middle name.
    """
    words = [word for word in _NICKNAME.sub("", name).split() if word.rstrip(".,").lower() not in _SUFFIXES]
    words = [word.rstrip(",") for word in words] or name.split()
    if len(words) == 3 and _INITIAL.fullmatch(words[1]):
        del words[1]
    if len(words) > 1:
        words[0] = GIVEN_NAMES.formal.get(words[0], words[0])
    return " ".join(words)


def fold(name: str) -> str:
    """Fold a name: lower case, no accents, straight apostrophes."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@cache
def to_sound(name: str) -> str:
    """Compute a phonetic key, the same for all spellings of a name; its words stay apart."""
    sound = fold(name)
    for spelling, letter in TRANSLITERATION.sounds:
        sound = sound.replace(spelling, letter)
    return _DOUBLED.sub(r"\1", sound)


def likeness(one: str, other: str) -> float:
    """Compute the similarity of two names, from 0 to 1: rapidfuzz's normalized indel similarity."""
    return ratio(fold(one), fold(other)) / 100


def find_alike(name: str, folded: Iterable[str], least: float) -> list[str]:
    """Find those of names in one spelling (`fold`) that are at least so like a name."""
    alike = extract_iter(fold(name), folded, scorer=ratio, score_cutoff=100 * least)
    return [other for other, _, _ in alike]


def to_acronym(name: str) -> str:
    """Form the acronym of a name: "European Space Agency" -> "ESA"; "" for a single word."""
    words = [word for word in name.replace("-", " ").split() if word.lower() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""
