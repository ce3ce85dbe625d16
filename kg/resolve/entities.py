"""The entities of one article while it is being resolved, looked up by what their names are made of."""

from __future__ import annotations

from collections import defaultdict

from kg.model import Entity, Mention
from kg.resolve.people import People
from kg.resolve.short_names import to_words
from kg.spelling import to_acronym, to_canonical, to_sound


class Entities:
    """Entities by IRI, and lists of them in the order in which they came: an article may name thousands."""

    def __init__(self) -> None:
        self._by_iri: dict[str, Entity] = {}
        self.people = People()
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_acronym: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_initial: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[Entity]] = defaultdict(list)

    def __getitem__(self, iri: str) -> Entity:
        return self._by_iri[iri]

    def add(self, entity: Entity, mention: Mention | None = None) -> None:
        """Remember an entity, and the mention of it by its name; of two with one IRI the first stays."""
        if entity.iri in self._by_iri:
            return
        self._by_iri[entity.iri] = entity
        if entity.type == "Person":
            self.people.add(entity, mention)
            if " " in entity.name:
                self._by_initial[entity.name.split()[-1][0]].append(entity)
                self._by_sound[to_sound(to_canonical(entity.name))].append(entity)
        if entity.type == "Organization":
            for word in set(to_words(entity.name)):
                self._by_word[word].append(entity)
            self._by_acronym[to_acronym(entity.name)].append(entity)

    def sharing_words(self, name: str) -> list[Entity]:
        """The organizations that share with `name` the word of it that fewest of them have."""
        shared = (self._by_word[word] for word in to_words(name) if word in self._by_word)
        return min(shared, key=len, default=[])

    def sounding_like(self, name: str) -> list[Entity]:
        """The people whose whole name is `name` in some spelling."""
        return self._by_sound.get(to_sound(to_canonical(name)), [])

    def people_under(self, letter: str) -> list[Entity]:
        """The people with a name of several words whose surname begins with `letter`."""
        return self._by_initial.get(letter, [])

    def abbreviated(self, acronym: str) -> list[Entity]:
        """The organizations whose initials are `acronym`."""
        return self._by_acronym.get(acronym, [])
