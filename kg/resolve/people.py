"""The people of an article by the parts of their names: "Ruiz", "Al Falasi", "Lee", "M. van der Berg"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.model import Entity, Gender, Mention
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.spelling import fold

_NAME_WORDS = ACTOR_NOUNS.name_words
# The parts of a name in the order in which they are tried: the surname behind the given name; what stands
# first, as surnames do in Hungary and in much of Asia; a part inside, "bin Rashid".
SURNAME, FIRST, INNER = range(3)
# Names of more words are lists of names; they have no parts.
LONGEST = 8


class People:
    """Finds who bears a part of a full name; letters count alike in either case, with accents or without."""

    def __init__(self) -> None:
        self._bearers: defaultdict[tuple[int, str], list[Entity]] = defaultdict(list)
        self._introductions: dict[str, Mention] = {}
        self._found: dict[tuple[str, int, Gender | None], tuple[tuple[int, ...], Entity | None]] = {}

    def add(self, person: Entity, introduction: Mention | None = None) -> None:
        """Enter a person under all parts of the name, with the first mention of it."""
        if introduction is not None:
            self._introductions[person.iri] = introduction
        parts = _find_parts(_to_words(person.name)[0])
        keys = {(kind, " ".join(w)) for kind, w in parts if not _NAME_WORDS.particles.issuperset(w)}
        for key in keys:
            self._bearers[key].append(person)

    def find(self, name: str, last: int = INNER, gender: Gender | None = None) -> Entity | None:
        """The person of whose name `name` is a part, None where nobody's is.

        `last` is the last kind of parts to try. "Ruiz Jr." is not "Leo Ruiz Sr.", "A. Ruiz" not "Leo Ruiz".
        Of several whose surname it is, whom the text introduces first goes by the surname alone (45 of 45 in
        the training part of the signings corpus); of father and son, or of several who share another part, it
        is nobody.
        """
        words, generation = _to_words(name)
        initial = words.pop(0) if len(words) > 1 and is_initial(name.split()[0]) else ""
        called = " ".join(words)
        every = [self._bearers.get((kind, called), []) for kind in range(last + 1)]
        # Bearers only come: as long as there are as many, the answer is what it was.
        state = tuple(map(len, every))
        if self._found.get((name, last, gender), (None, None))[0] != state:
            agreeing = ([one for one in bearers if _agrees(one, generation, initial)] for bearers in every)
            found = next(((kind, bearers) for kind, bearers in enumerate(agreeing) if bearers), None)
            person = self._find_first(*found, gender) if found else None
            self._found[name, last, gender] = state, person
        return self._found[name, last, gender][1]

    def _find_first(self, kind: int, bearers: list[Entity], gender: Gender | None) -> Entity | None:
        """The one bearer, or of several with a surname the one who is introduced first and agrees."""
        if len(bearers) == 1:
            return bearers[0]
        introduced = [
            (mention.passage, bearer)
            for bearer in bearers
            if (mention := self._introductions.get(bearer.iri)) is not None
            and (gender is None or mention.gender in (gender, None))
        ]
        names = {" ".join(_to_words(bearer.name)[0]) for bearer in bearers}
        if kind != SURNAME or len(names) < len(bearers):
            return None
        return min(introduced, key=lambda pair: pair[0])[1] if introduced else None


def is_initial(word: str) -> bool:
    """True for "J." and "J", but not for the "Ó" of a surname."""
    return len(word.rstrip(".")) == 1 and (word.endswith(".") or fold(word) not in _NAME_WORDS.particles)


def starts_with_particle(name: str) -> bool:
    """Whether it is a surname whatever the model took it for: "van der Berg", "Al Falasi", "al-Rahman"."""
    words, _ = _to_words(name)
    return len(words) > 1 and words[0] in _NAME_WORDS.particles


def _to_words(name: str) -> tuple[list[str], str]:
    """The words of a name, particles apart ("al-Rahman" has two), and the "Jr." or the like at its end."""
    words: list[str] = []
    for word in fold(name).split():
        first, _, rest = word.strip(".,").partition("-")
        words += [first, rest] if first in _NAME_WORDS.particles and rest else [word.strip(".,")]
    if len(words) > 1 and words[-1] in _NAME_WORDS.generations:
        return words[:-1], words[-1]
    return words, ""


def _find_parts(words: list[str]) -> Iterator[tuple[int, list[str]]]:
    yield SURNAME, words
    if not 1 < len(words) <= LONGEST:
        return
    yield from ((SURNAME, words[start:]) for start in range(1, len(words)))
    if len(words[0]) > 1:
        yield FIRST, words[:1]
    for start in range(1, len(words)):
        for end in range(start + 1, len(words)):
            if words[start] in _NAME_WORDS.particles or words[end] in _NAME_WORDS.particles:
                yield INNER, words[start:end]


def _agrees(bearer: Entity, generation: str, initial: str) -> bool:
    words, own = _to_words(bearer.name)
    return (not generation or generation == own) and words[0].startswith(initial)
