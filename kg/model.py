"""What flows between the stages: frozen records, standard library only.

Every offset is a code point of `Article.text`; a `Passage` is half-open, [start, end). A record points at
mentions and dates by their passage, so everything pickles, sorts and compares without spaCy or RDF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

ActorType = Literal["Person", "Organization", "State", "Group"]
MentionForm = Literal["name", "nominal", "pronoun"]
Number = Literal["singular", "plural"]
Gender = Literal["feminine", "masculine", "neuter"]
QuotationKind = Literal["direct", "indirect", "mixed"]
# How an actor stands to the words; "unclassified" where no list knows the cue.
SpeechAct = Literal[
    "statement",
    "belief",
    "attitude",
    "intention",
    "decree",
    "evidence",
    "question",
    "refusal",
    "unclassified",
]
# How a description tells who somebody is, and how firmly a claim is pinned on its source, the firmest first.
Naming = Literal["named", "office", "unnamed"]
Strength = Literal["named", "office", "unnamed", "document"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
AgreementKind = Literal["Treaty", "Accord", "Contract", "Memorandum", "Agreement"]
# In the order in which an agreement goes through them: of two, the later says where it stands.
Stage = Literal[
    "unsigned",
    "mentioned",
    "proposed",
    "announced",
    "initialled",
    "opened",
    "extended",
    "signed",
    "acceded",
    "ratified",
    "entered into force",
    "suspended",
    "withdrawn",
    "terminated",
]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of an article's text, [start, end) in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the passage."""
        return text[self.start : self.end]

    def holds(self, other: Passage) -> bool:
        """True when `other` lies inside, ends included."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Passage) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Article:
    """One news article as read. `published` is ISO yyyy-mm-dd, or None where nobody says it."""

    id: str
    text: str
    title: str = ""
    published: str | None = None
    url: str | None = None
    source: str | None = None

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) over the text and what is known of it; the id is left out, so copies hash alike."""
        fields = (self.title, self.published or "", self.url or "", self.source or "", self.text)
        return hashlib.sha256("\x1f".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor: a name, a description ("the agency") or a pronoun.

    `name` is the words without determiner, title and possessive; `head` the lower-case head word; `modifiers`
    the lower-case content words beside it ("us", "space"); `subject` whether it is the subject of a clause;
    `aside` whether it only tells of what kind or where something else is ("US officials", "in Spain").
    """

    passage: Passage
    form: MentionForm
    name: str
    head: str
    type: ActorType | None = None
    number: Number = "singular"
    gender: Gender | None = None
    modifiers: tuple[str, ...] = ()
    definite: bool = True
    sentence: int = 0
    subject: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class SameActor:
    """Grammar says that two mentions are one actor: apposition, an acronym in brackets, a relative clause."""

    first: Passage
    second: Passage
    reason: str


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A TIMEX3 expression. `value` is the TIMEX3 value, `edtf` its EDTF (None where it has none).

    `earliest` and `latest` are ISO dates (None where open); `anchor` the ISO date it was counted from;
    `reason` says why a relative expression stays unresolved.
    """

    passage: Passage
    type: TimexType
    value: str
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str | None = None
    reason: str | None = None

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
    expressions inside the content; `stated_on` is the one that dates the act of speaking. `denied` says that
    the source denies the content ("denied that", "does not believe that"); `hedged` that the article leaves
    open whether it was said ("reportedly said", "is said to believe"). `strength` is what the words of the
    source settle alone: a document, or somebody who would not be named; else None, and it depends on who
    the speakers are (`Resolution.strength_of`). `nested_in` is the cue of the claim in whose content this
    one stands ("Gatens said that NASA believes ..."): it is known at second hand. `rule` names the pattern
    that found the claim.
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


@dataclass(frozen=True, slots=True)
class Agreement:
    """A treaty, accord, contract or memorandum that the text speaks of.

    `passage` is the mention that says most; `mentions` all of them in order. `named` tells a proper name
    ("Artemis Accords"), one node in every article, from a description ("a seat-exchange agreement").
    `subject` is what the text says it is about; `binding` whether it says that it binds, and where.
    """

    passage: Passage
    name: str
    kind: AgreementKind
    named: bool
    mentions: tuple[Passage, ...]
    stage: Stage = "mentioned"
    parties: tuple[Passage, ...] = ()
    subject: Passage | None = None
    binding: tuple[bool, Passage] | None = None

    @property
    def words(self) -> tuple[Passage, ...]:
        """All that says which agreement it is, and what about."""
        return (*self.mentions, *((self.subject,) if self.subject else ()))


@dataclass(frozen=True, slots=True)
class Signing:
    """One act on an agreement: who signed (or announced, proposed ...), for which party, where and when.

    `agreement` is the passage of an `Agreement`; `cue` the words that say the act. `signatories` are those
    who sign as the text says it, `on_behalf_of` those for whom: who is a person and who a party, and which
    person signs for which party, is known when the mentions are resolved (`kg.facts`). `rank` is as which of
    all they did it, by the article's count, and where it says so: "the 40th nation to sign".
    """

    agreement: Passage
    cue: Passage
    stage: Stage
    rule: str
    confidence: float
    signatories: tuple[Passage, ...] = ()
    on_behalf_of: tuple[Passage, ...] = ()
    place: Passage | None = None
    date: Passage | None = None
    rank: tuple[int, Passage] | None = None

    @property
    def signers(self) -> tuple[Passage, ...]:
        """All who are told to sign, and on whose behalf."""
        return (*self.signatories, *self.on_behalf_of)


@dataclass(frozen=True, slots=True)
class Role:
    """A person's office as the article says it: "Director General of Roscosmos, Yuri Borisov".

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


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one article. Every tuple is in text order.

    `rejected` are the IRIs of signatures, or of whole acts, that people have taken out.
    """

    mentions: tuple[Mention, ...] = ()
    same: tuple[SameActor, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    claims: tuple[Claim, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    signings: tuple[Signing, ...] = ()
    roles: tuple[Role, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A real-world actor. `local` says that it is known only inside one article ("a senior official").

    `naming` is how the article tells who it is: by name, by an office or body ("a ministry spokesman"), or
    not at all ("officials"). `country` and `parent` are the names (labels) of other entities, as the
    gazetteer gives them. `aside` marks a state that does nothing in the article but lend its name to an
    office ("the Peruvian minister").
    """

    iri: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    local: bool = False
    naming: Naming = "named"
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty or accord that the register knows by name."""

    iri: str
    name: str
    kind: AgreementKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that people talk about, and the words that say so; `broader` is the IRI of another topic.

    `hints` are words that mean it only where it is named by name too, as "debris" does.
    """

    iri: str
    name: str
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office when, by the register of offices: ISO days, both included; `until` is None while it
    lasts. `titles` are the words for the office, `holder` and `organization` IRIs."""

    holder: str
    organization: str
    titles: tuple[str, ...]
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Which entity a mention stands for, by which rule, and how sure that is (0 to 1)."""

    passage: Passage
    iri: str
    rule: str
    confidence: float


# The rule of a link to somebody whom the register of offices knows, and the article does not name.
OFFICE_RULE = "offices.register"


@dataclass(frozen=True)
class Resolution:
    """The actors of one article and the link of every mention that could be resolved.

    `instruments` are the agreements that the register knows, by the passage of the article's Agreement;
    `topics` those that claims and agreements speak of, by the passage of the words that say so.
    """

    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    instruments: tuple[tuple[Passage, Instrument], ...] = ()
    topics: tuple[tuple[Passage, Topic], ...] = ()

    @cached_property
    def _by_passage(self) -> dict[Passage, Link]:
        return {link.passage: link for link in self.links}

    @cached_property
    def _by_iri(self) -> dict[str, Entity]:
        return {entity.iri: entity for entity in self.entities}

    @cached_property
    def _by_agreement(self) -> dict[Passage, Instrument]:
        return dict(self.instruments)

    def instrument_of(self, passage: Passage) -> Instrument | None:
        """What the register knows of the agreement at `passage`, or None."""
        return self._by_agreement.get(passage)

    def link_of(self, passage: Passage) -> Link | None:
        """The link of the mention at `passage`, or None where nobody knows who it is."""
        return self._by_passage.get(passage)

    def entity_of(self, passage: Passage) -> Entity | None:
        """The entity that the mention at `passage` stands for, or None."""
        link = self.link_of(passage)
        return self._by_iri[link.iri] if link else None

    def topics_in(self, passages: Iterable[Passage]) -> tuple[tuple[Passage, Topic], ...]:
        """The topics that words inside these passages name, in text order."""
        parts = tuple(passages)
        return tuple(
            (words, topic) for words, topic in self.topics if any(part.holds(words) for part in parts)
        )

    def strength_of(self, claim: Claim) -> Strength:
        """How firmly the claim is pinned on its source: the firmest of its speakers counts.

        It is told here because a pronoun or "the agency" is as good as the name that it stands for.
        """
        if claim.strength is not None:
            return claim.strength
        known = {self._naming_of(passage) for passage in claim.speakers}
        return next((naming for naming in get_args(Naming) if naming in known), "unnamed")

    def _naming_of(self, passage: Passage) -> Naming | None:
        """How the article tells who it is; who is found by the office alone is not named there."""
        entity, link = self.entity_of(passage), self.link_of(passage)
        return "office" if link and link.rule == OFFICE_RULE else entity.naming if entity else None
