"""Make facts of offices: holder, organization or nation, time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.facts.index import PassageIndex
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
    """An office of a person, read from the words of `role`; `held_at` is None where unknown."""

    iri: str
    role: Role
    holder: Entity
    held_at: Entity | None
    during: DateExpression | None
    since: DateExpression | None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words that it rests on."""
        role = self.role
        told = (role.person, role.passage, role.held_at, role.during, role.since)
        return tuple(passage for passage in told if passage)


def to_offices(index: PassageIndex) -> tuple[OfficeHeld, ...]:
    """Make the offices whose holders are known."""
    return tuple(
        OfficeHeld(
            index.iri("role", [role.person, role.passage]),
            role,
            holder,
            index.entity(role.held_at),
            index.date(role.during),
            index.date(role.since),
        )
        for role in index.extraction.roles
        if (holder := index.entity(role.person))
    )


def find_posts(offices: Iterable[OfficeHeld]) -> Posts:
    """Map each person to his or her present offices."""
    posts: dict[str, list[Post]] = {}
    for office in offices:
        if not office.role.former:
            post = Post(office.role.title, office.held_at, office.role.held_at if office.held_at else None)
            posts.setdefault(office.holder.iri, []).append(post)
    return posts
