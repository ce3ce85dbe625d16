"""Which real-world actor each mention is: names, then apposition, offices, descriptions and pronouns."""

from __future__ import annotations

from dataclasses import replace

from kg.model import OFFICE_RULE, Article, Entity, Extraction, Link, Mention, Passage, Resolution, Topic
from kg.resolve.anaphora import Antecedents
from kg.resolve.entities import Entities
from kg.resolve.gazetteer import Gazetteer as Gazetteer
from kg.resolve.known import load_gazetteer as load_gazetteer
from kg.resolve.metonymy import RULE as METONYMY
from kg.resolve.metonymy import link_capitals
from kg.resolve.names import find_surname_bearer, has_body_word, link_names
from kg.resolve.naming import to_naming
from kg.resolve.offices import find_holder
from kg.vocab import local_actor_iri

# The rule of a description that fits nobody who is named.
LOCAL = "local.description"


def resolve(article: Article, extraction: Extraction, gazetteer: Gazetteer) -> Resolution:
    """The actors of one article and the link of each mention that could be resolved.

    A description that nobody before fits ("a senior official") is an actor of this article alone. Names that
    neither act nor are known to the gazetteer are dropped when the model may have invented them.
    """
    entities, links = link_names(article, extraction, gazetteer)
    by_passage = {link.passage: link for link in links}
    link_capitals(extraction, gazetteer, entities, by_passage)
    antecedents, acting = Antecedents(extraction.claims), extraction.acting
    same = {pair.second: pair for pair in extraction.same} | {pair.first: pair for pair in extraction.same}
    for mention in extraction.mentions:
        link = by_passage.get(mention.passage)
        if link is None and mention.passage in same:
            pair = same[mention.passage]
            other = by_passage.get(pair.second if pair.first == mention.passage else pair.first)
            link = Link(mention.passage, other.iri, f"same.{pair.reason}", 0.9) if other else None
        link = link or _link_anaphor(
            article, mention, antecedents, extraction, gazetteer, by_passage, entities
        )
        if link is not None:
            by_passage[mention.passage] = link
            # "A reporter" whom nobody hears of again is not who "she" is.
            if link.rule != LOCAL or mention.passage in acting:
                antecedents.add(mention, entities[link.iri])
    resolution = _keep_actors(extraction, gazetteer, entities, by_passage)
    known = (
        (agreement.passage, instrument)
        for agreement in extraction.agreements
        if agreement.named and (instrument := gazetteer.find_instrument(agreement.name))
    )
    return replace(resolution, instruments=tuple(known), topics=_find_topics(article, extraction, gazetteer))


def _find_topics(
    article: Article, extraction: Extraction, gazetteer: Gazetteer
) -> tuple[tuple[Passage, Topic], ...]:
    """What is talked about in the words of claims, and in those that say what an agreement is about."""
    parts = [part for claim in extraction.claims for part in claim.content]
    parts += [part for agreement in extraction.agreements for part in agreement.words]
    found = gazetteer.topics.find(article.text) if parts else ()
    return tuple((words, topic) for words, topic in found if any(part.holds(words) for part in parts))


def _link_anaphor(
    article: Article,
    mention: Mention,
    antecedents: Antecedents,
    extraction: Extraction,
    gazetteer: Gazetteer,
    links: dict[Passage, Link],
    entities: Entities,
) -> Link | None:
    if mention.form == "nominal" and (bearer := find_surname_bearer(mention, entities)) is not None:
        return Link(mention.passage, bearer.iri, "names.surname", 0.85)
    if mention.form == "nominal" and mention.definite and mention.type == "Person":
        holder = find_holder(mention, extraction, links)
        if holder is not None:
            return Link(mention.passage, holder, "anaphora.office", 0.8)
        known = gazetteer.find_holder(mention.name, article.published) if article.published else None
        if known is not None:
            entities.add(known)
            return Link(mention.passage, known.iri, OFFICE_RULE, 0.8)
    found = antecedents.find(mention)
    if found is not None:
        return Link(mention.passage, found[0].iri, *found[1:])
    # A report, a treaty or the data say things without being an actor.
    if mention.form == "pronoun" or mention.type is None:
        return None
    iri = local_actor_iri(article.content_hash, mention.passage)
    entities.add(Entity(iri, mention.name, mention.type, local=True, naming=to_naming(mention)))
    return Link(mention.passage, iri, LOCAL, 0.8)


def _keep_actors(
    extraction: Extraction,
    gazetteer: Gazetteer,
    entities: Entities,
    links: dict[Passage, Link],
) -> Resolution:
    """Those who act or are surely somebody, and aside the states that lend their name to an office."""
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
    asides = (states & forms.keys()) - kept
    aliases = {iri: _find_aliases(entities[iri], forms[iri], links) for iri in kept | asides}
    return Resolution(
        entities=tuple(
            replace(entities[iri], aliases=aliases[iri], aside=iri in asides) for iri in sorted(aliases)
        ),
        links=tuple(links[passage] for passage in sorted(links) if links[passage].iri in aliases),
    )


def _find_states_of_offices(
    extraction: Extraction, gazetteer: Gazetteer, entities: Entities, links: dict[Passage, Link]
) -> set[str]:
    """A state does not act because somebody is its minister, or the Peruvian minister."""
    places = {passage for role in extraction.roles for passage in (role.organization, role.nation)}
    linked = {links[passage].iri for passage in places if passage in links}
    return {iri for iri in linked if entities[iri].type == "State" and gazetteer.is_known(iri)}


def _is_sure(entity: Entity, mentions: list[Mention], known: bool) -> bool:
    """A name that the model is hardly wrong about: one of the gazetteer, a full personal name, or an
    organization of several words that stands there twice or has a word for a body among them.

    A state that is only where something happens, or whose officials somebody is, does nothing itself.
    """
    named = [mention for mention in mentions if mention.form == "name"]
    if entity.type == "State":
        return known and not all(mention.aside for mention in named)
    if known:
        return True
    if entity.type == "Person":
        return not entity.local and any(not mention.aside for mention in named)
    if entity.type != "Organization" or not named or " " not in entity.name:
        return False
    return len(named) > 1 or has_body_word(entity.name)


def _find_aliases(entity: Entity, mentions: list[Mention], links: dict[Passage, Link]) -> tuple[str, ...]:
    """The other names that this article uses.

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
