"""The entities of one article while it is being resolved, looked up by what their names are made of."""

from __future__ import annotations

from collections import defaultdict

from kg.model import Entity, Mention
from kg.resolve.people import People
from kg.resolve.short_names import Whole, find_whole, to_words
from kg.spelling import find_alike, fold, to_acronym, to_canonical, to_sound


class Entities:
    """Entities by IRI, and lists of them in the order in which they came: an article may name thousands."""

    def __init__(self) -> None:
        self._by_iri: dict[str, Entity] = {}
        self.people = People()
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_beginning: defaultdict[str, list[Entity]] = defaultdict(list)
        self._wholes: dict[str, tuple[tuple[str, int, str, int], Whole | None]] = {}
        self._by_acronym: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_ends: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
        self._surnames: defaultdict[str, dict[str, list[Entity]]] = defaultdict(dict)
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
                first, surname = entity.name.split()[0], entity.name.split()[-1]
                self._by_ends[first, surname].append(entity)
                self._surnames[surname[0]].setdefault(fold(surname), []).append(entity)
                self._by_sound[to_sound(to_canonical(entity.name))].append(entity)
        if entity.type == "Organization":
            words = set(to_words(entity.name))
            for word in words:
                self._by_word[word].append(entity)
            for beginning in {word[:end] for word in words for end in range(1, len(word) + 1)}:
                self._by_beginning[beginning].append(entity)
            self._by_acronym[to_acronym(entity.name)].append(entity)

    def find_whole(self, short: str) -> Whole | None:
        """The organization that a shorter name means, by which rule, and how sure that is."""
        words = to_words(short)
        shared = [word for word in words if word in self._by_word]
        if not shared or not all(word in self._by_beginning for word in words):
            return None
        rarest = min(shared, key=lambda word: len(self._by_word[word]))
        beginning = min(words, key=lambda word: len(self._by_beginning[word]))
        sharing, begun = self._by_word[rarest], self._by_beginning[beginning]
        # The lists only grow: as long as both are what they were, so is the answer.
        state = rarest, len(sharing), beginning, len(begun)
        if self._wholes.get(short, (None, None))[0] != state:
            near = begun if len(begun) < len(sharing) else sharing
            # Whoever is meant has the rarest word, and for each other word one that begins with it.
            found = find_whole(short, [entity for entity in near if rarest in to_words(entity.name)])
            self._wholes[short] = state, found
        return self._wholes[short][1]

    def sounding_like(self, name: str) -> list[Entity]:
        """The people whose whole name is `name` in some spelling."""
        return self._by_sound.get(to_sound(to_canonical(name)), [])

    def people_between(self, first: str, last: str) -> list[Entity]:
        """The people with a name of several words that begins with one word and ends with another."""
        return self._by_ends.get((first, last), [])

    def people_like(self, surname: str, least: float) -> list[Entity]:
        """The people with a name of several words whose surname has the same first letter and is at least so
        like.
        """
        known = self._surnames.get(surname[0], {})
        near = find_alike(surname, known.keys(), least)
        return [entity for name in near for entity in known[name]]

    def abbreviated(self, acronym: str) -> list[Entity]:
        """The organizations whose initials are `acronym`."""
        return self._by_acronym.get(acronym, [])
