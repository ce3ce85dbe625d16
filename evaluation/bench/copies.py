"""Any number of articles out of a few that were read: copies in which names, numbers and long words differ.

Actors that several of the few articles name, and those of the gazetteer, stay, as they recur in the news. A
word and what takes its place are of one length, so whatever was read stands in the same place of a copy. Most
words differ, so that a copy is no copy to kg.stories.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from kg.model import Article, Entity
from kg.ontology import load_actors
from kg.pipeline.reading import Reading
from kg.vocab import actor_iri, article_iri

_DIGITS = "0123456789"
_VOWELS, _CONSONANTS = (["".join(order) for order in permutations(letters)] for letters in ("aeiou", "bdfgk"))


# Orders that stand beside each other differ in a letter or two; this far apart (and with no divisor in common
# with their number, so that each comes) they differ in most.
_STEP = 37
# The short words are those by which a text is known to be English.
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")


class Copier:
    """Maker of copies of some readings; copy number n is one of reading n modulo their number."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        named = Counter(entity.iri for one in readings for entity in one.resolution.entities)
        self._kept = {actor.iri for actor in load_actors()} | {iri for iri, n in named.items() if n > 1}

    def copy_article(self, number: int) -> Article:
        """Make the text of a copy."""
        reading, letters, digits = self._choose(number)
        article = reading.article
        text = _LONG_WORD.sub(lambda word: word[0].translate(letters), article.text.translate(digits))
        # With a number of its own no copy says what another one says.
        ended = f"{text}\n\nThis is the copy with the number {number}."
        return replace(article, id=f"copy-{number:07}", text=ended)

    def copy_reading(self, article: Article) -> Reading:
        """Make the reading of a copy that was made here, once it is read from a file again."""
        reading, letters, _ = self._choose(int(article.id.rpartition("-")[2]))
        renamed = {
            entity.iri: _rename(entity, letters, reading.article.content_hash, article.content_hash)
            for entity in reading.resolution.entities
            if entity.iri not in self._kept
        }
        resolution = replace(
            reading.resolution,
            entities=tuple(renamed.get(entity.iri, entity) for entity in reading.resolution.entities),
            links=tuple(
                replace(link, iri=renamed[link.iri].iri) if link.iri in renamed else link
                for link in reading.resolution.links
            ),
        )
        return Reading(article, reading.extraction, resolution)

    def _choose(self, number: int) -> tuple[Reading, dict[int, int], dict[int, int]]:
        """Choose the reading of a copy, and what it puts for the letters of names and for digits."""
        turn, place = divmod(number, len(self.readings))
        vowels = _VOWELS[_STEP * turn % len(_VOWELS)]
        consonants = _CONSONANTS[(turn // len(_VOWELS) + _STEP * turn) % len(_CONSONANTS)]
        letters = str.maketrans(_VOWELS[0] + _CONSONANTS[0], vowels + consonants)
        shift = turn % len(_DIGITS)
        return self.readings[place], letters, str.maketrans(_DIGITS, _DIGITS[shift:] + _DIGITS[:shift])


def _rename(entity: Entity, letters: dict[int, int], old_hash: str, new_hash: str) -> Entity:
    name = entity.name.translate(letters)
    # What is known in one article only has an IRI below that of the article.
    moved = entity.iri.replace(article_iri(old_hash), article_iri(new_hash))
    iri = moved if entity.local else actor_iri(entity.type, name)
    return replace(
        entity, iri=iri, name=name, aliases=tuple(one.translate(letters) for one in entity.aliases)
    )


def write_copies(copier: Copier, count: int, folder: Path) -> Iterator[Path]:
    """Write so many copies, each into a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        article = copier.copy_article(number)
        fields = ("id", "title", "text", "published", "url", "source")
        path = folder / f"{article.id}.jsonl"
        path.write_text(json.dumps({name: getattr(article, name) for name in fields}), encoding="utf-8")
        yield path
