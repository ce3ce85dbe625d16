"""How firmly a claim is pinned on somebody, as far as the words of the source settle it alone.

A report or a statement is a document whoever issued it, and who would not be named stays unnamed whatever
office he is said to hold (kg.extract.claims.anonymity). All else depends on who the speakers are, which
`kg.resolve` finds out.
"""

from __future__ import annotations

from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.claims.sources import is_document
from kg.model import Strength


def find_source_type(candidate: ClaimCandidate, is_anonymous: bool = False) -> Strength | None:
    """Document or unnamed where the words say so; None where it depends on the speakers."""
    if candidate.source is None:
        return "unnamed"
    if is_document(candidate.source.root):
        return "document"
    if is_anonymous:  # "Said a spokesman who asked not to be named".
        return "unnamed"
    if any(speaker.form == "name" for speaker in candidate.speakers):
        return None
    if candidate.act == "evidence" and all(
        m.form == "nominal" and m.type is None for m in candidate.speakers
    ):
        # "The data show", "an audit found": no actor, and no noun of the list either.
        return "document"
    return None
