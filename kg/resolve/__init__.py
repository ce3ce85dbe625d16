"""Resolve mentions to actors: names, then apposition, offices, descriptions and pronouns."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Article, Entity, Extraction, Link, Mention, Passage, Places, Resolution, Topic
from kg.resolve.anaphora import link_anaphors
from kg.resolve.entities import Entities
from kg.resolve.gazetteer import Gazetteer as Gazetteer
from kg.resolve.known import load_gazetteer as load_gazetteer
from kg.resolve.metonymy import RULE as METONYMY
from kg.resolve.metonymy import link_capitals
from kg.resolve.names import has_body_word, link_names

# The least score of the trained reader at which a name that does nothing is an actor's, by type and by
# whether the gazetteer knows it; see _is_sure.
_LEAST_SCORES = {
    ("Organization", False): 0.85,
    ("Organization", True): 0.3,
    ("Person", False): 0.8,
    ("Person", True): 0.3,
    ("State", False): 0.98,
    ("State", True): 0.8,
    ("Group", False): 0.8,
    ("Group", True): 0.8,
}


def resolve(article: Article, extraction: Extraction, gazetteer: Gazetteer) -> Resolution:
    """Resolve the mentions of one article: its actors, and a link for each mention that could be resolved.

    A description that nobody before fits ("a senior official") is an actor of this article alone. Names that
    neither act nor are known to the gazetteer are dropped when the model may have invented them.
    """
    entities, named = link_names(article, extraction, gazetteer)
    links = {link.passage: link for link in named}
    link_capitals(extraction, gazetteer, entities, links)
    link_anaphors(article, extraction, gazetteer, entities, links)
    resolution = _keep_actors(extraction, gazetteer, entities, links)
    known = (
        (agreement.passage, instrument)
        for agreement in extraction.agreements
        if agreement.named and (instrument := gazetteer.find_instrument(agreement.name))
    )
    return replace(resolution, instruments=tuple(known), topics=_find_topics(article, extraction, gazetteer))


def _find_topics(
    article: Article, extraction: Extraction, gazetteer: Gazetteer
) -> tuple[tuple[Passage, Topic], ...]:
    """Find the topics in the words of claims, and in the subjects of agreements."""
    parts = [(part, claim.rule) for claim in extraction.claims for part in claim.content]
    parts += [(part, agreement.name) for agreement in extraction.agreements for part in agreement.words]
    found = gazetteer.topics.find(article.text) if parts else ()
    places = Places(parts)
    return tuple((words, topic) for words, topic in found if places.hold(words))


def _keep_actors(
    extraction: Extraction,
    gazetteer: Gazetteer,
    entities: Entities,
    links: dict[Passage, Link],
) -> Resolution:
    """Keep the actors that act or are surely real, and states that only lend their name to an office."""
    acting = {links[passage].iri for passage in extraction.acting if passage in links}
    states = _find_states_of_offices(extraction, gazetteer, entities, links)
    acting |= {
        links[role.organization].iri for role in extraction.roles if role.organization in links
    } - states
    forms: dict[str, list[Mention]] = {}
    for mention in extraction.mentions:
        if mention.passage in links:
            forms.setdefault(links[mention.passage].iri, []).append(mention)
    kept = {
        iri
        for iri, mentions in forms.items()
        if iri in acting or _is_sure(entities[iri], mentions, gazetteer.is_known(iri))
    }
    modifiers = (states & forms.keys()) - kept
    aliases = {iri: _find_aliases(entities[iri], forms[iri], links) for iri in kept | modifiers}
    return Resolution(
        entities=tuple(
            replace(entities[iri], aliases=aliases[iri], modifier_only=iri in modifiers)
            for iri in sorted(aliases)
        ),
        links=tuple(links[passage] for passage in sorted(links) if links[passage].iri in aliases),
    )


def _find_states_of_offices(
    extraction: Extraction, gazetteer: Gazetteer, entities: Entities, links: dict[Passage, Link]
) -> set[str]:
    """Find the states that are named only as those of an office: "the Peruvian minister"."""
    places = {passage for role in extraction.roles for passage in (role.organization, role.nation)}
    linked = {links[passage].iri for passage in places if passage in links}
    return {iri for iri in linked if entities[iri].type == "State" and gazetteer.is_known(iri)}


def _is_sure(entity: Entity, mentions: list[Mention], known: bool) -> bool:
    """Whether a name surely is that of an actor although its bearer does nothing in the article.

    Where the trained reader has read, its scores decide. The least ones were chosen on the development part
    of the signings corpus; of the names that are dropped there a third are actors' (79 of 229).
    """
    named = [mention for mention in mentions if mention.form == "name"]
    scores = [mention.score for mention in named if mention.score is not None]
    if scores:
        return max(scores) >= _LEAST_SCORES[entity.type, known]
    return _is_sure_by_words(entity, named, known)


def _is_sure_by_words(entity: Entity, named: list[Mention], known: bool) -> bool:
    """Whether the words say so: a name of the gazetteer, a full personal name, or an organization of several
    words that stands there twice or has a word for a body among them.

    A state that is only where something happens, or whose officials somebody is, does nothing itself.
    """
    if entity.type == "State":
        return known and not all(mention.modifier_only for mention in named)
    if known:
        return True
    if entity.type == "Person":
        return not entity.local and any(not mention.modifier_only for mention in named)
    if entity.type != "Organization" or not named or " " not in entity.name:
        return False
    return len(named) > 1 or has_body_word(entity.name)


def _find_aliases(entity: Entity, mentions: list[Mention], links: dict[Passage, Link]) -> tuple[str, ...]:
    """Find the other names that this article uses.

    Descriptions and pronouns name nobody, a capital is no name of the government that sits in it, nor is a
    people one of its state.
    """
    names = {
        mention.name
        for mention in mentions
        if mention.form == "name"
        and not links[mention.passage].rule.startswith(METONYMY)
        and not (mention.type == "Group" and entity.type == "State")
    }
    return tuple(sorted(names - {entity.name}))
