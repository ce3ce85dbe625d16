"""What an article says of agreements, with actors in the place of words: made once, printed by all.

    signatures.py   one hand or one party in an act, and for whom the hand signs
    agreements.py   an agreement: one IRI, one label, its parties

`kg.record` and `kg.triples` print the same facts, so that the two can be joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.facts.agreements import AgreementFact, to_agreement
from kg.facts.signatures import Act, Signature, to_signatures
from kg.model import Article, Extraction, Passage, Resolution

__all__ = ["Act", "AgreementFact", "Facts", "Signature", "to_facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """The agreements of an article in text order, by the passage of their `Agreement`."""

    agreements: Mapping[Passage, AgreementFact]


def to_facts(article: Article, extraction: Extraction, resolution: Resolution) -> Facts:
    """Give what was read of an article as facts about actors; each keeps the passages that it rests on."""
    acts: dict[Passage, list[Act]] = {agreement.passage: [] for agreement in extraction.agreements}
    parties = {agreement.passage: agreement.parties for agreement in extraction.agreements}
    for signing in extraction.signings:
        signatures = to_signatures(
            article.content_hash, signing, parties[signing.agreement], extraction, resolution
        )
        acts[signing.agreement].append(Act(signing, signatures))
    return Facts(
        {
            agreement.passage: to_agreement(
                article.content_hash, agreement, tuple(acts[agreement.passage]), resolution
            )
            for agreement in extraction.agreements
        }
    )
