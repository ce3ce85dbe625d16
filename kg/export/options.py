"""The options of an export: ties, evidence, clock, colors, sizes, the form of tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from kg.errors import UsageError
from kg.network import DRAWN_TIES, Clock, EvidenceFilter
from kg.progress import Progress
from kg.settings import SHARED_WORDS

Color = Literal["type", "community"]
Size = Literal["degree", "statements", "mentions", "pagerank"]
Form = Literal["csv", "parquet", "sqlite", "duckdb"]


@dataclass(frozen=True)
class ExportOptions:
    """Options of an export.

    `form`: as what tables are written. `excel`: they are for a spreadsheet, see `kg.csv_text`. `words`: the
    most that a quotation of a share pack keeps, `licence` its terms of use. Raises UsageError for unknown
    words.
    """

    ties: tuple[str, ...] = DRAWN_TIES
    filters: EvidenceFilter = field(default_factory=EvidenceFilter)
    clock: Clock | None = None
    color: Color = "type"
    size: Size = "degree"
    form: Form = "csv"
    excel: bool = False
    words: int = SHARED_WORDS
    licence: str = ""
    progress: Progress | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name, kinds in (("color", Color), ("size", Size), ("form", Form)):
            if getattr(self, name) not in get_args(kinds):
                raise UsageError.unknown(name, getattr(self, name), get_args(kinds))
        if self.clock is not None and self.clock not in get_args(Clock):
            raise UsageError.unknown("clock", self.clock, get_args(Clock))

    @property
    def is_plain(self) -> bool:
        """Whether all options but those of tables and share packs are the defaults."""
        own = replace(
            ExportOptions(), form=self.form, excel=self.excel, words=self.words, licence=self.licence
        )
        return self == own

    def report_progress(self, step: str, done: int = 0, total: int = 0) -> None:
        """Report a step and how much of it is done; `total` is 0 where unknown."""
        if self.progress:
            self.progress(step, done, total)
