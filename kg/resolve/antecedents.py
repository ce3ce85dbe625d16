"""Find the antecedent of "he", "the agency" or "the spokesman" among the mentions before."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice

from kg.model import NOUN_RULE, Claim, Entity, Gender, Mention, Passage
from kg.resolve.parts import Parts
from kg.settings import COREFERENCE_WINDOW

# Weights of the search for an antecedent, set on the gold articles for development: one sentence of distance
# costs 1, so a subject two sentences back beats an object one sentence back.
SUBJECT, SPEAKER, QUOTED = 0.8, 0.5, -1.2
# Who is told, or reports what somebody says, is seldom who acts in the next sentence: "told the Coast News".
LISTENING = -1.0
# What the article tells of, it tells of further: for each mention so far, up to MUCH of them.
TOLD_OF, MUCH = 0.12, 6
# Nobody replies to himself or herself.
ANSWERED = -3.0
# "The researcher" is whoever was named in the sentence before, or in the one before that.
NEAR = 2
# A pronoun so sure has no rival for its antecedent, or none near.
CLEAR = 0.85
# So many mentions back at most: a text without full stops has thousands in one sentence.
FARTHEST = 300
# Words that no company is called, and that every authority is.
_PUBLIC = (
    "administration", "agency", "assembly", "cabinet", "command", "commission", "committee", "congress",
    "council", "court", "department", "force", "government", "ministry", "office", "parliament", "senate",
)  # fmt: skip


class Antecedents:
    """The mentions of an article that are already resolved, searched backwards."""

    def __init__(
        self,
        claims: Sequence[Claim],
        genders: Mapping[str, Gender],
        answered: Mapping[Passage, Sequence[Passage]],
        parts: Parts,
    ) -> None:
        """`genders` by IRI are those of people that names, titles and appositions tell; `answered` are the
        mentions of those to whom a mention replies; `parts` those of the text, which no pronoun leaves.
        """
        self._parts = parts
        self._genders = dict(genders)
        self._answered = answered
        contents = sorted(part for claim in claims for part in claim.content)
        self._starts = [part.start for part in contents]
        # How far the contents reach that begin no later than each: some lie inside others.
        self._reach = list(accumulate((part.end for part in contents), max))
        self._speaking = {passage for claim in claims for passage in claim.speakers}
        self._listening = _find_listening(claims)
        self._nameless = {one for claim in claims if claim.anonymity for one in claim.speakers}
        self._resolved: list[tuple[Mention, Entity]] = []
        self._told_of: Counter[str] = Counter()

    def add(self, mention: Mention, entity: Entity, confidence: float) -> None:
        """Remember that `mention` is `entity`; call it in text order.

        A pronoun that can hardly mean anybody else tells the gender of whom no name tells it.
        """
        self._resolved.append((mention, entity))
        self._told_of[entity.iri] += 1
        if mention.form == "pronoun" and mention.gender and entity.type == "Person" and confidence >= CLEAR:
            self._genders.setdefault(entity.iri, mention.gender)

    def find(self, mention: Mention) -> tuple[Entity, str, float, str | None] | None:
        """Find the most likely antecedent's entity, with rule, confidence and the IRI of the next most
        likely; None where none fits.
        """
        to = self._find_answered(mention)
        scored = [
            (
                self._score(mention, other)
                + TOLD_OF * min(self._told_of[entity.iri], MUCH)
                + ANSWERED * (entity.iri in to),
                other.passage.start,
                entity,
            )
            for other, entity in self._near(mention)
            if other.passage.end <= mention.passage.start
            and self._reaches(mention, other)
            # Who would not be named is nobody who is.
            and not (mention.passage in self._nameless and entity.naming == "named")
            and fits(mention, other, entity)
            and agrees_in_gender(mention, self._gender_of(other, entity))
        ]
        if not scored:
            return None
        best, _, entity = max(scored, key=lambda item: (item[0], item[1]))
        rivals = [item for item in scored if item[2].iri != entity.iri]
        rival, _, second = max(rivals, key=lambda item: (item[0], item[1]), default=(best - 2.0, 0, None))
        clear = best - rival
        rule = NOUN_RULE if _names(mention, entity) else f"anaphora.{mention.form}"
        return entity, rule, round(min(0.9, 0.55 + 0.15 * max(clear, 0.0)), 2), second.iri if second else None

    def _reaches(self, mention: Mention, other: Mention) -> bool:
        """Whether an anaphor can mean what is named there: a person only within a part of the text."""
        if mention.form != "pronoun" and mention.type != "Person":
            return True
        return self._parts.find(mention.passage.start) == self._parts.find(other.passage.start)

    def _find_answered(self, mention: Mention) -> set[str]:
        """Return the IRIs of those to whom `mention` replies."""
        answered = self._answered.get(mention.passage, ())
        if not answered:
            return set()
        return {entity.iri for other, entity in self._near(mention) if other.passage in answered}

    def _near(self, mention: Mention) -> Iterator[tuple[Mention, Entity]]:
        """Return the mentions not too many sentences before `mention`, the nearest first."""
        for other, entity in islice(reversed(self._resolved), FARTHEST):
            if mention.sentence - other.sentence > COREFERENCE_WINDOW:
                return
            yield other, entity

    def _gender_of(self, other: Mention, entity: Entity) -> Gender | None:
        return self._genders.get(entity.iri) or (other.gender if other.gender != "neuter" else None)

    def _score(self, mention: Mention, other: Mention) -> float:
        score = float(other.sentence - mention.sentence)
        score += SUBJECT * other.subject
        score += SPEAKER * (other.passage in self._speaking)
        score += LISTENING * (other.passage in self._listening)
        # Who is only spoken about in a quotation rarely speaks next.
        score += QUOTED * (self._quoted(other.passage) and not self._quoted(mention.passage))
        return score

    def _quoted(self, passage: Passage) -> bool:
        """Whether the passage is inside a content, or where one content runs on into the next."""
        number = bisect_right(self._starts, passage.start)
        return number > 0 and self._reach[number - 1] >= passage.end


def _find_listening(claims: Sequence[Claim]) -> set[Passage]:
    """Find the mentions of those who are told, and of those who report what another one says."""
    reported = {claim.nested_in for claim in claims}
    told = {one for claim in claims for one in claim.addressees}
    return told.union(*(claim.speakers for claim in claims if not reported.isdisjoint(claim.cue)))


def fits(mention: Mention, other: Mention, entity: Entity) -> bool:
    """Whether number, gender and kind of an anaphor agree with an earlier mention of `entity`."""
    if mention.form == "pronoun":
        return _pronoun_fits(mention, other, entity)
    if not mention.definite or mention.number != other.number:
        return False
    if mention.type is None:
        return entity.type == "Organization" and _is_description(mention, entity)
    if mention.type != entity.type:
        return False
    if mention.type == "Person":
        near = mention.sentence - other.sentence <= NEAR and not mention.modifiers
        return near or other.head == mention.head
    is_company = mention.type == "Organization" and _is_private(mention, entity)
    return is_company or _is_description(mention, entity)


def _is_private(mention: Mention, entity: Entity) -> bool:
    """Whether neither the noun nor a name marks an authority: "the company" is no ministry."""
    names = (name.lower() for name in (entity.name, *entity.aliases))
    return mention.head not in _PUBLIC and not any(word in name for name in names for word in _PUBLIC)


def _pronoun_fits(mention: Mention, other: Mention, entity: Entity) -> bool:
    if mention.head in ("they", "them", "their", "themselves"):
        return other.number == "plural" or entity.type in ("Group", "Organization")
    if mention.gender == "neuter":
        return entity.type in ("Organization", "State") and other.number == "singular"
    return mention.type == "Person" and entity.type == "Person"


def agrees_in_gender(mention: Mention, gender: Gender | None) -> bool:
    """Whether an anaphor for a person has the gender of the antecedent, or one of them is unknown."""
    return mention.type != "Person" or None in (mention.gender, gender) or mention.gender == gender


def _names(mention: Mention, entity: Entity) -> bool:
    """Whether the description is a word of the entity's name: "the agency" of "... Agency"."""
    return mention.form == "nominal" and any(
        mention.head in name.lower().split() for name in (entity.name, *entity.aliases)
    )


def _is_description(mention: Mention, entity: Entity) -> bool:
    """Whether the noun is in the entity's name, or says its kind."""
    return (
        _names(mention, entity)
        or (mention.head in ("organization", "organisation", "body") and entity.type == "Organization")
        or (mention.head in ("country", "nation", "state") and entity.type == "State")
    )
