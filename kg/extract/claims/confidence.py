"""How often claims like this one are right: by the rule that found them, or by the tagger's score."""

from __future__ import annotations

from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.fact_confidence import interpolate

# The share of a rule's claims whose content and source were right on PolNeAR's development part; colon,
# headline and refusal are too rare there and were judged on space-policy articles. PolNeAR annotates no
# nested claims: of the 32 that are read there 22 were judged right.
CONFIDENCE = {
    "claims.clause": 0.83,
    "claims.according-to": 0.79,
    "claims.quotation": 0.63,
    "claims.object": 0.59,
    "claims.preposition": 0.54,
    "claims.infinitive": 0.52,
    "claims.as": 0.5,
    "claims.colon": 0.8,
    "claims.block": 0.8,
    "claims.turn": 0.8,
    "claims.answer": 0.8,
    "claims.signed": 0.8,
    "claims.post": 0.8,
    "claims.parenthesis": 0.8,
    "claims.headline": 0.7,
    "claims.refusal": 0.85,
    "claims.nested": 0.69,
}

# A score of the tagger and the share of such claims whose content and source are right, with lines drawn in
# between: fitted on PolNeAR's development part.
CALIBRATION = (
    (0.0, 0.36),
    (0.45, 0.37),
    (0.7, 0.43),
    (0.82, 0.60),
    (0.9, 0.72),
    (0.95, 0.87),
    (0.98, 0.91),
    (1.0, 0.99),
)


def find_confidence(candidate: ClaimCandidate) -> float:
    """The confidence of the claim that a candidate becomes, 0 to 1."""
    return CONFIDENCE[candidate.rule] if candidate.score is None else calibrate(candidate.score)


def calibrate(score: float) -> float:
    """How often a tagger's attribution of this score is right (kg/models/reader/README.md)."""
    return interpolate(score, CALIBRATION)
