"""Lists of who acts for whom, "Ana Ruiz of Norland, Ed Falk for Ostravia and ...": where the network marks
some of their names, the others are names too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from kg.model import Mark, Run
from kg.rules.actor_nouns import ACTOR_NOUNS

# What stands between a person and a party, and what parts two such couples.
_FOR, _PARTING = ("of", "for"), (",", ";", "and", "&")
# So many words has a person's name.
_SHORTEST, _LONGEST = 2, 4


def add_listed(doc: Doc, names: Sequence[Mark]) -> list[Mark]:
    """Add to the names of a Doc what stands in their place in a list: a person before "of" or "for" and a
    party, or a party behind them. In text order; what is added has the score of the couple that is whole.
    """
    couples = _find_couples(doc, names)
    taken = {token for mark in names for token in range(*mark.run)}
    whole = {joint.sent: couple for joint, couple in couples.items() if None not in couple}
    added = [
        name
        for joint, couple in couples.items()
        if joint.sent in whole and (name := _find_missing(joint, couple, whole[joint.sent], taken))
    ]
    return sorted([*names, *added], key=lambda mark: mark.run)


def _find_couples(doc: Doc, names: Sequence[Mark]) -> dict[Token, tuple[Mark | None, Mark | None]]:
    """Find the names on both sides of each "of" and "for": a person, and a party."""
    people = {mark.run[1]: mark for mark in names if mark.label == "Person"}
    parties = {mark.run[0]: mark for mark in names if mark.label != "Person"}
    joints = [token for token in doc[:-1] if token.lower_ in _FOR]
    return {joint: (people.get(joint.i), parties.get(_find_behind(joint))) for joint in joints}


def _find_missing(
    joint: Token,
    couple: tuple[Mark | None, Mark | None],
    whole: tuple[Mark | None, Mark | None],
    taken: Collection[int],
) -> Mark | None:
    """Find the name that a couple lacks, as the `whole` one of its sentence has it."""
    person, party = couple
    if (person is None) == (party is None):
        return None
    run = _find_person(joint, taken) if person is None else _find_party(joint, taken)
    model = whole[0 if person is None else 1]
    return Mark(run, model.label, model.score) if run and model else None


def _find_behind(joint: Token) -> int:
    """Where the name behind "of" begins, or behind "of the"."""
    return joint.i + (2 if joint.nbor().lower_ == "the" else 1)


def _find_person(joint: Token, taken: Collection[int]) -> Run | None:
    """Find the capitalized words before "of" that stand alone between marks of a list."""
    run = _grow(joint.doc, joint.i, -1, taken)
    before = joint.doc[run[0] - 1] if run[0] else None
    words = {token.lower_ for token in joint.doc[slice(*run)]}
    is_parted = before is None or before.is_sent_end or before.lower_ in _PARTING
    is_name = _SHORTEST <= run[1] - run[0] <= _LONGEST and words.isdisjoint(
        ACTOR_NOUNS.name_words.organization
    )
    return run if is_parted and is_name else None


def _find_party(joint: Token, taken: Collection[int]) -> Run | None:
    """Find the capitalized words behind "of"."""
    run = _grow(joint.doc, _find_behind(joint), 1, taken)
    return run if run[0] < run[1] else None


def _grow(doc: Doc, place: int, step: int, taken: Collection[int]) -> Run:
    """Give the capitalized words of no other name from a place on, forwards or backwards."""
    end = place
    while (
        0 <= (here := end if step > 0 else end - 1) < len(doc)
        and here not in taken
        and doc[here].text[0].isupper()
    ):
        end += step
    return (place, end) if step > 0 else (end, place)
