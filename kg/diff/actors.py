"""Find which actors have become one, or several: by the mentions, in articles that both graphs have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.diff.differences import GraphDifference
from kg.diff.names import Actor, Names
from kg.settings import BASE_IRI
from kg.vocab import ENTITIES_GRAPH, RDFS, SP, is_local_actor

ActorChanged = Literal["merged", "parted", "moved", "renamed"]

_KINDS = tuple(f"{BASE_IRI}{kind}/" for kind in ("person", "organization", "state", "group"))


@dataclass(frozen=True, slots=True)
class ActorChange:
    """What became of actors: those `old` are one now (merged), the one is several now (parted), some mentions
    of the one are another's now (moved), or it has another name or IRI (renamed).

    `mentions` counts the words that are taken for another one than before.
    """

    change: ActorChanged
    old: tuple[Actor, ...]
    new: tuple[Actor, ...]
    mentions: int


class ActorMoves:
    """Collects from the differences which mentions and labels have changed hands."""

    def __init__(self) -> None:
        self.moves: Counter[tuple[str, str]] = Counter()
        self.labels: list[str] = []

    def note(self, difference: GraphDifference) -> None:
        """Note what one named graph says of it."""
        if difference.graph == ENTITIES_GRAPH:
            went, came = (_read(lines, RDFS.label).keys() for lines in (difference.went, difference.came))
            self.labels += sorted(went & came)
            return
        before, after = (_read(lines, SP.denotes) for lines in (difference.went, difference.came))
        for mention in before.keys() & after.keys():
            if len(before[mention]) == len(after[mention]) == 1:
                self.moves[(before[mention][0], after[mention][0])] += 1

    def find_renamed(self, new: Names) -> dict[str, str]:
        """Find the actors that are gone and all whose mentions are one other's now."""
        targets = self._group()
        return {
            gone: next(iter(into))
            for gone, into in targets.items()
            if len(into) == 1 and not _is_named(new, gone)
        }

    def to_changes(self, old: Names, new: Names) -> list[ActorChange]:
        """Say what became of the actors, what touches most mentions first."""
        renamed = self.find_renamed(new)
        changes = []
        for into in set(renamed.values()):
            gone = sorted(one for one, other in renamed.items() if other == into)
            before = [*gone, into] if _is_named(old, into) else gone
            mentions = sum(self.moves[one, into] for one in gone)
            change: ActorChanged = "merged" if len(before) > 1 else "renamed"
            changes.append(_to_change(change, map(old.actor, before), [new.actor(into)], mentions))
        for one, others in self._group().items():
            if one not in renamed:
                changes += _to_parted(old, new, one, others)
        named = ((old.actor(iri), new.actor(iri)) for iri in self.labels)
        changes += [_to_change("renamed", [before], [after], 0) for before, after in named]
        return sorted(changes, key=lambda change: (-change.mentions, change.change, change.old))

    def _group(self) -> Mapping[str, dict[str, int]]:
        targets: dict[str, dict[str, int]] = defaultdict(dict)
        for (one, into), count in self.moves.items():
            targets[one][into] = count
        return targets


def _to_parted(old: Names, new: Names, one: str, into: Mapping[str, int]) -> Iterable[ActorChange]:
    """Say what became of an actor whose mentions went several ways, or only some of which went."""
    fresh = [other for other in into if not _is_named(old, other)]
    stays = [one] if _is_named(new, one) else []
    if fresh and len(fresh) + len(stays) > 1:
        mentions = sum(into[other] for other in fresh)
        yield _to_change("parted", [old.actor(one)], map(new.actor, [*stays, *fresh]), mentions)
        into = {other: count for other, count in into.items() if other not in fresh}
    for other, count in into.items():
        yield _to_change("moved", [old.actor(one)], [new.actor(other)], count)


def _to_change(
    change: ActorChanged, old: Iterable[Actor], new: Iterable[Actor], mentions: int
) -> ActorChange:
    return ActorChange(change, tuple(sorted(old)), tuple(sorted(new)), mentions)


def _is_named(names: Names, iri: str) -> bool:
    """Whether any words of the articles are taken for the actor."""
    quads = names.store.rdf.quads_for_pattern(None, NamedNode(SP.denotes), NamedNode(iri))
    return next(iter(quads), None) is not None


def _read(lines: Iterable[bytes], predicate: str) -> dict[str, list[str]]:
    """Read what the lines of one predicate say of actors, by subject."""
    wanted = [line for line in lines if predicate.encode() in line]
    found: dict[str, list[str]] = defaultdict(list)
    for quad in parse(input=b"".join(wanted), format=RdfFormat.N_TRIPLES):
        subject, value = quad.subject.value, quad.object.value
        if quad.predicate.value == predicate and (predicate != SP.denotes or _is_actor(value)):
            found[subject].append(value)
    return found


def _is_actor(iri: str) -> bool:
    return iri.startswith(_KINDS) or (is_local_actor(iri) and "/actor/" in iri)
