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

    def cut_ending(self, word: str) -> str:
        """Cut the ending by which forms of one word differ: "denied" and "deny" are "den"."""
        ending = next((one for one in self.endings if word.endswith(one) and len(word) > len(one) + 2), "")
        return word.removesuffix(ending)

    def is_disputing(self, cue: str) -> bool:
        """Tell whether a cue says that what others say is not so: "disputed", "has denied"."""
        verbs = {self.cut_ending(verb) for verb in self.disputing}
        return any(self.cut_ending(word) in verbs for word in cue.lower().split())


DENIALS = read_rules(FOLDER / "denials.toml", Denials)
