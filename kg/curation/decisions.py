"""The record of a decision; decisions are applied in the order of their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import ActorType

DecisionKind = Literal["merge", "split", "rejection"]


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
    its own. A rejection takes the fact `subject` (a claim, statement, signing, count or role)
    out of the graph.
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
