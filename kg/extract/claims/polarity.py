"""Whether a cue is for or against what it brings: "welcomed the plan", "voiced opposition to it"."""

from __future__ import annotations

from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.grammar import is_negated
from kg.model import Polarity
from kg.rules.polarity import POLARITY


def find_polarity(candidate: ClaimCandidate) -> Polarity | None:
    """Find the side of the one who speaks; None where the cue takes none, is negated, or takes both."""
    if candidate.denied or is_negated(candidate.verb):
        return None
    lemmas = {token.lemma_.lower() for token in candidate.cue}
    found: list[Polarity] = [side for side, words in POLARITY.items() if words & lemmas]
    return found[0] if len(found) == 1 else None
