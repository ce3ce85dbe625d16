"""Remove what was read of a passage: a date, who a mention is, a topic, the mention of an agreement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kg.model import Agreement, Extraction, Passage, Resolution, Signing, StatedCount

_Act = TypeVar("_Act", Signing, StatedCount)
_Curated = tuple[Extraction, Resolution]
# Where an agreement stood, and where it stands: None where it is gone.
Moved = dict[Passage, Passage | None]


def remove_passage(extraction: Extraction, resolution: Resolution, passage: Passage) -> _Curated:
    """Remove whatever is read of exactly this passage, and what refers to it."""
    extraction, moved = _remove_agreement(_remove_date(extraction, passage), passage)
    return extraction, _remove_link(resolution, passage, moved)


def _remove_date(extraction: Extraction, passage: Passage) -> Extraction:
    """Remove a date expression; what happened then is not dated any more."""
    if all(date.passage != passage for date in extraction.dates):
        return extraction

    def keep(date: Passage | None) -> Passage | None:
        return None if date == passage else date

    return replace(
        extraction,
        dates=tuple(date for date in extraction.dates if date.passage != passage),
        claims=tuple(
            replace(
                one,
                dates=tuple(date for date in one.dates if date != passage),
                stated_on=keep(one.stated_on),
            )
            for one in extraction.claims
        ),
        events=tuple(replace(one, date=keep(one.date)) for one in extraction.events),
        narrations=tuple(
            replace(one, event=replace(one.event, date=keep(one.event.date))) for one in extraction.narrations
        ),
        figures=tuple(replace(one, date=keep(one.date)) for one in extraction.figures),
        signings=tuple(replace(one, date=keep(one.date)) for one in extraction.signings),
        counts=tuple(replace(one, date=keep(one.date)) for one in extraction.counts),
        roles=tuple(replace(one, during=keep(one.during), since=keep(one.since)) for one in extraction.roles),
    )


def _remove_agreement(extraction: Extraction, passage: Passage) -> tuple[Extraction, Moved]:
    """Remove a mention of an agreement; the agreement, and all acts on it, with its last or where only this
    mention says what it is. Give also where an agreement stands now.
    """
    kept: list[Agreement] = []
    moved: Moved = {}
    for agreement in extraction.agreements:
        mentions = tuple(one for one in agreement.mentions if one != passage)
        if agreement.passage != passage:
            kept.append(replace(agreement, mentions=mentions))
        elif mentions and agreement.named:
            moved[passage] = mentions[0]
            kept.append(replace(agreement, passage=mentions[0], mentions=mentions))
        else:
            moved[passage] = None
    signings = _move(extraction.signings, moved)
    counts = _move(extraction.counts, moved)
    return replace(extraction, agreements=tuple(kept), signings=signings, counts=counts), moved


def _move(acts: Iterable[_Act], moved: Moved) -> tuple[_Act, ...]:
    """Move what is said of agreements to where those stand now; what is said of one that is gone goes too."""
    places = ((one, moved.get(one.agreement, one.agreement)) for one in acts)
    return tuple(replace(one, agreement=place) for one, place in places if place is not None)


def _remove_link(resolution: Resolution, passage: Passage, moved: Moved) -> Resolution:
    """Remove who a mention is, and which topic its words name; an actor goes with its last mention."""
    links = tuple(link for link in resolution.links if link.passage != passage)
    left = {link.iri for link in links}
    instruments = ((moved.get(place, place), one) for place, one in resolution.instruments)
    return replace(
        resolution,
        links=links,
        entities=tuple(entity for entity in resolution.entities if entity.iri in left),
        topics=tuple(topic for topic in resolution.topics if topic[0] != passage),
        instruments=tuple((place, one) for place, one in instruments if place is not None),
    )
