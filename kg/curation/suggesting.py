"""Suggest duplicates among the actors of a graph, by names, offices and shared articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from rapidfuzz.fuzz import token_sort_ratio

from kg.settings import LIKELY_ONE
from kg.spelling import fold, likeness, to_acronym, to_canonical, to_sound
from kg.store import GraphStore
from kg.vocab import RDF, RDFS, SP, is_local_actor

_NAMED = f"""
SELECT DISTINCT ?actor ?type ?name ?graph WHERE {{
  GRAPH ?graph {{ ?mention <{SP.denotes}> ?actor . ?actor <{RDF.type}> ?type }}
  ?actor <{RDFS.label}> ?name
}}"""
_OFFICES = f"""
SELECT DISTINCT ?holder ?where WHERE {{
  ?role <{SP.holder}> ?holder ; <{SP.organization}>/<{RDFS.label}> ?where
}}"""


# Two letters are the initials of too many.
SHORTEST_ACRONYM = 3


@dataclass
class _Actor:
    """An actor: its name, the article graphs that mention it, and the organizations of its offices."""

    iri: str
    name: str
    graphs: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)


@dataclass(frozen=True, order=True)
class Suggestion:
    """Two actors that may be one. `score` is from 0 to 1; `reasons` are for a person to read."""

    score: float
    name: str
    other_name: str
    reasons: tuple[str, ...]
    iri: str
    other_iri: str


def suggest_merges(store: GraphStore) -> list[Suggestion]:
    """Suggest pairs of people, and of organizations, that may be one, the likeliest first."""
    people, organizations = _read_actors(store)
    found = [
        suggestion
        for one, other in _pair(people, _to_surname_block)
        if (suggestion := _compare_people(one, other)) is not None
    ]
    found += [
        suggestion
        for one, other in _pair(organizations, _to_first_letters)
        if (suggestion := _compare_organizations(one, other)) is not None
    ]
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion))


def _read_actors(store: GraphStore) -> tuple[list[_Actor], list[_Actor]]:
    """Read the people with a name of several words, and the organizations, known beyond one article."""
    actors: dict[str, dict[str, _Actor]] = {SP.Person: {}, SP.Organization: {}}
    rows = store.select(_NAMED)
    for row in rows:
        iri, name = row["actor"].value, row["name"].value
        if row["type"].value in actors and not is_local_actor(iri):
            actors[row["type"].value].setdefault(iri, _Actor(iri, name)).graphs.add(row["graph"].value)
    people = actors[SP.Person]
    rows = store.select(_OFFICES)
    for row in rows:
        if row["holder"].value in people:
            people[row["holder"].value].places.add(row["where"].value)
    return [one for one in people.values() if " " in one.name], list(actors[SP.Organization].values())


def _pair(actors: Iterable[_Actor], to_block: Any) -> Iterator[tuple[_Actor, _Actor]]:
    """Pair the actors within each block: blocking spares most comparisons."""
    blocks: defaultdict[str, list[_Actor]] = defaultdict(list)
    for actor in sorted(actors, key=lambda one: one.iri):
        blocks[to_block(actor.name)].append(actor)
    for block in blocks.values():
        yield from combinations(block, 2)


def _to_surname_block(name: str) -> str:
    """Return the first letter of the given name and the first two of the surname, by sound."""
    words = to_sound(to_canonical(name)).split()
    return words[0][:1] + words[-1][:2]


def _to_first_letters(name: str) -> str:
    """Return the initials of a name, or the acronym that it is."""
    return (to_acronym(name) or name)[:3].casefold()


def _compare_people(one: _Actor, other: _Actor) -> Suggestion | None:
    names = [to_canonical(actor.name) for actor in (one, other)]
    score = likeness(*names)
    givens, surnames = zip(*((fold(name).split()[0], fold(name).split()[-1]) for name in names), strict=True)
    reasons = []
    if to_sound(names[0]) == to_sound(names[1]):
        reasons.append("the same name in another spelling")
        score = max(score, LIKELY_ONE)
    elif surnames[0] == surnames[1] and _is_short_for(*givens):
        reasons.append("one given name may be short for the other")
        score = max(score, LIKELY_ONE)
    elif surnames[0] != surnames[1] and givens[0] != givens[1]:
        return None
    return _to_suggestion(one, other, score, reasons)


def _is_short_for(one: str, other: str) -> bool:
    """Whether a given name may be short for the other: "J." for "James", "Max" for "Maxim"."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return short != long and long.startswith(short)


def _compare_organizations(one: _Actor, other: _Actor) -> Suggestion | None:
    score = token_sort_ratio(fold(one.name), fold(other.name)) / 100
    reasons = []
    short, long = sorted((one.name, other.name), key=len)
    if len(short) >= SHORTEST_ACRONYM and to_acronym(long) == short:
        reasons.append("one is the acronym of the other")
        score = max(score, LIKELY_ONE)
    return _to_suggestion(one, other, score, reasons)


def _to_suggestion(one: _Actor, other: _Actor, score: float, reasons: list[str]) -> Suggestion | None:
    """Weigh shared offices and shared articles; None where the pair is not likely enough."""
    shared = sorted(one.places & other.places)
    if shared:
        reasons.append(f"both hold an office at {shared[0]}")
        score += (1 - score) / 2
    together = len(one.graphs & other.graphs)
    if together:
        reasons.append(f"but both stand in {together} {'article' if together == 1 else 'articles'}")
        score /= 1 + together
    if score < LIKELY_ONE:
        return None
    reasons.insert(0, f"{likeness(one.name, other.name):.0%} of the letters")
    # Who stands in fewer articles is merged into the other.
    rare, frequent = sorted((one, other), key=lambda actor: (len(actor.graphs), actor.iri))
    return Suggestion(round(score, 2), rare.name, frequent.name, tuple(reasons), rare.iri, frequent.iri)
