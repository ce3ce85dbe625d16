"""Identify unnamed sources: "a ministry spokesman" by the office, "officials" not at all."""

from __future__ import annotations

from kg.model import Mention, Naming
from kg.rules.actor_nouns import ACTOR_NOUNS


def to_naming(mention: Mention) -> Naming:
    """Classify how the article identifies an actor that it calls by `mention`, and by no name.

    A body is an office ("the agency", "a House committee"), unless there are several of them that nobody
    counts ("companies"); so is who speaks for one ("a spokesman"), and who holds an office that is one
    person's ("the minister", but not "a minister").
    """
    if ACTOR_NOUNS.anonymity.words.intersection(mention.modifiers):
        return "unnamed"
    if mention.head in ACTOR_NOUNS.office.speakers:
        return "office"
    if mention.type in ("Organization", "State"):
        return "office" if mention.definite or mention.number == "singular" else "unnamed"
    single = mention.definite and mention.number == "singular"
    return "office" if single and mention.head in ACTOR_NOUNS.office.holders else "unnamed"
