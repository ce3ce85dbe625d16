"""Words that tell what happens to a mission, a treaty or a law: the types of `events.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class EventKind:
    """The words of one kind.

    `again` says that one thing may do it many times, as a rocket launches; `by_itself` that it may happen
    without anybody to do it, as a rocket lands; `by_each` that everybody does it for itself, as states
    ratify; `aspectual` that it is no event of its theme where another verb follows: "began moving";
    `never_actor` that it happens to no organization or state: who is authorized to fly is not adopted.
    """

    verbs: frozenset[str]
    nouns: frozenset[str]
    subject_verbs: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    again: bool = False
    by_itself: bool = False
    by_each: bool = False
    aspectual: bool = False
    never_actor: bool = False


@dataclass(frozen=True)
class EventWords:
    """The words around an event, each list explained in the file."""

    carriers: frozenset[str]
    due: frozenset[str]
    activities: frozenset[str]
    done: frozenset[str]
    failing: frozenset[str]
    moving: frozenset[str]
    open: frozenset[str]
    doubting: frozenset[str]
    first: frozenset[str]
    some: frozenset[str]
    any_of: frozenset[str]
    vehicles: frozenset[str]
    will: frozenset[str]
    conditions: frozenset[str]
    lasting: frozenset[str]
    plans: frozenset[str]
    missions: frozenset[str]
    naming: frozenset[str]
    leaving: frozenset[str]


@dataclass(frozen=True)
class Events:
    """All of `events.toml`."""

    kinds: Mapping[str, EventKind]
    words: EventWords

    def index(self, *lists: str) -> dict[str, str]:
        """Map the words of some lists of the kinds, such as "verbs", to their kind."""
        return {
            word: name for name, kind in self.kinds.items() for one in lists for word in getattr(kind, one)
        }


EVENTS = read_rules(FOLDER / "events.toml", Events)
