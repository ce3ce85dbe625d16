"""Make statements: speakers, addressees, on whose behalf, and the type of the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from kg.facts.events import EventFact, to_events
from kg.facts.figures import FigureFact, to_figures
from kg.facts.index import PassageIndex, once
from kg.facts.offices import Posts
from kg.model import (
    OFFICE_RULE,
    Claim,
    DateExpression,
    Entity,
    Naming,
    Passage,
    Resolution,
    SpeechAct,
    Strength,
    Topic,
)


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """The claim that a statement conveys: its words, and what is in them, as times, actors or events."""

    iri: str
    passages: tuple[Passage, ...]
    dates: tuple[DateExpression, ...]
    mentions: tuple[Entity, ...]
    topics: tuple[tuple[Passage, Topic], ...]
    events: tuple[EventFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A speech act, read from the words of `claim`.

    `act` is "denial" for what is denied, in whatever way; `strength` the type of its source. `reported_in` is
    the IRI of the claim in whose words it stands (None: it is on record): then it is known at second hand,
    and binds nobody for whom its speakers speak. `nested` are the statements in its own words, `is_confirmed`
    says that a person found it right. `disputes` is the IRI of the claim of somebody else that it denies.
    """

    iri: str
    act: SpeechAct
    claim: Claim
    conveys: ClaimFact
    speakers: tuple[Entity, ...]
    hearers: tuple[Entity, ...]
    reacts_to: tuple[Entity, ...]
    on_behalf_of: tuple[Entity, ...]
    strength: Strength
    stated_on: DateExpression | None
    reported_in: str | None
    nested: tuple[Statement, ...]
    is_confirmed: bool = False
    disputes: str | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words that it rests on."""
        told = (self.claim.anonymity,) if self.claim.anonymity else ()
        return (*self.claim.source, *self.claim.cue, *told)


def to_statements(index: PassageIndex, posts: Posts) -> tuple[Statement, ...]:
    """Make the statements on record, each with those in its words."""
    nested: dict[Passage | None, list[Claim]] = {}
    for claim in index.extraction.claims:
        nested.setdefault(claim.nested_in, []).append(claim)

    confirmed = {iri for iri, _ in index.extraction.confirmed}
    by_cue = {cue: claim for claim in index.extraction.claims for cue in claim.cue}

    def to_statement(claim: Claim, reported_in: str | None) -> Statement:
        conveys = _to_claim(index, claim)
        iri = index.iri("statement", [*claim.cue, *claim.content])
        speakers = index.entities(claim.speakers)
        inner = (one for cue in claim.cue for one in nested.get(cue, ()))
        return Statement(
            iri,
            to_act(claim),
            claim,
            conveys,
            speakers,
            index.entities(claim.addressees),
            index.entities(claim.reacts_to),
            () if reported_in else once(post.place for one in speakers for post in posts.get(one.iri, ())),
            _find_strength(claim, index.resolution),
            index.date(claim.stated_on),
            reported_in,
            tuple(to_statement(one, conveys.iri) for one in inner),
            not confirmed.isdisjoint((iri, conveys.iri)),
            _find_disputed(index, claim, by_cue.get(claim.disputes) if claim.disputes else None, speakers),
        )

    return tuple(to_statement(claim, None) for claim in nested.get(None, ()))


def _to_claim(index: PassageIndex, claim: Claim) -> ClaimFact:
    return ClaimFact(
        index.iri("claim", claim.content),
        claim.content,
        tuple(date for passage in claim.dates if (date := index.date(passage))),
        index.entities_inside(claim.content),
        index.resolution.topics_in(claim.content),
        to_events(index, claim.content),
        to_figures(index, claim.content),
    )


def _find_disputed(
    index: PassageIndex, denial: Claim, disputed: Claim | None, speakers: tuple[Entity, ...]
) -> str | None:
    """Return the IRI of the claim that a denial points to; None where those who deny it made it."""
    if disputed is None or to_act(denial) != "denial" or disputed.speech_act == "refusal":
        return None
    own = {one.iri for one in index.entities(disputed.speakers)} & {one.iri for one in speakers}
    return None if own else index.iri("claim", disputed.content)


def to_act(claim: Claim) -> SpeechAct:
    """Classify the speech act: a denied content makes any act a denial.

    A cue that nobody has classified denies nothing by being negated: "did not attend to".
    """
    if claim.denied and claim.speech_act not in ("refusal", "unclassified"):
        return "denial"
    return claim.speech_act


def _find_strength(claim: Claim, resolution: Resolution) -> Strength:
    """Classify the source by type: the firmest of its speakers counts.

    A pronoun or "the agency" is as good as the name that it stands for.
    """
    if claim.strength is not None:
        return claim.strength
    known = {_find_naming(passage, resolution) for passage in claim.speakers}
    return next((naming for naming in get_args(Naming) if naming in known), "unnamed")


def _find_naming(passage: Passage, resolution: Resolution) -> Naming | None:
    """Return how the article identifies an actor; one found by the office alone is not named there."""
    entity, link = resolution.entity_of(passage), resolution.link_of(passage)
    return "office" if link and link.rule == OFFICE_RULE else entity.naming if entity else None
