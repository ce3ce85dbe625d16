"""What claims tell of one matter, side by side, and where it cannot all be so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.readings import Outlook

# Why two claims cannot both hold: for times, or of amounts, that do not meet; or one denies the other.
Clash = Literal["time", "amount", "denied"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one claim tells of a matter, as the graph has it.

    `iri` is the event or the figure, `name` that of the matter, `speakers` who say so, `published` the day of
    the article (ISO). `is_not` says that it is told as not so, `is_denial` that the claim is denied as a
    whole. `said` is the time or the amount as people read it; its bounds are ISO days, `earliest` and
    `latest`, and numbers in one unit, `least` and `most`; None where open. Where only the `words` of the
    claims are compared, and nothing that they tell, there is no matter, and `iri` is the claim's.
    """

    iri: str
    claim: str
    matter: str
    name: str
    published: str
    speakers: frozenset[str]
    outlook: Outlook
    is_not: bool = False
    is_denial: bool = False
    said: str = ""
    earliest: str | None = None
    latest: str | None = None
    least: float | None = None
    most: float | None = None
    unit: str | None = None
    words: str = ""

    @property
    def article(self) -> str:
        """The article of the claim: the beginning of its IRI."""
        return self.claim.rpartition("/claim/")[0]

    @property
    def is_bounded(self) -> bool:
        """Whether it tells a time or an amount."""
        return any(one is not None for one in (self.earliest, self.latest, self.least, self.most))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two claims that cannot both hold, the `earlier` published first.

    `is_shift` says that one actor says both, on two days, so that it has changed its word: `speakers`. Else
    they contradict each other.
    """

    earlier: Telling
    later: Telling
    clash: Clash
    is_shift: bool = False
    speakers: frozenset[str] = frozenset()
