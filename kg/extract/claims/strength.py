"""How firmly a claim is pinned on somebody, as far as the words of the source settle it alone.

A report or a statement is a document whoever issued it, and who speaks on condition of anonymity stays
unnamed whatever office he is said to hold. All else depends on who the speakers are: `kg.resolve` finds out.
"""

from __future__ import annotations

from kg.extract.claims.draft import Draft
from kg.extract.claims.sources import is_document
from kg.model import Strength
from kg.rules.actor_nouns import ACTOR_NOUNS


def find_strength(draft: Draft) -> Strength | None:
    """Document or unnamed where the words say so; None where it depends on the speakers."""
    if draft.source is None:
        return "unnamed"
    if is_document(draft.source.root):
        return "document"
    if any(speaker.form == "name" for speaker in draft.speakers):
        return None
    if draft.act == "evidence" and all(m.form == "nominal" and m.type is None for m in draft.speakers):
        # "The data show", "an audit found": no actor, and no noun of the list either.
        return "document"
    # "Said a spokesman who asked not to be named".
    phrases = ACTOR_NOUNS.anonymity.phrases
    return "unnamed" if any(phrase in draft.surroundings for phrase in phrases) else None
