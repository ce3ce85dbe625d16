"""Make facts of offices: holder, organization or nation, time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts.index import Key, PassageIndex, join_told_again
from kg.model import DateExpression, Entity, Passage, Role

# "Ministry of Law and Order": the words after "of", up to a country.
_MINISTRY = re.compile(r"(?:Ministry|Department) (?:of|for) (?:the )?(.+?)(?:,.*| of [A-Z].*)?$")
_SMALL = {"and", "for", "in", "of", "the"}


@dataclass(frozen=True, slots=True)
class Post:
    """A present office, with its place and the words for it; both are None where the place is unknown."""

    title: str
    place: Entity | None
    passage: Passage | None

    def leads(self, body: str) -> bool:
        """Tell whether its title is that of the minister whose ministry `body` names."""
        if (ministry := _MINISTRY.search(body)) is None:
            return False
        title, matter = (
            set(re.findall(r"\w+", words.lower())) - _SMALL for words in (self.title, ministry[1])
        )
        return not title.isdisjoint({"minister", "secretary"}) and matter <= title


# By the IRI of a person, his or her present offices.
Posts = Mapping[str, Sequence[Post]]


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office of a person, read from the words of `role` and, where it is told more than once, of `again`;
    `held_at` is None where unknown.
    """

    iri: str
    role: Role
    holder: Entity
    held_at: Entity | None
    during: DateExpression | None
    since: DateExpression | None
    again: tuple[Role, ...] = ()

    @property
    def readings(self) -> tuple[Role, ...]:
        """All that tell of it."""
        return (self.role, *self.again)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words that it rests on."""
        told = ((one.person, one.passage, one.held_at, one.during, one.since) for one in self.readings)
        return tuple(dict.fromkeys(passage for passages in told for passage in passages if passage))


def to_offices(index: PassageIndex) -> tuple[OfficeHeld, ...]:
    """Make the offices whose holders are known, each once however often it is told, without those that people
    rejected in any of the tellings.
    """
    # By its words each comes behind the same others, in whatever order they were read.
    roles = sorted(index.extraction.roles, key=lambda one: (one.passage, repr(one)))
    told = (_to_office(index, role, holder) for role in roles if (holder := index.entity(role.person)))
    offices = join_told_again(told, _is_one, _join, _find_keys)
    rejected = set(index.extraction.rejected)
    return tuple(one for one in offices if rejected.isdisjoint(_iri(index, role) for role in one.readings))


def _iri(index: PassageIndex, role: Role) -> str:
    return index.iri("role", [role.person, role.passage])


def _to_office(index: PassageIndex, role: Role, holder: Entity) -> OfficeHeld:
    return OfficeHeld(
        _iri(index, role),
        role,
        holder,
        _find_place(index, role),
        index.date(role.during),
        index.date(role.since),
    )


def _find_place(index: PassageIndex, role: Role) -> Entity | None:
    """Find where an office is held; nobody holds one at a person."""
    place = index.entity(role.held_at)
    return place if place is None or place.type != "Person" else None


def _is_one(first: OfficeHeld, second: OfficeHeld) -> bool:
    """Whether two readings are of one office: the same title of one person, and neither a place nor a time
    that differs.
    """
    if first.holder != second.holder or first.role.former != second.role.former:
        return False
    if first.role.title.casefold() != second.role.title.casefold():
        return False
    sides = (
        (one.held_at, one.during and one.during.edtf, one.since and one.since.edtf) for one in (first, second)
    )
    return all(one is None or other is None or one == other for one, other in zip(*sides, strict=True))


def _find_keys(office: OfficeHeld) -> list[Key]:
    """What two readings of one office share, and the place, which one of them may lack."""
    role = office.role
    place = office.held_at.iri if office.held_at else None
    return [((office.holder.iri, role.former, role.title.casefold()), place)]


def _join(first: OfficeHeld, second: OfficeHeld) -> OfficeHeld:
    """Make one office of two readings; that which tells the place is read first."""
    if first.held_at is None and second.held_at is not None:
        first, second = second, first
    return replace(
        first,
        during=first.during or second.during,
        since=first.since or second.since,
        again=(*first.again, *second.readings),
    )


def find_posts(offices: Iterable[OfficeHeld]) -> Posts:
    """Map each person to his or her present offices."""
    posts: dict[str, list[Post]] = {}
    for office in offices:
        if not office.role.former:
            post = Post(office.role.title, office.held_at, office.role.held_at if office.held_at else None)
            posts.setdefault(office.holder.iri, []).append(post)
    return posts
