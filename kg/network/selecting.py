"""Which evidence counts: by time, topic, outlet and confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.errors import UsageError
from kg.printable import shorten
from kg.values import is_day


class Publication(NamedTuple):
    """Where a piece of evidence was published; "" for what nobody knows. Sorts by date, undated last."""

    undated: bool
    published: str
    article: str
    title: str
    url: str
    outlet: str

    @property
    def source(self) -> str:
        """What counts as one independent source: an outlet, however much it prints; else the article."""
        return self.outlet or self.article


@dataclass(frozen=True)
class Selection:
    """Evidence published from `since` to `until` (ISO days, both included), that speaks of `topic` or, where
    no topic has that name, in whose words it stands, printed by `outlet` (whatever the case), and of at least
    `min_confidence`. All are left out by default. Doubtful statements (`kg.vocab.is_firm`) count only with
    `everything`.

    Raises UsageError for a day that is none, or a confidence outside 0 to 1.
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
    def is_all(self) -> bool:
        """True where no time, topic, outlet or confidence is asked for."""
        return replace(self, everything=False) == Selection()

    def holds(self, publication: Publication, words: str, confidence: float | None) -> bool:
        """Whether a piece of evidence counts, by its words. What has no date is in no stretch of time."""
        if (self.since or self.until) and publication.undated:
            return False
        return (
            self.since <= publication.published
            and (not self.until or publication.published <= self.until)
            and self.topic.casefold() in words.casefold()
            and (not self.outlet or self.outlet.casefold() == publication.outlet.casefold())
            and (confidence is None or confidence >= self.min_confidence)
        )
