"""Names to known actors. Built from plain entities: nothing here knows where they were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Entity, Instrument, Tenure, Topic
from kg.resolve.topics import TopicIndex
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.spelling import fold, to_canonical, to_sound

# A name -> its actor; None where two share it.
Index = dict[str, Entity | None]

# "Government of the", "the Kingdom of", "People's Republic of the" before the name of a state.
_FORM_OF_STATE = re.compile(
    r"(?:government of (?:the )?)?(?:(?:[\w'’]+ )?(?:{}) of (?:the )?)?".format(
        "|".join(sorted(ACTOR_NOUNS.name_words.states))
    ),
    re.IGNORECASE,
)
# What is written together with the name of a state: "U.S.-led".
_COMPOUND = re.compile(r"-(?:[a-z]\w*)?$")
# The year of a treaty, before or behind its name.
_YEAR = re.compile(r"^\d{4} | of \d{4}$")


class Gazetteer:
    """Looks up actors by their exact name or alias, and by nationality ("Russians" -> Russia); and treaties.

    Capitals and accents count in names of one word, except that NASA may be written Nasa: acronyms of four
    letters or more are found in either case. An alias that two actors share finds neither.
    """

    def __init__(
        self,
        entities: Iterable[Entity],
        demonyms: Mapping[str, str] | None = None,
        instruments: Iterable[Instrument] = (),
        capitals: Mapping[str, str] | None = None,
        tenures: Iterable[Tenure] = (),
        topics: Iterable[Topic] = (),
    ) -> None:
        self._by_name: Index = {}
        self._by_folded_name: Index = {}
        self._people: Index = {}
        self._by_sound: Index = {}
        self._by_iri: dict[str, Entity] = {}
        for entity in entities:
            self._by_iri[entity.iri] = entity
            for name in {entity.name, *entity.aliases}:
                self._remember(name, entity)
        self._demonyms = dict(demonyms or {})
        self._capitals = dict(capitals or {})
        self._tenures: dict[str, list[Tenure]] = {}
        for tenure in tenures:
            for name in self._name_offices(tenure):
                self._tenures.setdefault(fold(name), []).append(tenure)
        self.topics = TopicIndex(topics)
        self._instruments = {fold(name): one for one in instruments for name in (one.name, *one.aliases)}

    def _remember(self, name: str, entity: Entity) -> None:
        """Enter one name of an actor in each index where it may be looked up."""
        _enter(self._by_name, name, entity)
        if name.isupper() and len(name) >= 4:
            _enter(self._by_name, name.capitalize(), entity)
        if " " in name:
            _enter(self._by_folded_name, fold(name), entity)
        if entity.type == "Person":
            _enter(self._people, fold(to_canonical(name)), entity)
            _enter(self._by_sound, to_sound(to_canonical(name)), entity)

    def _name_offices(self, tenure: Tenure) -> Iterator[str]:
        """All that an office is called: "NASA administrator", "head of Roscosmos", "Russian president"."""
        place = self._by_iri[tenure.organization]
        names = {place.name, *place.aliases}
        demonyms = {demonym for demonym, state in self._demonyms.items() if state == place.name}
        for title in tenure.titles:
            yield from (f"{name} {title}" for name in names | demonyms)
            yield from (f"{name}'s {title}" for name in names)
            yield from (f"{title} of {the}{name}" for name in names for the in ("", "the "))

    def find_holder(self, office: str, day: str) -> Entity | None:
        """Who held the office on a day (ISO), where the register of offices knows exactly one."""
        known = self._tenures.get(fold(office), [])
        holders = {t.holder for t in known if t.since <= day and (t.until is None or day <= t.until)}
        return self._by_iri.get(holders.pop()) if len(holders) == 1 else None

    def find(self, name: str) -> Entity | None:
        """The actor called `name`, with or without "the"; None where nobody or more than one is."""
        bare = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
        known = self._by_name.get(bare) or self._by_name.get(f"the {bare}") or self._find_company(bare)
        return known or self._by_folded_name.get(fold(bare)) or self._find_state(bare)

    def _find_state(self, name: str) -> Entity | None:
        """The state in a headline, in a compound, without its last full stop, or with its form of government.

        "NORLAND", "U.S.-led", "U.S", "the Republic of Norland", "Government of the Kingdom of Norland".
        """
        bare = _COMPOUND.sub("", _FORM_OF_STATE.sub("", name, count=1))
        forms = (bare, bare.title() if bare.isupper() and len(bare) >= 4 else bare, f"{bare}.")
        found = (self._by_name.get(form) for form in forms)
        return next((entity for entity in found if entity and entity.type == "State"), None)

    def find_person(self, name: str) -> Entity | None:
        """The person called `name`, by whichever given name and with or without an initial."""
        return self._people.get(fold(to_canonical(name))) if " " in name else None

    def find_transliterated(self, name: str) -> Entity | None:
        """The person whose name is `name` in another spelling: "Dmitri Rogosin" for "Dmitry Rogozin"."""
        return self._by_sound.get(to_sound(to_canonical(name))) if " " in name else None

    def _find_company(self, name: str) -> Entity | None:
        """ "Boeing Co", "Orbita Holdings Inc." and "Boeing", "Orbita" are one company each."""
        bare = " ".join(without_suffixes(name.split()))
        return self._by_name.get(bare) if bare != name else None

    def find_nation(self, demonym: str) -> Entity | None:
        """The state whose people are called `demonym`."""
        state = self._demonyms.get(demonym) or self._demonyms.get(demonym.removesuffix("s"))
        return self.find(state) if state else None

    def find_capital(self, name: str) -> Entity | None:
        """The state whose capital is called `name`."""
        state = self._capitals.get(name)
        return self.find(state) if state else None

    def find_government(self, state: Entity) -> Entity | None:
        """The government of a state, where it is an actor of its own."""
        return next(
            (
                entity
                for entity in self._by_iri.values()
                if entity.country == state.name and entity.name.endswith(" government")
            ),
            None,
        )

    def find_instrument(self, name: str) -> Instrument | None:
        """The treaty or accord called `name`, with or without its year: "the Outer Space Treaty of 1967"."""
        bare = _YEAR.sub("", name.removeprefix("the ").removeprefix("The ")).strip()
        return self._instruments.get(fold(bare))

    def find_iri(self, iri: str) -> Entity | None:
        """The actor with that IRI: another spelling of a name ("Bin Rashid", "bin Rashid") mints the same."""
        return self._by_iri.get(iri)

    def is_known(self, iri: str) -> bool:
        """True for an actor of the gazetteer."""
        return iri in self._by_iri


def without_suffixes(words: list[str]) -> list[str]:
    """The words of a company's name without "Inc." and the like at its end."""
    end = len(words)
    while end > 1 and words[end - 1] in ACTOR_NOUNS.name_words.suffixes:
        end -= 1
    return [*words[: end - 1], words[end - 1].rstrip(",")] if end < len(words) else words


def _enter(index: Index, name: str, entity: Entity) -> None:
    if index.setdefault(name, entity) is not entity:
        index[name] = None
