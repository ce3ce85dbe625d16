"""Tell what a rule does, and what a confidence has meant on annotated text, by tables that kg has."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
# Below so many annotated facts a share says little.
FEW = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, or (name ending in *) a family of rules: what it `does`, and `where` it stands."""

    name: str
    does: str
    where: str


@dataclass(frozen=True, slots=True)
class Measured:
    """How many facts like one were right: of `count` with a confidence from `low` to `high`."""

    corpus: str
    low: float
    high: float
    count: int
    right: int

    def tell(self) -> str:
        """Tell it in a sentence."""
        of_all = (self.low, self.high) == (0.0, 1.0)
        such = "" if of_all else f" with a confidence of {self.low:.1f} to {self.high:.1f}"
        few = "; that is few" if self.count < FEW else ""
        share = f"{self.right / self.count:.0%}"
        return (
            f"{self.right} of {self.count} read by this rule{such} were right ({share}): {self.corpus}{few}"
        )


def find_rule(name: str) -> Rule | None:
    """Find what is told of a rule; None where nothing is."""
    fitting = (rule for rule in _load_rules() if name == rule.name or _is_of(name, rule.name))
    return max(fitting, key=lambda rule: (rule.name == name, len(rule.name)), default=None)


def find_measured(name: str, confidence: float | None) -> Measured | None:
    """Find what has been measured of a rule's facts with that confidence; None where nothing has."""
    fitting = [
        one
        for rule, one in _load_measured()
        if (rule == name or _is_of(name, rule)) and _holds(one, confidence)
    ]
    return max(fitting, key=lambda one: (one.low - one.high, one.count), default=None)


def _is_of(name: str, family: str) -> bool:
    return family.endswith("*") and name.startswith(family[:-1])


def _holds(measured: Measured, confidence: float | None) -> bool:
    if confidence is None:
        return (measured.low, measured.high) == (0.0, 1.0)
    is_last = measured.high == 1.0
    return measured.low <= confidence < measured.high or (is_last and confidence == 1.0)


@cache
def _load_rules() -> tuple[Rule, ...]:
    with (_HERE / "rules.toml").open("rb") as file:
        return tuple(Rule(**rule) for rule in tomllib.load(file)["rule"])


@cache
def _load_measured() -> tuple[tuple[str, Measured], ...]:
    tables = json.loads((_HERE / "measured.json").read_text(encoding="utf-8"))
    return tuple(
        (rule, Measured(table["corpus"], **one))
        for table in tables
        for rule, bins in table["rules"].items()
        for one in bins
    )
