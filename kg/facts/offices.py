"""Make facts of offices: holder, organization or nation, time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.facts.index import PassageIndex
from kg.model import DateExpression, Entity, Passage, Role

# By the IRI of a person, where he or she holds an office now, with the words for that place.
Posts = Mapping[str, Sequence[tuple[Entity, Passage]]]


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
    """Map each person to the organizations or nations of his or her present offices."""
    posts: dict[str, list[tuple[Entity, Passage]]] = {}
    for office in offices:
        if office.held_at and office.role.held_at and not office.role.former:
            posts.setdefault(office.holder.iri, []).append((office.held_at, office.role.held_at))
    return posts
