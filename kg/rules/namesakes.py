"""Names that a state shares with a place in another one: the types of `namesakes.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Namesake:
    """What else a state's name may mean: `other` by its name, each with the words of a text that tell it."""

    other: str
    signs: tuple[str, ...]
    other_signs: tuple[str, ...]

    def is_other(self, text: str) -> bool:
        """Tell whether a text means the other place: only words of its own tell which."""
        return not any(sign in text for sign in self.signs) and any(sign in text for sign in self.other_signs)


NAMESAKES: Mapping[str, Namesake] = read_rules(FOLDER / "namesakes.toml", dict[str, Namesake])
