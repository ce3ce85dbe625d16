"""Which organization of an article a shorter name means: "Orbita" for "Orbita Launch Systems Inc."

Names are shortened in a few ways. How often each means the longer name was counted on the names of
organizations in the training part of the signings corpus, where annotators tell who is who; the share stands
beside each. Ways below two thirds are left out, such as "Air Force" for "Air Force Research Laboratory" (8 of
27), "NASA" for "NASA Ames Research Center" (0 of 14), "Seattle" for "Port of Seattle" (6 of 9), or a name
that could be short for two (15 of 39).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Entity
from kg.resolve.gazetteer import without_suffixes
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.spelling import fold

# The organization, by which way, and how sure that is.
Whole = tuple[Entity, str, float]
# The ways, and how often the longer name is meant.
SAME_WORDS = ("names.same-words", 0.97)  # "ORBITA", "Orbita Inc.": 119 of 119
LAST_WORDS = ("names.last-words", 0.95)  # "Council" of "Harbor Council": 60 of 63
OWN_BODY = ("names.own-body", 0.9)  # "Harbor University" of "Harbor University of Norland": 7 of 7
FIRST_WORDS = ("names.first-words", 0.85)  # "Orbita" of "Orbita Launch Systems": 173 of 204
REORDERED = ("names.reordered", 0.85)  # "Health Ministry" of "Ministry of Health": 14 of 16
# A name of more words is a list; words in common say nothing then.
_LONGEST = 12
_JOINING = {"of", "for", "in"}
# A first word of at most so many letters, all capitals, is an acronym: the body that a part belongs to.
_LONGEST_ACRONYM = 5


def how_shortened(short: str, whole: str) -> tuple[str, float] | None:
    """Tell by which rule `short` means the organization `whole`, and how sure that is; None if it does not.

    An acronym of initials is found elsewhere, for it has no word of the name.
    """
    mine, theirs = to_words(short), to_words(whole)
    if not mine or len(theirs) > _LONGEST:
        return None
    count = len(mine)
    if mine == theirs or mine == to_words(_without_suffixes(whole)):
        return SAME_WORDS
    if count >= len(theirs):
        return None
    if theirs[-count:] == mine:
        return None if theirs[-count - 1] in _JOINING else LAST_WORDS
    if theirs[:count] == mine:
        return _shortened_to_its_front(short, mine, theirs)
    begins = all(any(word.startswith(part) for word in theirs) for part in mine)
    return REORDERED if count > 1 and begins else None


def _shortened_to_its_front(
    short: str, mine: Sequence[str], theirs: Sequence[str]
) -> tuple[str, float] | None:
    """Tell how a name is shortened that begins with `mine`: of many parts of a body each has a name so."""
    bodies = ACTOR_NOUNS.name_words.bodies
    if theirs[len(mine)] in _JOINING:
        return None if bodies.isdisjoint(mine) else OWN_BODY
    is_acronym = short.isupper() and len(short) <= _LONGEST_ACRONYM
    is_part = len(mine) > 1 and not bodies.isdisjoint(theirs[len(mine) :])
    return None if is_acronym or is_part else FIRST_WORDS


def to_words(name: str) -> list[str]:
    """Split a name into its words in one spelling, without "the"."""
    return [word for word in fold(name).replace(".", "").replace(",", " ").split() if word != "the"]


def _without_suffixes(name: str) -> str:
    return " ".join(without_suffixes(name.split()))


def find_whole(short: str, candidates: Sequence[Entity]) -> Whole | None:
    """Find the one organization that a name is short for, in the surest way; None where it could be two."""
    ways: dict[tuple[str, float], list[Entity]] = {}
    for entity in candidates:
        way = how_shortened(short, entity.name)
        if way is not None:
            ways.setdefault(way, []).append(entity)
    if not ways:
        return None
    surest = max(ways, key=lambda way: way[1])
    found = _root_of(ways[surest])
    return (found, *surest) if found else None


def _root_of(found: Sequence[Entity]) -> Entity | None:
    """The one whose name all others go on from, as bodies do that belong to it, or None."""
    root, *others = sorted(found, key=lambda entity: len(to_words(entity.name)))
    mine = to_words(root.name)
    return root if all(to_words(other.name)[: len(mine)] == mine for other in others) else None
