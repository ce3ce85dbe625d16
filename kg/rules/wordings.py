"""Words by which two wordings of one quotation are compared: the types of `wordings.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Wordings:
    """All of `wordings.toml`."""

    negations: frozenset[str]
    function_words: frozenset[str]


WORDINGS = read_rules(FOLDER / "wordings.toml", Wordings)
