"""Which named mentions of an article are one actor: full names, surnames, acronyms, misspellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.model import ActorType, Article, Entity, Extraction, Link, Mention, Naming, Passage
from kg.resolve.acronyms import find_defined
from kg.resolve.entities import Entities
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.people import INNER, SURNAME, is_initial, starts_with_particle
from kg.resolve.short_names import FIRST_WORDS
from kg.rules.actor_nouns import ACTOR_NOUNS
from kg.rules.namesakes import NAMESAKES
from kg.spelling import likeness, to_canonical
from kg.vocab import actor_iri, local_actor_iri

# "Gates" for "Gatens" is 0.91; two different short surnames ("Price", "Prince") reach 0.91 too, so a likeness
# counts only when no other person of the article bears the name as it is written.
MISSPELT = 0.85
# Who it is, by which rule, and how sure that is.
_Found = tuple[Entity, str, float]


def link_names(article: Article, extraction: Extraction, gazetteer: Gazetteer) -> tuple[Entities, list[Link]]:
    """Every named mention linked to an entity, and the entities.

    Full names go first, so that a surname finds its person also in a headline that stands before it, and an
    acronym the name that the article says it is short for.
    """
    entities = Entities()
    links: dict[Passage, Link] = {}
    employers = {role.organization for role in extraction.roles}
    names = with_one_type([m for m in extraction.mentions if m.form == "name"], employers)
    defined = find_defined(article, names, gazetteer)
    for mention in sorted(names, key=_order):
        whole = links.get(defined[mention.name]) if mention.name in defined else None
        if whole is not None:
            entity, rule, confidence = entities[whole.iri], "names.defined-acronym", 0.95
        else:
            entity, rule, confidence = (
                _link_namesake(article, mention)
                or _link_known(mention, gazetteer)
                or _link_to_person(mention, entities)
                or _link_short_form(mention, entities)
                or _link_spelling(mention, entities)
                or (_new_entity(article, mention), "names.canonical", 0.8)
            )
        entities.add(entity, mention)
        links[mention.passage] = Link(mention.passage, entity.iri, rule, confidence)
    return entities, list(links.values())


def _order(mention: Mention) -> tuple[int, int, bool, Passage]:
    """The names of most words first; initials count only among equals, and headlines shout last."""
    words = mention.name.split()
    return -sum(not is_initial(word) for word in words), -len(words), mention.name.isupper(), mention.passage


def _link_namesake(article: Article, mention: Mention) -> _Found | None:
    """By the words of the text: "Georgia" between Alabama and Florida is no state of its own."""
    namesake = NAMESAKES.get(mention.name)
    if namesake is None or not namesake.is_other(article.text):
        return None
    return Entity(actor_iri("State", namesake.other), namesake.other, "State"), "names.namesake", 0.9


def _link_known(mention: Mention, gazetteer: Gazetteer) -> _Found | None:
    """By the gazetteer: the name, a person's in other letters, the people of a state."""
    known = gazetteer.find(mention.name) or gazetteer.find_iri(
        actor_iri(mention.type or "Organization", mention.name)
    )
    if known is None and mention.type == "Person":
        known = gazetteer.find_person(mention.name)
    if known is None and mention.type == "Group":
        known = gazetteer.find_nation(mention.name)
    if known is not None:
        return known, "names.gazetteer", 0.97
    if mention.type == "Person" and (known := gazetteer.find_transliterated(mention.name)) is not None:
        return known, *_by_sound(mention.name, known.name)
    return None


def with_one_type(names: Sequence[Mention], employers: Container[Passage | None]) -> list[Mention]:
    """The mentions, each with the type that most mentions of its name have, and its highest score.

    Capitals alone are what the same word is in small letters, else an organization; so is a people that
    somebody is the director of. A full name is a person's where its last word alone is one's: "Mara Lind ...
    Lind".
    """
    types, scores = _find_majorities(names), _find_highest_scores(names)
    quiet = {name.casefold(): kind for name, kind in types.items() if not name.isupper()}
    types |= {
        name: quiet.get(name.casefold(), "Organization")
        for name in types
        if name.isupper() and name.isalpha()
    }
    types |= {m.name: "Organization" for m in names if m.passage in employers and m.type == "Group"}
    types |= dict.fromkeys(_find_full_names(types), "Person")
    return [
        replace(mention, type=types.get(mention.name, mention.type), score=scores.get(mention.name))
        for mention in names
    ]


