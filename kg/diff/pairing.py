"""Pair the facts of two readings of one article, and say what became of each."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.diff.facts import Fact

FactChanged = Literal["came", "went", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that came or went, whose dates have moved, or that is otherwise told in another way.

    `elsewhere`: what came was told by another article of the old graph already, or what went is still told by
    one of the new graph.
    """

    change: FactChanged
    before: Fact | None
    after: Fact | None
    elsewhere: bool = False

    @property
    def fact(self) -> Fact:
        """The fact as it is now; as it was, where it went."""
        fact = self.after or self.before
        assert fact is not None
        return fact


def pair_facts(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[FactChange]:
    """Say what became of the facts of an article; nothing of those that are the same."""
    _, old, new = _match(old, new, lambda fact: fact)
    for key in (lambda fact: (fact.kind, fact.key), lambda fact: (fact.kind, fact.loose)):
        pairs, old, new = _match(old, new, key)
        for before, after in pairs:
            is_moved = (before.key, before.details) == (after.key, after.details)
            yield FactChange("moved" if is_moved else "changed", before, after)
    yield from (FactChange("came", None, fact) for fact in new)
    yield from (FactChange("went", fact, None) for fact in old)


def _match(
    old: Sequence[Fact], new: Sequence[Fact], key: Callable[[Fact], Hashable]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Pair the facts that have the same key; return the pairs, and what is left of both."""
    waiting: dict[Hashable, deque[Fact]] = defaultdict(deque)
    for fact in old:
        waiting[key(fact)].append(fact)
    pairs, rest = [], []
    for fact in new:
        if same := waiting[key(fact)]:
            pairs.append((same.popleft(), fact))
        else:
            rest.append(fact)
    return pairs, [fact for facts in waiting.values() for fact in facts], rest
