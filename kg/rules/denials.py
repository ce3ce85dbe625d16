"""Words by which a denial is compared with what it denies: the types of `denials.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Denials:
    """All of `denials.toml`."""

    empty: frozenset[str]
    negative: frozenset[str]
    endings: tuple[str, ...]
    sayings: frozenset[str]
    disputing: frozenset[str]
    rejecting: frozenset[str]
    not_rejected: frozenset[str]


DENIALS = read_rules(FOLDER / "denials.toml", Denials)
