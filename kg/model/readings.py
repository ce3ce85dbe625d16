"""Readings of an article: dates, claims and what they tell of, roles; and all that is read of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.model.actors import Strength
from kg.model.agreements import Agreement, Signing, StatedCount
from kg.model.texts import CoreferenceLink, Mention, Passage

QuotationKind = Literal["direct", "indirect", "mixed"]
# How an actor stands to the words: "denial" to what is denied in any way, "unclassified" where no list knows
# the cue. This is the one list of acts: tests hold shapes, ontology, queries and docs to it.
SpeechAct = Literal[
    "statement",
    "belief",
    "attitude",
    "intention",
    "decree",
    "denial",
    "evidence",
    "question",
    "refusal",
    "unclassified",
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal["START", "MID", "END"]
# Whether a cue is for or against what it brings.
Polarity = Literal["favorable", "adverse"]
Outlook = Literal["done", "due"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A TIMEX3 expression. `value` is the TIMEX3 value, `edtf` its EDTF (None where it has none).

    `earliest` and `latest` are ISO dates (None where open); `anchor` the ISO date it was counted from;
    `reason` says why an expression stays unresolved, or what is amiss with it; `mod` is the TIMEX3 attribute
    for the part that is meant ("early 2024" is the START of 2024).
    """

    passage: Passage
    type: TimexType
    value: str
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str | None = None
    reason: str | None = None
    mod: TimexMod | None = None

    @property
    def is_placed(self) -> bool:
        """Whether it has a place on the calendar, or would have one if more were known.

        "The last 30 years" has one, since it ends today; "for 30 years" and "every morning" have none.
        """
        return self.type in ("DATE", "TIME") or (self.type == "DURATION" and self.edtf is not None)


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution: a source, a cue and a content, as PolNeAR draws them.

    `speakers`, `addressees` and `reacts_to` are passages of mentions; `dates` are passages of the date
    expressions inside the content; `stated_on` is the one that dates the act of speaking. `speech_act` is the
    act of the cue alone; `denied` says that the source denies the content ("denied that", "does not believe
    that"), which makes it a denial (`kg.facts`); `hedged` that the article leaves open whether it was said
    ("reportedly said", "is said to believe"). `strength` is what the words of the source settle alone: a
    document, or somebody who would not be named; else None, and it depends on who the speakers are
    (`kg.facts`). `anonymity` are the words that say that the source would not, or might not, be named.
    `nested_in` is the cue of the claim in whose content this one stands ("Gatens said that NASA
    believes ..."): it is known at second hand. `polarity` says that the cue is for or against
    what it brings ("welcomed", "opposes"). `disputes` is the cue of the claim to which a denial points
    ("denied the report"). `rule` names the pattern that found the claim.
    """

    content: tuple[Passage, ...]
    cue: tuple[Passage, ...]
    source: tuple[Passage, ...]
    kind: QuotationKind
    speech_act: SpeechAct
    rule: str
    confidence: float
    speakers: tuple[Passage, ...] = ()
    addressees: tuple[Passage, ...] = ()
    reacts_to: tuple[Passage, ...] = ()
    dates: tuple[Passage, ...] = ()
    stated_on: Passage | None = None
    denied: bool = False
    hedged: bool = False
    strength: Strength | None = None
    nested_in: Passage | None = None
    anonymity: Passage | None = None
    polarity: Polarity | None = None
    disputes: Passage | None = None

    @property
    def participants(self) -> tuple[Passage, ...]:
        """The speakers, the addressees, and those whose words the claim answers."""
        return (*self.speakers, *self.addressees, *self.reacts_to)

    def holds(self, words: Passage) -> bool:
        """Whether words stand in the content."""
        return any(part.holds(words) for part in self.content)


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a claim tells of: what happens to something known by name.

    "NASA plans to launch Artemis II in April": `trigger` is the word that tells it, `kind` one of
    `kg.rules.events` ("launch"), `theme` the name of what it happens to, `agent` who brings it about, `date`
    the date expression for when, `outlook` whether it is told as done or as due. `negated` says that it has
    not happened, or will not. `which` tells it from others of its kind and theme ("the first launch of").
    What is only possible, wished for or conditional is no event.

    `is_described` says that `theme` is no name: "commercial service". Whose it is tells it from others then,
    and `kind` may be the verb itself.
    """

    trigger: Passage
    kind: str
    theme: Passage
    outlook: Outlook
    rule: str
    confidence: float
    agent: Passage | None = None
    date: Passage | None = None
    negated: bool = False
    which: str = ""
    is_described: bool = False


@dataclass(frozen=True, slots=True)
class Narration:
    """An event that the article tells in its own words: `passage` is the sentence."""

    passage: Passage
    event: Event


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a claim gives: how much of a measure something known by name has.

    "Sandglass weighs about two tons": `amount` are the words "about two tons", `measure` one of
    `kg.rules.figures` ("mass"), `theme` the name of what it is of. `least` and `most` are its bounds in
    `unit`, None where open; `date` the date expression for the time of which it is ("the budget for 2031").
    `outlook` tells what is so, or was, from what will be.
    """

    amount: Passage
    measure: str
    theme: Passage
    unit: str
    outlook: Outlook
    rule: str
    confidence: float
    least: float | None = None
    most: float | None = None
    date: Passage | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A person's office in the article: "Director General of Roscosmos, Yuri Borisov".

    `nation` is a nationality before the title ("Peruvian foreign minister"). `during` is a date expression
    for the time of the office, `since` one for when it began, where the article says so.
    """

    person: Passage
    title: str
    passage: Passage
    rule: str
    confidence: float
    organization: Passage | None = None
    former: bool = False
    nation: Passage | None = None
    during: Passage | None = None
    since: Passage | None = None

    @property
    def held_at(self) -> Passage | None:
        """The place of the office: an organization, else a nation."""
        return self.organization or self.nation


@dataclass(frozen=True)
class Extraction:
    """The extraction of one article. Every tuple is in text order.

    `rejected` are the IRIs of signatures, whole acts and offices that people have taken out, `confirmed`
    those of facts that people found right, each with the number of that decision.
    """

    mentions: tuple[Mention, ...] = ()
    coreferences: tuple[CoreferenceLink, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    narrations: tuple[Narration, ...] = ()
    figures: tuple[Figure, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    signings: tuple[Signing, ...] = ()
    roles: tuple[Role, ...] = ()
    counts: tuple[StatedCount, ...] = ()
    rejected: tuple[str, ...] = ()
    confirmed: tuple[tuple[str, int], ...] = ()

    @cached_property
    def acting(self) -> frozenset[Passage]:
        """The passages of speakers, addressees, signers, whom they sign for, and holders of offices."""
        found = [passage for claim in self.claims for passage in claim.participants]
        found += [party for agreement in self.agreements for party in agreement.parties]
        found += [signer for signing in self.signings for signer in signing.signers]
        found += [party for signing in self.signings for _, party in signing.pairs]
        found += [signer for count in self.counts for signer in count.signers]
        return frozenset([*found, *(role.person for role in self.roles)])

    @cached_property
    def placed(self) -> frozenset[Passage]:
        """The passages of all with a place in a reading: those who act, and the places of offices."""
        places = [place for role in self.roles for place in (role.organization, role.nation) if place]
        return self.acting | {*places, *(p for pair in self.coreferences for p in (pair.first, pair.second))}
