"""Apply decisions to the reading of an article: links, entities and facts, no RDF."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from kg.curation.anchoring import find_subject, list_places
from kg.curation.decisions import Decision, Target
from kg.curation.removing import remove_passage
from kg.model import Article, Claim, Entity, Extraction, Link, Mention, Passage, Resolution
from kg.vocab import is_local_actor, local_actor_iri, part_iri

# With this the rule begins that stands in the provenance of a decided link. A person is sure.
RULE = "curation."

_Curated = tuple[Extraction, Resolution]
# What may be told more than once is taken out where it has become one fact.
_TOLD_AGAIN = ("count", "signing", "role")


def curate(
    article: Article, extraction: Extraction, resolution: Resolution, decisions: Iterable[Decision]
) -> _Curated:
    """Apply every decision to the reading of an article, in turn."""
    for decision in decisions:
        extraction, resolution = _APPLY[decision.kind](article, extraction, resolution, decision)
    return extraction, resolution


def _merge(article: Article, extraction: Extraction, resolution: Resolution, decision: Decision) -> _Curated:
    if decision.into is None:
        raise ValueError(f"decision {decision.number} merges {decision.subject} into nobody")
    mentions = [link.passage for link in resolution.links if link.iri == decision.subject]
    return extraction, _give(extraction, resolution, mentions, decision, decision.into)


def _split(article: Article, extraction: Extraction, resolution: Resolution, decision: Decision) -> _Curated:
    own = sorted(link.passage for link in resolution.links if link.iri == decision.subject)
    if not own or (decision.articles and article.id not in decision.articles):
        return extraction, resolution
    moved = _find_called(article, extraction, own, decision.names) if decision.names else own
    into = decision.into
    if into is None:
        entity = next(entity for entity in resolution.entities if entity.iri == decision.subject)
        into = Target(local_actor_iri(article.content_hash, own[0]), entity.name, entity.type)
    return extraction, _give(extraction, resolution, moved, decision, into)


def _find_called(
    article: Article, extraction: Extraction, own: Iterable[Passage], names: Iterable[str]
) -> list[Passage]:
    """Find the mentions that bear one of `names`, and the anaphors of those.

    A pronoun, a description or a part of the name ("Johnson") follows the last full name before it.
    """
    wanted = [name.casefold() for name in names]
    parts = {word for name in wanted for word in name.split()}
    mentions = {mention.passage: mention for mention in extraction.mentions}
    found = []
    follows = False
    for passage in own:
        mention = mentions[passage]
        called = {mention.name.casefold(), passage.of(article.text).casefold()}
        if not called.isdisjoint(wanted):
            follows = True
        elif mention.form == "name" and not parts.issuperset(mention.name.casefold().split()):
            follows = False
        if follows:
            found.append(passage)
    return found


def _reject(article: Article, extraction: Extraction, resolution: Resolution, decision: Decision) -> _Curated:
    """Remove a fact, and all that is known only from the words of a rejected claim."""
    fact = find_subject(decision, article)
    if fact is None:
        return extraction, resolution
    kind = fact.split("/")[-2]
    if kind in ("mention", "agreement"):
        return remove_passage(extraction, resolution, *list_places(fact))
    digest = article.content_hash
    rejected = [
        claim
        for claim in extraction.claims
        if fact
        in (
            part_iri(digest, "claim", claim.content),
            part_iri(digest, "statement", [*claim.cue, *claim.content]),
        )
    ]
    return (
        replace(
            extraction,
            claims=_without(extraction.claims, rejected),
            events=tuple(
                one for one in extraction.events if fact != part_iri(digest, "event", [one.trigger])
            ),
            narrations=tuple(
                one
                for one in extraction.narrations
                if fact
                not in (
                    part_iri(digest, "event", [one.event.trigger]),
                    part_iri(digest, "narration", [one.passage]),
                )
            ),
            figures=tuple(
                one for one in extraction.figures if fact != part_iri(digest, "figure", [one.amount])
            ),
            rejected=(*extraction.rejected, fact) if kind in _TOLD_AGAIN else extraction.rejected,
        ),
        resolution,
    )


def _confirm(
    article: Article, extraction: Extraction, resolution: Resolution, decision: Decision
) -> _Curated:
    """Note that a fact is right."""
    fact = find_subject(decision, article)
    if fact is None:
        return extraction, resolution
    confirmed = (*extraction.confirmed, (fact, decision.number))
    return replace(extraction, confirmed=confirmed), resolution


def _without(claims: Iterable[Claim], rejected: list[Claim]) -> tuple[Claim, ...]:
    """Remove the rejected claims and all that are nested in them, at any depth."""
    kept = list(claims)
    while rejected:
        cues = {cue for claim in rejected for cue in claim.cue}
        kept = [claim for claim in kept if claim not in rejected]
        rejected = [claim for claim in kept if claim.nested_in in cues]
    return tuple(kept)


def _give(
    extraction: Extraction,
    resolution: Resolution,
    passages: Collection[Passage],
    decision: Decision,
    into: Target,
) -> Resolution:
    """Link the mentions to another actor; drop an actor that is left without any."""
    if not passages:
        return resolution
    mentions = {mention.passage: mention for mention in extraction.mentions}
    given = set(passages)
    links = tuple(
        Link(link.passage, into.iri, _to_rule(decision, mentions.get(link.passage)), 1.0)
        if link.passage in given
        else link
        for link in resolution.links
    )
    known = {entity.iri: entity for entity in resolution.entities}
    known.setdefault(into.iri, Entity(into.iri, into.name, into.type, local=is_local_actor(into.iri)))
    called: dict[str, set[str]] = {}
    for link in links:
        called.setdefault(link.iri, set()).update(_names_of(mentions.get(link.passage)))
    entities = tuple(
        replace(known[iri], aliases=tuple(sorted(called[iri] - {known[iri].name})))
        if iri in (into.iri, decision.subject)
        else known[iri]
        for iri in sorted(called)
    )
    return replace(resolution, entities=entities, links=links)


def _to_rule(decision: Decision, mention: Mention | None) -> str:
    """Name the rule: "curation.merge" for a name, "curation.merge.pronoun" for an anaphor of one."""
    form = "" if mention is None or mention.form == "name" else f".{mention.form}"
    return f"{RULE}{decision.kind}{form}"


def _names_of(mention: Mention | None) -> set[str]:
    return {mention.name} if mention and mention.form == "name" else set()


_APPLY: dict[str, Callable[[Article, Extraction, Resolution, Decision], _Curated]] = {
    "merge": _merge,
    "split": _split,
    "rejection": _reject,
    "confirmation": _confirm,
}
