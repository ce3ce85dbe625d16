"""The record of a decision; decisions are applied in the order of their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import ActorType

DecisionKind = Literal["merge", "split", "rejection", "confirmation"]
# Those on one fact.
ON_FACTS = ("rejection", "confirmation")


@dataclass(frozen=True, slots=True)
class Target:
    """The actor that mentions are given to, with name and type, since no article may mention it."""

    iri: str
    name: str
    type: ActorType


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of a person.

    A merge gives every mention of the actor `subject` to the actor `into`. A split gives those of them away
    that bear one of `names` or stand in one of `articles` (ids); without `into` each article has an actor of
    its own. A rejection takes the fact `subject` (a claim, statement, signing, count, role, event, figure,
    mention or agreement of one article) out of the graph, a confirmation says that it is right: `articles` is
    then the id of its article, and `words` what it rests on (`kg.curation.anchoring`), by which it is found
    where that article has changed.
    `reason` is a person's, `day` the ISO date of the decision; `number` is 0 until it is written down.
    """

    kind: DecisionKind
    subject: str
    into: Target | None = None
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    reason: str = ""
    day: str = ""
    number: int = 0
    words: tuple[str, ...] = ()
