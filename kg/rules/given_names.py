"""Given names by gender, and their short forms: the types of `given_names.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class GivenNames:
    """All of `given_names.toml`; `formal` leads from a short form to its only formal name."""

    feminine: frozenset[str]
    masculine: frozenset[str]
    formal: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return any(name in names for names in (self.feminine, self.masculine, self.formal))


GIVEN_NAMES = read_rules(FOLDER / "given_names.toml", GivenNames)
