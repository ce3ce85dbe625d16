"""The table of figures beside the goals: a line as soon as it is measured, and all of a run in one record."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "evaluation" / "benchmarks.jsonl"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be: `at_least` or `at_most` the limit."""

    kind: Literal["at least", "at most"]
    limit: float

    def is_met(self, value: float) -> bool:
        """Whether the value is on the right side of the limit."""
        return value >= self.limit if self.kind == "at least" else value <= self.limit


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ratios and exponents have no unit."""

    name: str
    value: float
    unit: str = ""
    goal: Goal | None = None

    def show(self) -> str:
        """Show it on one line."""
        decimals = 0 if abs(self.value) >= 1000 else 2
        line = f"{self.name:50}{self.value:>12,.{decimals}f} {self.unit:8}"
        if self.goal is None:
            return line.rstrip()
        met = "met" if self.goal.is_met(self.value) else "not met"
        return f"{line} {self.goal.kind} {self.goal.limit:g}: {met}"


def to_exponents(name: str, costs: Sequence[tuple[int, float]], goal: Goal | None = None) -> Iterator[Figure]:
    """Compute how a cost grows from size to size, 1 in proportion; the goal is for the whole way."""
    pairs = list(pairwise(costs))
    if len(pairs) > 1:
        pairs.append((costs[0], costs[-1]))
    for pair in pairs:
        (small, first), (large, second) = pair
        exponent = log(second / first) / log(large / small)
        limit = goal if pair is pairs[-1] else None
        yield Figure(f"{name}, exponent {small:,} to {large:,}", exponent, "", limit)


def append_record(arguments: Sequence[str], figures: Sequence[Figure], records: Path = RECORDS) -> None:
    """Append the figures of one run, be it cut short, with the commit and the machine."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=records.parent,
    )
    record = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip() or None,
        "machine": {"processors": os.cpu_count(), "system": platform.system(), "kind": platform.machine()},
        "arguments": list(arguments),
        "figures": [asdict(figure) for figure in figures],
    }
    with records.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
