"""Match the names of actors: an annotator's forms with a reader's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

# What stands before a name without being part of it.
_BEFORE = re.compile(r"^(?:the|dr|mr|mrs|ms|prof|professor|president|administrator|sir|amb)\.?\s+")
_BRACKETS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$")


def to_forms(names: Iterable[str]) -> frozenset[str]:
    """Normalize names for comparison: lower-case words, without article and title, brackets apart."""
    return frozenset(form for name in names for form in _split(name) if form)


@cache
def _split(name: str) -> frozenset[str]:
    bracketed = _BRACKETS.match(name.strip())
    parts = [name, *bracketed.groups()] if bracketed else [name]
    return frozenset(to_name(part) for part in parts)


def to_words(words: str) -> str:
    """Normalize to lower-case words without punctuation: "the U.S. Air Force" -> "the us air force"."""
    return " ".join(re.sub(r"[^\w\s&-]", "", words.lower().replace("’", "'").removesuffix("'s")).split())


def to_name(name: str) -> str:
    """Normalize a name, without article and title: "the U.S. Air Force" -> "us air force"."""
    plain = to_words(name)
    while (shorter := _BEFORE.sub("", plain)) != plain:
        plain = shorter
    return plain


def pair_names(gold: Iterable[frozenset[str]], read: Iterable[frozenset[str]]) -> dict[int, int]:
    """Pair `gold` with `read`, by index, one to one: those that share most forms first."""
    found = list(read)
    candidates = sorted(
        (-len(wanted & forms), g, r)
        for g, wanted in enumerate(gold)
        for r, forms in enumerate(found)
        if wanted & forms
    )
    pairs: dict[int, int] = {}
    for _, g, r in candidates:
        if g not in pairs and r not in pairs.values():
            pairs[g] = r
    return pairs
