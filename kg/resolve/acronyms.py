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

# What stands between a name and the acronym that it defines, and behind one in parentheses.
_DEFINING = re.compile(r"[>”\"]?\s*(?:\(|, or |, also known as )(?:the )?[\"“‘']?")
_OPENING = re.compile(r"[>”\"]?\s*\((?:the )?[\"“‘']?")
_CLOSING = re.compile(r"[\"”’']?\)")


def find_defined(article: Article, names: Iterable[Mention], gazetteer: Gazetteer) -> dict[str, Passage]:
    """By each acronym the passage of the name that it is short for, as the article says.

    An acronym that the gazetteer knows must have its letters in the name in their order, for "(NASA)" may
    also say whose a body is. One that it has for nearly that name is whom the gazetteer means: journalists
    get long names wrong. An unknown one is the name's whatever its letters, for many come from another
    language, "the Italian Space Agency (ASI)" (of 236 acronyms in parentheses behind a name of the signings
    corpus, training part, 235 were short for it), and so is one before a name in parentheses (34 of 35).
    """
    defined: dict[str, Passage] = {}
    for first, second in pairwise(sorted(names, key=lambda mention: mention.passage)):
        between = article.text[first.passage.end : second.passage.start]
        enclosed = _OPENING.fullmatch(between) and _CLOSING.match(article.text, second.passage.end)
        if "Person" in (first.type, second.type) or not (enclosed or _DEFINING.fullmatch(between)):
            continue
        for whole, short in ((first, second), (second, first)) if enclosed else ((first, second),):
            if _is_defined(whole, short, gazetteer, bool(enclosed)):
                defined.setdefault(short.name, whole.passage)
    return defined


def _is_defined(whole: Mention, short: Mention, gazetteer: Gazetteer, enclosed: bool) -> bool:
    """Whether a name beside an acronym says what it is short for."""
    if not _is_acronym(short.name) or " " not in whole.name or whole.type == "State":
        return False
    known = gazetteer.find(short.name)
    fits = stands_for(short.name, whole.name) or (enclosed and known is None)
    return fits and not _is_misnamed(whole.name, known)


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