def _find_highest_scores(names: Iterable[Mention]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for mention in names:
        if mention.score is not None:
            scores[mention.name] = max(scores.get(mention.name, 0.0), mention.score)
    return scores


def _find_majorities(names: Sequence[Mention]) -> dict[str, ActorType]:
    votes: dict[str, Counter[ActorType]] = {}
    for mention in names:
        if mention.type is not None:
            votes.setdefault(mention.name, Counter())[mention.type] += 1
    return {name: min(seen, key=lambda kind: (-seen[kind], kind)) for name, seen in votes.items()}


def _find_full_names(types: Mapping[str, ActorType]) -> list[str]:
    """The names taken for bodies whose last word alone is a person's; "Trade Ms Mara Lind" is cut wrongly."""
    alone = {name for name, kind in types.items() if kind == "Person" and " " not in name}
    full = [name for name, kind in types.items() if kind == "Organization" and " " in name]
    others = {*ACTOR_NOUNS.titles.words, *ACTOR_NOUNS.name_words.organization}
    return [
        name
        for name in full
        if name.split()[-1] in alone and others.isdisjoint({*name.split(), *name.lower().split()})
    ]


def find_surname_bearer(mention: Mention, entities: Entities) -> Entity | None:
    """The person whose surname was read as a common noun at the start of a sentence: "Crane has asked"."""
    return entities.people.find(mention.name, SURNAME) if mention.name[:1].isupper() else None


def _link_to_person(mention: Mention, entities: Entities) -> _Found | None:
    """By a part of a person's name: "Ruiz", "A. Ruiz", "Al Falasi", "Yun".

    What the model takes for a body or a place is rather that, unless it is a whole surname.
    """
    name = mention.name
    is_surname = starts_with_particle(name) and mention.type != "State"
    if " " in name and mention.type != "Person" and not is_surname:
        return None
    loose = is_surname or mention.type in ("Person", "Group", None)
    gender = mention.gender if mention.gender != "neuter" else None
    person = entities.people.find(name, INNER if loose else SURNAME, gender)
    return (person, "names.surname", 0.92) if person else None


def _link_short_form(mention: Mention, entities: Entities) -> _Found | None:
    """By some words of a longer name, or its initials."""
    if mention.type == "Person" and " " in mention.name:
        words = mention.name.split()
        longer = (e for e in entities.people_between(words[0], words[-1]) if len(e.name.split()) > len(words))
        # "Robyn Gatens" for "Robyn Ann Gatens".
        person = next(longer, None)
        return (person, "names.short-form", 0.88) if person else None
    if mention.type not in ("Group", "State"):
        found = entities.find_whole(mention.name)
        # "Marshall", read as a person whom nobody introduces, is the center; "Falkenau" not "Air Falkenau".
        if found is not None and (mention.type != "Person" or found[1:] == FIRST_WORDS):
            return found
    whole = _find_by_acronym(mention.name, entities)
    return (whole, "names.acronym", 0.88) if whole else None


def _link_spelling(mention: Mention, entities: Entities) -> _Found | None:
    """By a person's name in another spelling."""
    if mention.type == "Person" and " " in mention.name:
        spelt = [e for e in entities.sounding_like(mention.name) if e.name != mention.name]
        return (spelt[0], *_by_sound(mention.name, spelt[0].name)) if len(spelt) == 1 else None
    likely = _find_misspelt(mention, entities)
    return (likely, "names.misspelling", 0.7) if likely else None


def _by_sound(name: str, known: str) -> tuple[str, float]:
    """The rule and how sure it is: the likelier, the more letters the two spellings share."""
    return "names.transliteration", round(0.9 * likeness(name, known), 2)


def _new_entity(article: Article, mention: Mention) -> Entity:
    # The model knows people better than companies: a name without a label is rather one of these.
    kind: ActorType = mention.type or "Organization"
    # Where the trained reader has read, a thing may be meant: "Fact Sheet".
    is_thing = kind == "Organization" and mention.score == 0
    # A lone surname may be anybody's: both are actors of this article only.
    local = is_thing or (kind == "Person" and len(mention.name.split()) == 1)
    name = to_canonical(mention.name) if kind == "Person" else mention.name
    iri = local_actor_iri(article.content_hash, mention.passage) if local else actor_iri(kind, name)
    # "Republicans", "Europeans": a people or a party, but nobody in it.
    naming: Naming = "unnamed" if kind == "Group" or is_thing else "named"
    return Entity(iri, mention.name, kind, local=local, naming=naming)


def has_body_word(name: str) -> bool:
    """Whether a name has a word for a body in it: "center", "institute"."""
    return not ACTOR_NOUNS.name_words.bodies.isdisjoint(name.lower().split())


def _find_by_acronym(name: str, entities: Entities) -> Entity | None:
    if not (name.isupper() and 2 <= len(name) <= 7):
        return None
    wholes = entities.abbreviated(name)
    return wholes[0] if len(wholes) == 1 else None


def _find_misspelt(mention: Mention, entities: Entities) -> Entity | None:
    """Find the one person of the article whose surname is almost the mention: "Gates" for "Robyn Gatens"."""
    if len(mention.name.split()) != 1 or len(mention.name) < 5 or not mention.name[0].isupper():
        return None
    near = entities.people_like(mention.name, MISSPELT)
    return near[0] if len(near) == 1 else None
