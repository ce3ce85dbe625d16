"""How a network is to be drawn: which ties, out of which evidence, in which colors, by which clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.errors import UsageError
from kg.network import DRAWN_TIES, Clock, Report, Selection

Color = Literal["type", "community"]
Size = Literal["degree", "statements", "mentions", "pagerank"]


@dataclass(frozen=True)
class Drawing:
    """What an exporter of networks needs to know besides the store, and whom it tells how far it is.

    `excel`: the tables are for a spreadsheet, see `kg.csv_text`. Raises UsageError for unknown words.
    """

    ties: tuple[str, ...] = DRAWN_TIES
    selection: Selection = field(default_factory=Selection)
    clock: Clock | None = None
    color: Color = "type"
    size: Size = "degree"
    excel: bool = False
    report: Report | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name, kinds in (("color", Color), ("size", Size)):
            if getattr(self, name) not in get_args(kinds):
                raise UsageError.unknown(name, getattr(self, name), get_args(kinds))
        if self.clock is not None and self.clock not in get_args(Clock):
            raise UsageError.unknown("clock", self.clock, get_args(Clock))

    @property
    def is_plain(self) -> bool:
        """True where nothing was asked for."""
        return self == Drawing()

    def tell(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done and how much of it; `total` is 0 where nobody knows how much there is."""
        if self.report:
            self.report(what, done, total)
