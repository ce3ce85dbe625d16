"""Resolve descriptions and pronouns: apposition, offices, antecedents, else actors of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kg.model import (
    OFFICE_RULE,
    Article,
    Claim,
    CoreferenceLink,
    Entity,
    Extraction,
    Gender,
    Link,
    Mention,
    Passage,
)
from kg.resolve.antecedents import Antecedents
from kg.resolve.entities import Entities
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.names import find_surname_bearer
from kg.resolve.naming import to_naming
from kg.resolve.parts import Parts
from kg.rules.reporting_words import REPORTING_WORDS
from kg.vocab import local_actor_iri

# The rule of a description that fits nobody who is named.
LOCAL = "local.description"


def link_anaphors(
    article: Article,
    extraction: Extraction,
    gazetteer: Gazetteer,
    entities: Entities,
    links: dict[Passage, Link],
) -> None:
    """Link the anaphors, in text order, to `entities`; add new ones.

    Antecedents are those who are named, or act: "a reporter" whom nobody hears of again is not who "she" is.
    """
    antecedents = Antecedents(
        extraction.claims,
        find_genders(extraction, links),
        find_answered(article.text, extraction.claims),
        Parts(article.text),
    )
    resolver = _Resolver(article, extraction, gazetteer, entities, links, antecedents)
    acting = extraction.acting
    for mention in extraction.mentions:
        link = links.get(mention.passage) or resolver.link(mention)
        if link is not None:
            links[mention.passage] = link
            if link.rule != LOCAL or mention.passage in acting:
                antecedents.add(mention, entities[link.iri], link.confidence)


def find_genders(extraction: Extraction, links: Mapping[Passage, Link]) -> dict[str, Gender]:
    """By the IRI of a person the gender that most names, titles and descriptions of him or her tell.

    "Ms. Lind" tells it of every Lind who is the same, "the spokeswoman, Mara Lind" too.
    """
    described = {pair.first: pair.second for pair in extraction.coreferences}
    votes: dict[str, Counter[Gender]] = {}
    for mention in extraction.mentions:
        link = links.get(described.get(mention.passage, mention.passage))
        if link and mention.form != "pronoun" and mention.gender in ("feminine", "masculine"):
            votes.setdefault(link.iri, Counter())[mention.gender] += 1
    return {
        iri: "feminine" if seen["feminine"] > seen["masculine"] else "masculine"
        for iri, seen in votes.items()
        if seen["feminine"] != seen["masculine"]
    }


def find_answered(text: str, claims: Iterable[Claim]) -> dict[Passage, tuple[Passage, ...]]:
    """By the mention of who replies, the mentions of whoever spoke last: "“No,” she replied"."""
    told = sorted((claim for claim in claims if claim.cue), key=lambda claim: claim.cue[0])
    return {
        speaker: before.speakers
        for before, claim in pairwise(told)
        if claim.cue[-1].of(text).lower() in REPORTING_WORDS.replying
        for speaker in claim.speakers
    }


@dataclass(frozen=True)
class _Resolver:
    """Resolver of the anaphors of one article; `links` grows from mention to mention."""

    article: Article
    extraction: Extraction
    gazetteer: Gazetteer
    entities: Entities
    links: dict[Passage, Link]
    antecedents: Antecedents

    @cached_property
    def _coreferences(self) -> dict[Passage, CoreferenceLink]:
        """By each of the two passages the pair that it is in."""
        pairs = self.extraction.coreferences
        return {pair.second: pair for pair in pairs} | {pair.first: pair for pair in pairs}

    @cached_property
    def _holders(self) -> dict[str, set[str]]:
        """The IRIs of office holders, by the last word of the title."""
        holders: dict[str, set[str]] = {}
        for role in self.extraction.roles:
            if role.person in self.links and not role.former and role.title.split():
                last = role.title.lower().split()[-1]
                holders.setdefault(last, set()).add(self.links[role.person].iri)
        return holders

    def link(self, mention: Mention) -> Link | None:
        """Link a mention by the first rule that resolves it, or return None."""
        rules = (
            self._link_coreferent,
            self._link_surname,
            self._link_office,
            self._link_antecedent,
            self._link_local,
        )
        return next((link for rule in rules if (link := rule(mention)) is not None), None)

    def _link_coreferent(self, mention: Mention) -> Link | None:
        """By apposition to a mention before: "the director, Ana Ruiz"."""
        pair = self._coreferences.get(mention.passage)
        other = self.links.get(pair.second if pair.first == mention.passage else pair.first) if pair else None
        return Link(mention.passage, other.iri, f"same.{pair.reason}", 0.9) if pair and other else None

    def _link_surname(self, mention: Mention) -> Link | None:
        """Link a surname that was read as a common noun."""
        bearer = find_surname_bearer(mention, self.entities) if mention.form == "nominal" else None
        return Link(mention.passage, bearer.iri, "names.surname", 0.85) if bearer else None

    def _link_office(self, mention: Mention) -> Link | None:
        """Link an office to its holder in the article, else to the one of that day in the register."""
        if mention.form != "nominal" or not mention.definite or mention.type != "Person":
            return None
        holders = self._holders.get(mention.head, set())
        if len(holders) == 1:
            return Link(mention.passage, min(holders), "anaphora.office", 0.8)
        day = self.article.published
        known = self.gazetteer.find_holder(mention.name, day) if day else None
        if known is None:
            return None
        self.entities.add(known)
        return Link(mention.passage, known.iri, OFFICE_RULE, 0.8)

    def _link_antecedent(self, mention: Mention) -> Link | None:
        found = self.antecedents.find(mention)
        return Link(mention.passage, found[0].iri, *found[1:]) if found else None

    def _link_local(self, mention: Mention) -> Link | None:
        """Link a mention to an actor of its own; a report or a treaty says things without being one."""
        if mention.form == "pronoun" or mention.type is None:
            return None
        iri = local_actor_iri(self.article.content_hash, mention.passage)
        self.entities.add(Entity(iri, mention.name, mention.type, local=True, naming=to_naming(mention)))
        return Link(mention.passage, iri, LOCAL, 0.8)
