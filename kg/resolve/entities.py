"""The entities of one article while it is being resolved, looked up by what their names are made of."""

from __future__ import annotations

from collections import defaultdict

from kg.model import Entity
from kg.resolve.gazetteer import without_suffixes
from kg.resolve.people import People
from kg.spelling import to_acronym, to_canonical, to_sound


class Entities:
    """Entities by IRI, and lists of them in the order in which they came: an article may name thousands."""

    def __init__(self) -> None:
        self._by_iri: dict[str, Entity] = {}
        self._by_last_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self.people = People()
        self._by_first_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_acronym: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_initial: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[Entity]] = defaultdict(list)

    def __getitem__(self, iri: str) -> Entity:
        return self._by_iri[iri]

    def add(self, entity: Entity) -> None:
        """Remember an entity; of two with one IRI the first stays."""
        if entity.iri in self._by_iri:
            return
        self._by_iri[entity.iri] = entity
        last = entity.name.split()[-1]
        self._by_last_word[last].append(entity)
        if entity.type == "Person":
            self.people.add(entity)
            if " " in entity.name:
                self._by_initial[last[0]].append(entity)
                self._by_sound[to_sound(to_canonical(entity.name))].append(entity)
        if entity.type == "Organization":
            if " " in entity.name:
                self._by_first_word[entity.name.split()[0]].append(entity)
            bare = without_suffixes(entity.name.split())[-1]
            if bare != last:
                self._by_last_word[bare].append(entity)
            self._by_acronym[to_acronym(entity.name)].append(entity)

    def ending_with(self, word: str) -> list[Entity]:
        """Those whose name has `word` for its last, or last before "Inc." and the like."""
        return self._by_last_word.get(word, [])

    def beginning_with(self, word: str) -> list[Entity]:
        """The organizations with a name of several words whose first is `word`."""
        return self._by_first_word.get(word, [])

    def sounding_like(self, name: str) -> list[Entity]:
        """The people whose whole name is `name` in some spelling."""
        return self._by_sound.get(to_sound(to_canonical(name)), [])

    def people_under(self, letter: str) -> list[Entity]:
        """The people with a name of several words whose surname begins with `letter`."""
        return self._by_initial.get(letter, [])

    def abbreviated(self, acronym: str) -> list[Entity]:
        """The organizations whose initials are `acronym`."""
        return self._by_acronym.get(acronym, [])
