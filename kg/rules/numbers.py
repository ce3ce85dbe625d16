"""Number words and what they count: the types of `numbers.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Numbers:
    """All of `numbers.toml`."""

    cardinal: Mapping[str, int]
    ordinal: Mapping[str, int]


NUMBERS = read_rules(FOLDER / "numbers.toml", Numbers)
