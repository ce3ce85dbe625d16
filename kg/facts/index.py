"""Index actors, dates and topics of one article by passage, for its facts."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from kg.model import (
    Article,
    DateExpression,
    Entity,
    Event,
    Extraction,
    Figure,
    Link,
    Passage,
    Resolution,
    counts_as_mention,
)
from kg.vocab import part_iri

Fact = TypeVar("Fact")
# What facts that are one have in common, and what they have in common unless one of them lacks it (None).
Key = tuple[Hashable, Hashable | None]


@dataclass(frozen=True)
class PassageIndex:
    """Index of actors, dates and IRIs by the passages of an article."""

    article: Article
    extraction: Extraction
    resolution: Resolution

    @cached_property
    def _dates(self) -> dict[Passage, DateExpression]:
        return {date.passage: date for date in self.extraction.dates}

    @cached_property
    def _counting(self) -> list[Passage]:
        """The mentions by which words mention an actor."""
        linked = ((mention, self.resolution.link_of(mention.passage)) for mention in self.extraction.mentions)
        return sorted(
            mention.passage for mention, link in linked if link and counts_as_mention(mention, link)
        )

    @cached_property
    def _events(self) -> list[Event]:
        return sorted(self.extraction.events, key=attrgetter("trigger"))

    @cached_property
    def _figures(self) -> list[Figure]:
        return sorted(self.extraction.figures, key=attrgetter("amount"))

    def used_links(self) -> tuple[Link, ...]:
        """Return the links of the mentions that count, and of those with a place in a reading."""
        used = self.extraction.placed.union(self._counting)
        return tuple(link for link in self.resolution.links if link.passage in used)

    def iri(self, part: str, passages: Iterable[Passage]) -> str:
        """Mint the IRI of a `part` of the article (statement, claim, role ...) at these passages."""
        return part_iri(self.article.content_hash, part, passages)

    def date(self, passage: Passage | None) -> DateExpression | None:
        """Look up the date expression at `passage`; None for None."""
        return self._dates[passage] if passage else None

    def entity(self, passage: Passage | None) -> Entity | None:
        """Look up the actor at `passage`; None for None, and where it is unresolved."""
        return self.resolution.entity_of(passage) if passage else None

    def entities(self, passages: Iterable[Passage]) -> tuple[Entity, ...]:
        """Look up the actors that the passages denote, each once."""
        return once(map(self.entity, passages))

    def entities_inside(self, parts: Iterable[Passage]) -> tuple[Entity, ...]:
        """Look up the actors that are mentioned in one of the parts, each once."""
        found = []
        for part in parts:
            first, last = (bisect_left(self._counting, Passage(at, 0)) for at in (part.start, part.end))
            found += [mention for mention in self._counting[first:last] if part.holds(mention)]
        return self.entities(found)

    def events_inside(self, parts: Iterable[Passage]) -> tuple[Event, ...]:
        """Look up the events that are told in one of the parts."""
        return _inside(self._events, attrgetter("trigger"), parts)

    def figures_inside(self, parts: Iterable[Passage]) -> tuple[Figure, ...]:
        """Look up the figures that are given in one of the parts."""
        return _inside(self._figures, attrgetter("amount"), parts)


def once(entities: Iterable[Entity | None]) -> tuple[Entity, ...]:
    """Return each entity once, in order; None is left out."""
    return tuple({entity.iri: entity for entity in entities if entity}.values())


def list_names(entities: Iterable[Entity]) -> list[str]:
    """List the names of the entities in order, each once."""
    return list(dict.fromkeys(entity.name for entity in entities))


def join_told_again(
    facts: Iterable[Fact],
    is_one: Callable[[Fact, Fact], bool],
    join: Callable[[Fact, Fact], Fact],
    find_keys: Callable[[Fact], Iterable[Key]],
) -> tuple[Fact, ...]:
    """Return the facts in order, each joined to the first before it that is the same one told already.

    Two that are one share a key, be it that one of them lacks its second half.
    """
    found: list[Fact] = []
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for fact in facts:
        sought = (key for keys in map(_to_sought, find_keys(fact)) for key in keys)
        near = heapq.merge(*(places[key] for key in sought))
        place = next((number for number in near if is_one(found[number], fact)), None)
        if place is None:
            place = len(found)
            found.append(fact)
        else:
            found[place] = join(found[place], fact)
        for first, second in find_keys(found[place]):
            for key in ((first, second), (first,)):
                _insert(places[key], place)
    return tuple(found)


def _inside(
    facts: Sequence[Fact], place: Callable[[Fact], Passage], parts: Iterable[Passage]
) -> tuple[Fact, ...]:
    """Return those of the facts, sorted by their place, whose place is in one of the parts."""
    found: list[Fact] = []
    for part in parts:
        first, last = (bisect_left(facts, Passage(at, 0), key=place) for at in (part.start, part.end))
        found += [fact for fact in facts[first:last] if part.holds(place(fact))]
    return tuple(found)


def _to_sought(key: Key) -> tuple[Hashable, ...]:
    """What a fact with a key may be entered under that is the same one."""
    first, second = key
    return ((first,),) if second is None else (key, (first, None))


def _insert(numbers: list[int], number: int) -> None:
    """Insert a number into sorted ones, once."""
    place = bisect_left(numbers, number)
    if place == len(numbers) or numbers[place] != number:
        numbers.insert(place, number)
