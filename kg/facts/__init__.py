"""What an article says, with actors in the place of words: made once, printed by all.

    index.py        who and what the words stand for
    offices.py      an office that a person holds, and where
    statements.py   who says what to whom, for whom, and how firmly that is known
    events.py       what a claim says happens, and as which matter others tell it
    figures.py      how much of what a claim gives, and as which matter others give it
    signatures.py   one hand or one party in an act, and for whom the hand signs
    counts.py       how many have signed, by the article's count
    agreements.py   an agreement: one IRI, one label, its parties

This is the only place where words become actors: `kg.record`, `kg.triples` and `kg.evaluate` print the same
facts, so that what they print can be joined. Each fact keeps the passages that it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.agreements import AgreementFact, to_agreements
from kg.facts.counts import CountFact
from kg.facts.events import EventFact, NarrationFact, to_narrations
from kg.facts.figures import FigureFact
from kg.facts.index import PassageIndex, list_names
from kg.facts.offices import OfficeHeld, find_posts, to_offices
from kg.facts.signatures import Act, Signature
from kg.facts.statements import ClaimFact, Statement, to_act, to_statements
from kg.model import Article, DateExpression, Entity, Extraction, Link, Passage, Resolution, Topic

__all__ = [
    "Act",
    "AgreementFact",
    "ClaimFact",
    "CountFact",
    "EventFact",
    "Facts",
    "FigureFact",
    "NarrationFact",
    "OfficeHeld",
    "Signature",
    "Statement",
    "list_names",
    "to_act",
    "to_facts",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of an article, in text order.

    `links` and `topics` map words to actors and topics. `statements` are those on record; second-hand
    ones are nested in them; `narrations` what the article tells in its own words. `confirmed` are the
    IRIs of facts that people found right, with their decisions.
    """

    article: Article
    actors: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    topics: tuple[tuple[Passage, Topic], ...] = ()
    dates: tuple[DateExpression, ...] = ()
    offices: tuple[OfficeHeld, ...] = ()
    statements: tuple[Statement, ...] = ()
    narrations: tuple[NarrationFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()
    confirmed: tuple[tuple[str, int], ...] = ()


def to_facts(article: Article, extraction: Extraction, resolution: Resolution) -> Facts:
    """Turn the reading of an article into facts about actors."""
    index = PassageIndex(article, extraction, resolution)
    offices = to_offices(index)
    posts = find_posts(offices)
    return Facts(
        article,
        resolution.entities,
        index.used_links(),
        resolution.topics,
        extraction.dates,
        offices,
        to_statements(index, posts),
        to_narrations(index),
        to_agreements(index, posts),
        extraction.confirmed,
    )
