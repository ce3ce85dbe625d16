"""Articles, passages of their text, and mentions of actors."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Literal

ActorType = Literal["Person", "Organization", "State", "Group"]
MentionForm = Literal["name", "nominal", "pronoun"]
Number = Literal["singular", "plural"]
Gender = Literal["feminine", "masculine", "neuter"]
Markup = Literal["", "markdown"]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A passage of an article's text, [start, end) in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the passage."""
        return text[self.start : self.end]

    def holds(self, other: Passage) -> bool:
        """Whether `other` lies inside, ends included."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Passage) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Article:
    """One news article as read. `published` is ISO yyyy-mm-dd, or None where unknown; `markup` is that of the
    text, "" for none.

    `where` names the file and the line or entry that it was read from, `notes` what was mended in it: neither
    belongs to what the article says, and a graph keeps neither.
    """

    id: str
    text: str
    title: str = ""
    published: str | None = None
    url: str | None = None
    source: str | None = None
    markup: Markup = ""
    where: str = field(default="", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) over text and metadata; the id is left out, so copies hash alike."""
        fields = [self.title, self.published or "", self.url or "", self.source or "", self.text]
        fields += [self.markup] if self.markup else []
        return hashlib.sha256("\x1f".join(fields).encode("utf-8", "surrogatepass")).hexdigest()

    def to_line(self) -> str:
        """Write what a graph keeps of the article as one line of JSON."""
        record = asdict(self)
        del record["where"], record["notes"]
        return json.dumps(record)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an actor: a name, a description ("the agency") or a pronoun.

    `name` is the words without determiner, title and possessive; `head` the lower-case head word; `modifiers`
    the lower-case content words beside it ("us", "space"); `subject` whether it is the subject of a clause;
    `modifier_only` whether it only modifies a noun or names a place ("US officials", "in Spain");
    `score` how likely it is to the trained reader that this is the name of an actor: 0 where it marks none,
    None where it has not read the text.
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
    modifier_only: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class CoreferenceLink:
    """Two mentions of one actor by grammar: apposition, an acronym in brackets, a relative clause."""

    first: Passage
    second: Passage
    reason: str
