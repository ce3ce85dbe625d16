"""Cue words that are for or against what they bring: the types of `polarity.toml`."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Polarity as Side
from kg.rules import FOLDER, read_rules

# The lemmas of each side.
POLARITY: Mapping[Side, frozenset[str]] = read_rules(FOLDER / "polarity.toml", dict[Side, frozenset[str]])
