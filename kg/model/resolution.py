"""The resolution of an article: the actor of each mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.model.actors import Entity, Instrument, Link, Topic
from kg.model.texts import Passage


@dataclass(frozen=True)
class Resolution:
    """The actors of one article and the link of every mention that could be resolved.

    `instruments` are the agreements that the register knows, by the passage of the article's Agreement;
    `topics` those that claims and agreements speak of, by the passage of the words that say so.
    """

    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    instruments: tuple[tuple[Passage, Instrument], ...] = ()
    topics: tuple[tuple[Passage, Topic], ...] = ()

    @cached_property
    def _by_passage(self) -> dict[Passage, Link]:
        return {link.passage: link for link in self.links}

    @cached_property
    def _by_iri(self) -> dict[str, Entity]:
        return {entity.iri: entity for entity in self.entities}

    @cached_property
    def _by_agreement(self) -> dict[Passage, Instrument]:
        return dict(self.instruments)

    def instrument_of(self, passage: Passage) -> Instrument | None:
        """Look up the register's instrument for the agreement at `passage`, or None."""
        return self._by_agreement.get(passage)

    def link_of(self, passage: Passage) -> Link | None:
        """Look up the link of the mention at `passage`, or None where it is unresolved."""
        return self._by_passage.get(passage)

    def entity_of(self, passage: Passage) -> Entity | None:
        """Look up the entity that the mention at `passage` denotes, or None."""
        link = self.link_of(passage)
        return self._by_iri[link.iri] if link else None

    def topics_in(self, passages: Iterable[Passage]) -> tuple[tuple[Passage, Topic], ...]:
        """List the topics that words inside these passages name, in text order."""
        found: set[int] = set()
        for part in passages:
            first = bisect_left(self.topics, part.start, key=_start_of)
            last = bisect_left(self.topics, part.end, lo=first, key=_start_of)
            found.update(number for number in range(first, last) if part.holds(self.topics[number][0]))
        return tuple(self.topics[number] for number in sorted(found))


def _start_of(named: tuple[Passage, Topic]) -> int:
    return named[0].start
