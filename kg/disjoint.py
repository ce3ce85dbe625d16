"""Gather names into disjoint sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Groups:
    """Disjoint sets of names (union-find)."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parents = {name: name for name in names}

    def find(self, name: str) -> str:
        """Return the name that stands for the set of `name`."""
        while (parent := self._parents[name]) != name:
            self._parents[name] = name = self._parents[parent]
        return name

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        self._parents[self.find(one)] = self.find(other)

    def sets(self) -> Iterator[list[str]]:
        """Yield the sets."""
        found: dict[str, list[str]] = {}
        for name in self._parents:
            found.setdefault(self.find(name), []).append(name)
        yield from found.values()
