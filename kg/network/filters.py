"""Filter the evidence by time, topic, outlet and confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.errors import UsageError
from kg.printable import shorten
from kg.query_parameters import is_day


class Publication(NamedTuple):
    """The publication of a piece of evidence; "" for unknown values. Sorts by date, undated last."""

    undated: bool
    published: str
    article: str
    title: str
    url: str
    outlet: str
    story: str
    first_outlet: str

    @property
    def source(self) -> str:
        """The independent source: the outlet that printed the story first, however much it prints; where
        that is not known, the story, however often it is printed.
        """
        return self.first_outlet or self.story


@dataclass(frozen=True)
class EvidenceFilter:
    """Filter by publication from `since` to `until` (ISO days, both included), `topic`, `outlet` and
    confidence.

    Where no topic has the name `topic`, the words of the evidence must have it; `outlet` ignores case;
    confidence is at least `min_confidence`. By default nothing is filtered but doubtful statements
    (`kg.vocab.is_firm`), which count only with `everything`. Raises UsageError for a day that is none, or a
    confidence outside 0 to 1.
    """

    since: str = ""
    until: str = ""
    topic: str = ""
    outlet: str = ""
    min_confidence: float = 0.0
    everything: bool = False

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            day = getattr(self, name)
            if day and not is_day(day):
                raise UsageError(f"--{name} {shorten(day)}: not a day; write it as 2022-07-27")
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"--min-confidence {self.min_confidence}: write a number from 0 to 1")

    @property
    def is_empty(self) -> bool:
        """Whether no time, topic, outlet or confidence is given."""
        return replace(self, everything=False) == EvidenceFilter()

    def accepts(self, publication: Publication, words: str, confidence: float | None) -> bool:
        """Whether a piece of evidence passes, by its words. Undated evidence passes no filter by time."""
        if (self.since or self.until) and publication.undated:
            return False
        return (
            self.since <= publication.published
            and (not self.until or publication.published <= self.until)
            and self.topic.casefold() in words.casefold()
            and (not self.outlet or self.outlet.casefold() == publication.outlet.casefold())
            and (confidence is None or confidence >= self.min_confidence)
        )
