"""Texts of any length, in words of our own, that have thousands of one thing: dates, offices, agreements,
persons; and texts made to hurt, of which nothing can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "si", "to", "ve", "za", "dor", "lan", "mer", "nik", "pol")
_GIVEN = ("Ana", "Boris", "Carla", "Elena", "Hugo", "Ines", "Jonas", "Mara", "Nils", "Olga", "Pavel", "Rosa")


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=3)).capitalize()


def _person(random: Random) -> str:
    return f"{random.choice(_GIVEN)} {_name(random)}"


def _day(random: Random) -> str:
    return f"{random.randint(1, 28)} March {random.randint(1950, 2030)}"


# A sentence of each kind of text.
SENTENCES: dict[str, Callable[[Random], str]] = {
    "dates": lambda random: f"The mission that began on {_day(random)} ended on {_day(random)}. ",
    "offices": lambda random: f"{_person(random)} is the minister of science of {_name(random)}. ",
    "agreements": lambda random: (
        f"The {_name(random)} Agency signed the {_name(random)} Agreement with the {_name(random)} Council. "
    ),
    "persons": lambda random: f"{_person(random)}, a director, said that {_person(random)} would leave. ",
}
# What a text made to hurt says over and over.
HURTING: dict[str, Callable[[Random], str]] = {
    "brackets": lambda random: "(",
    "quotation marks": lambda random: "“a” ",
    "hyphens": lambda random: "- ",
    "names": lambda random: f"{_person(random)} ",
    "said": lambda random: "said ",
}


def make_text(sentence: Callable[[Random], str], length: int) -> str:
    """Make a text of `length` characters, always the same."""
    random = Random(0)
    parts: list[str] = []
    size = 0
    while size < length:
        parts.append(sentence(random))
        size += len(parts[-1])
    return "".join(parts)[:length]
