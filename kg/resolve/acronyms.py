"""Acronyms that an article defines: "the Ethiopian Science Academy (ESA)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kg.model import Article, Entity, Mention, Passage
from kg.resolve.gazetteer import Gazetteer
from kg.spelling import fold, likeness

# "National Aeronautical and Space Agency" is 0.77 like the true name of NASA; other bodies reach 0.57.
MISNAMED = 0.7

# What stands between a name and the acronym that it defines.
_DEFINING = re.compile(r"\s*(?:\(|, or |, also known as )(?:the )?[\"“‘']?")


def find_defined(article: Article, names: Iterable[Mention], gazetteer: Gazetteer) -> dict[str, Passage]:
    """By each acronym the passage of the name that it is short for, as the article says.

    Its letters must stand in the name in their order, for "(NASA)" may also say whose a body is. One that the
    gazetteer has for nearly that name is whom the gazetteer means: journalists get long names wrong.
    """
    defined: dict[str, Passage] = {}
    for whole, short in pairwise(sorted(names, key=lambda mention: mention.passage)):
        between = article.text[whole.passage.end : short.passage.start]
        if (
            _DEFINING.fullmatch(between)
            and whole.type != "Person"
            and _is_acronym(short.name)
            and stands_for(short.name, whole.name)
            and not _is_misnamed(whole.name, gazetteer.find(short.name))
        ):
            defined.setdefault(short.name, whole.passage)
    return defined


def _is_acronym(name: str) -> bool:
    return 2 <= len(name) <= 8 and " " not in name and sum(letter.isupper() for letter in name) >= 2


def stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym stand in a name of several words, the first at its beginning."""
    words = fold(name).split()
    letters = iter("".join(words))
    return len(words) > 1 and fold(acronym)[0] == words[0][0] and all(c in letters for c in fold(acronym))


def _is_misnamed(name: str, known: Entity | None) -> bool:
    names = (known.name, *known.aliases) if known else ()
    return any(likeness(name, other) >= MISNAMED for other in names)
