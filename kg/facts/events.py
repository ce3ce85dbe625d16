"""Make the events that claims tell of: what happens to what, when, and as which matter others tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.index import PassageIndex
from kg.model import DateExpression, Entity, Event, Passage
from kg.rules.events import EVENTS
from kg.vocab import matter_iri

# What marks a link in the middle of a description: "spend [$2 million".
_MARKUP = str.maketrans("", "", "[]*_")
# A description that begins with one says where: "landing in the sea".
_PLACING = frozenset(
    ("aboard", "at", "by", "for", "from", "in", "into", "on", "onto", "through", "to", "towards", "with")
)


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event with its matter: all that tell of one kind of event and one theme tell of one matter.

    `name` is that of the matter. `theme` is the name of what it happens to: as the gazetteer or the topics
    have it, else as the article does.
    """

    iri: str
    matter: str
    name: str
    theme: str
    event: Event
    agent: Entity | None
    date: DateExpression | None


@dataclass(frozen=True, slots=True)
class NarrationFact:
    """A sentence of the article's own words, with the event that it tells of."""

    iri: str
    passage: Passage
    event: EventFact


def to_narrations(index: PassageIndex) -> tuple[NarrationFact, ...]:
    """Make the events that the article tells in its own words, in text order."""
    return tuple(
        NarrationFact(index.iri("narration", [one.passage]), one.passage, fact)
        for one in index.extraction.narrations
        if (fact := _to_event(index, one.event))
    )


def to_events(index: PassageIndex, content: Iterable[Passage]) -> tuple[EventFact, ...]:
    """Make the events in the words of a claim, in text order."""
    return tuple(fact for event in index.events_inside(content) if (fact := _to_event(index, event)))


def _to_event(index: PassageIndex, event: Event) -> EventFact | None:
    """Make one event; None where everybody does it for itself, and nobody knows who did."""
    theme, agent = name_theme(index, event.theme), index.entity(event.agent)
    if event.is_described:
        theme = theme.translate(_MARKUP)
    by_each = event.is_described or EVENTS.kinds[event.kind].by_each
    if by_each and agent is None:
        return None
    whose = agent.name if by_each and agent else None
    return EventFact(
        index.iri("event", [event.trigger]),
        matter_iri(event.kind, theme, whose or event.which),
        " ".join(filter(None, (_say(event, theme), whose and f"by {whose}"))),
        theme,
        event,
        agent,
        index.date(event.date),
    )


def _say(event: Event, theme: str) -> str:
    """Say what happens: "first launch of Petrel", "landing in the sea", "spend $2 million"."""
    if event.theme.holds(event.trigger):
        return theme
    is_noun = event.kind in EVENTS.kinds and theme.partition(" ")[0] not in _PLACING
    return " ".join(filter(None, (event.which, event.kind, "of" if is_noun else "", theme)))


def name_theme(index: PassageIndex, words: Passage) -> str:
    """Name the theme as everybody does: an actor or a topic by its label, where the words are its name."""
    entity = index.entity(words)
    if entity:
        return entity.name
    said = " ".join(words.of(index.article.text).split())
    # "The station" is a topic, but not one station.
    topics = (
        topic.name for passage, topic in index.resolution.topics if passage == words and said[0].isupper()
    )
    return next(topics, said)
