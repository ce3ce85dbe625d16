"""One name for one person: "Neil A. Armstrong" and "Neil Armstrong", "Mike Barratt" and "Michael Barratt"."""

from __future__ import annotations

import re
from functools import cache

from kg.rules import load_rules

# “Buzz” in "Edwin E. “Buzz” Aldrin"; a cut name may lack the closing mark.
_NICKNAME = re.compile(r"[“\"‘(][^”\"’)]*[”\"’)]?\s")
# Who has one of these is mostly called without; a third is another man than the second, and is told apart.
_SUFFIXES = {"jr", "ii"}
_INITIAL = re.compile(r"[A-Z]\.?")


@cache
def to_canonical(name: str) -> str:
    """The name by which a person is known across articles: the formal given name, without a middle initial.

    Two initials stay, since they tell presidents Bush apart, and so does every middle name.
    """
    words = [word for word in _NICKNAME.sub("", name).split() if word.rstrip(".,").lower() not in _SUFFIXES]
    words = [word.rstrip(",") for word in words] or name.split()
    if len(words) == 3 and _INITIAL.fullmatch(words[1]):
        del words[1]
    if len(words) > 1:
        words[0] = load_rules("given_names")["formal"].get(words[0], words[0])
    return " ".join(words)
