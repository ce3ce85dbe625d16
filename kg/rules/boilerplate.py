"""What stands beside the text of an article: the types of `boilerplate.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Boilerplate:
    """All of `boilerplate.toml`, where each list is explained."""

    anywhere: tuple[str, ...]
    below: tuple[str, ...]
    inside: tuple[str, ...]
    leading: tuple[str, ...]
    ending: tuple[str, ...]
    mail: tuple[str, ...]
    reporters: frozenset[str]
    made: tuple[str, ...]
    bylines: frozenset[str]
    about_author: frozenset[str]
    stubs: tuple[str, ...]


BOILERPLATE = read_rules(FOLDER / "boilerplate.toml", Boilerplate)
