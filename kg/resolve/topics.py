"""Index topics by their words: "space junk" is orbital debris, whoever speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.model import Passage, Topic
from kg.spelling import fold

_WORD = re.compile(r"[^\W_]+")
# What stands between two words that belong to no one name.
_BREAK = re.compile(r"[^\w\s\-‐‑–'’]|\n\s*\n")
# What a word of a text may stand as in a name.
_Keys = tuple[str, ...]
# A name word by word, its topic, and whether it is only a hint.
_Name = tuple[tuple[str, ...], Topic, bool]


class TopicIndex:
    """Index of the names of topics: word by word, singular and plural alike, with hyphens or without.

    A name in capitals ("ISS") is found in capitals only. A hint, such as "debris", may mean something else:
    it counts in a text that names the topic by one of its names too.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        # By their first words.
        self._names: dict[str, list[_Name]] = {}
        for topic in topics:
            for names, is_hint in (((topic.name, *topic.aliases), False), (topic.hints, True)):
                for name in names:
                    key = tuple(
                        word if name.isupper() else _to_singular(word) for word in _WORD.findall(name)
                    )
                    self._names.setdefault(key[0], []).append((key, topic, is_hint))
        for found in self._names.values():
            found.sort(key=lambda one: (-len(one[0]), one[1].iri))

    def find(self, text: str) -> tuple[tuple[Passage, Topic], ...]:
        """Find the words that name a topic, in text order.

        Of two that overlap the first counts, of two that begin together the longer.
        """
        places = [(word.start(), word.end()) for word in _WORD.finditer(text)]
        keys = [_to_keys(text[start:end]) for start, end in places]
        found: list[tuple[Passage, Topic, bool]] = []
        free = 0
        for place, firsts in enumerate(keys):
            if place < free or not any(first in self._names for first in firsts):
                continue
            for name, topic, is_hint in self._match(keys, place):
                words = Passage(places[place][0], places[place + len(name) - 1][1])
                if not _BREAK.search(text, words.start, words.end):
                    found.append((words, topic, is_hint))
                    free = place + len(name)
                    break
        named = {topic.iri for _, topic, is_hint in found if not is_hint}
        return tuple((words, topic) for words, topic, _ in found if topic.iri in named)

    def _match(self, keys: list[_Keys], place: int) -> Iterator[_Name]:
        """Match the names whose words begin at `place`, the longest first."""
        for first in keys[place]:
            for name in self._names.get(first, ()):
                rest = keys[place + 1 : place + len(name[0])]
                if len(rest) == len(name[0]) - 1 and all(map(tuple.__contains__, rest, name[0][1:])):
                    yield name


@lru_cache(maxsize=50_000)
def _to_keys(word: str) -> _Keys:
    singular = _to_singular(word)
    return (word.removesuffix("s"), singular) if word[:2].isupper() else (singular,)


def _to_singular(word: str) -> str:
    """Stem a plural, near enough: names and texts are cut alike. Short words stay, Mars is no plural."""
    word = fold(word)
    if len(word) < 5 or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
