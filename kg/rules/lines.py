"""How the lines end that a program wrapped: the types of `lines.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Lines:
    """All of `lines.toml`, where the list is explained."""

    unfinished: frozenset[str]


LINES = read_rules(FOLDER / "lines.toml", Lines)
