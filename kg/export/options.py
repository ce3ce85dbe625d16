"""The options of an export: ties, evidence, clock, colors, sizes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.errors import UsageError
from kg.network import DRAWN_TIES, Clock, EvidenceFilter
from kg.progress import Progress

Color = Literal["type", "community"]
Size = Literal["degree", "statements", "mentions", "pagerank"]


@dataclass(frozen=True)
class ExportOptions:
    """Options of an export of the network.

    `excel`: the tables are for a spreadsheet, see `kg.csv_text`. Raises UsageError for unknown words.
    """

    ties: tuple[str, ...] = DRAWN_TIES
    filters: EvidenceFilter = field(default_factory=EvidenceFilter)
    clock: Clock | None = None
    color: Color = "type"
    size: Size = "degree"
    excel: bool = False
    progress: Progress | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name, kinds in (("color", Color), ("size", Size)):
            if getattr(self, name) not in get_args(kinds):
                raise UsageError.unknown(name, getattr(self, name), get_args(kinds))
        if self.clock is not None and self.clock not in get_args(Clock):
            raise UsageError.unknown("clock", self.clock, get_args(Clock))

    @property
    def is_plain(self) -> bool:
        """Whether all options are the defaults."""
        return self == ExportOptions()

    def report_progress(self, step: str, done: int = 0, total: int = 0) -> None:
        """Report a step and how much of it is done; `total` is 0 where unknown."""
        if self.progress:
            self.progress(step, done, total)
