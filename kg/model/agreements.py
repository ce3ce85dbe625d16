"""Readings of an article: agreements, the acts on them, and how many have signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.actors import AgreementKind
from kg.model.texts import Passage

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

# What a stated number is: "64 countries" exactly, "more than 60" at least, "nearly 60" at most.
CountBound = Literal["exactly", "at least", "at most", "about"]


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
        """The words that identify the agreement and its subject."""
        return (*self.mentions, *((self.subject,) if self.subject else ()))


@dataclass(frozen=True, slots=True)
class Signing:
    """One act on an agreement: who signed (or announced, proposed ...), for which party, where and when.

    `agreement` is the passage of an `Agreement`; `cue` the words that say the act. `signatories` are those
    who sign as the text says it, `on_behalf_of` those for whom: who is a person and who a party, and which
    person signs for which party, is known when the mentions are resolved (`kg.facts`), but where the text
    itself pairs them: `pairs` are a person and the party each. `rank` is as which of
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
    pairs: tuple[tuple[Passage, Passage], ...] = ()

    @property
    def signers(self) -> tuple[Passage, ...]:
        """All signatories, and those on whose behalf they sign."""
        return (*self.signatories, *self.on_behalf_of)


@dataclass(frozen=True, slots=True)
class StatedCount:
    """How many have signed an agreement, as the article says it: "64 countries have signed the accords".

    `passage` are the words of the number and of whom it counts, `cue` the word that says what they did, to
    the `stage`. `signers` join with these words: `includes_signer` says whether the number has them in it
    ("became the 40th nation") or not ("joins 39 other nations"), and is None where nobody joins. `date` is
    the date expression for the day of the count; without one it is as of the day of publication.
    """

    agreement: Passage
    passage: Passage
    cue: Passage
    number: int
    bound: CountBound
    stage: Stage
    rule: str
    confidence: float
    includes_signer: bool | None = None
    signers: tuple[Passage, ...] = ()
    date: Passage | None = None
