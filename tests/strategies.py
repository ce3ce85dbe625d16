"""Hypothesis strategies that several tests share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, get_args

from hypothesis import strategies as st

from kg.edtf import bounds
from kg.model import (
    Agreement,
    AgreementKind,
    Article,
    Claim,
    CountBound,
    DateExpression,
    Entity,
    Event,
    Extraction,
    Figure,
    Link,
    Mention,
    Narration,
    Outlook,
    Passage,
    Polarity,
    QuotationKind,
    Resolution,
    Role,
    Signing,
    SpeechAct,
    Stage,
    StatedCount,
    Strength,
)
from kg.normalize import normalize
from kg.normalize.plain import PlainText
from kg.vocab import actor_iri

# Long enough to keep any text that begins with it English, whatever follows.
ENGLISH = (
    "The agency said on Tuesday that it had not heard of the plan, and that nobody in the ministry would say "
    "who had told the press about it. It was not the first time that a report of this kind had been wrong. "
)

# Every character that UTF-8 can hold: emoji, control characters, right-to-left text; no lone surrogate.
characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters, max_size=20)


def articles() -> st.SearchStrategy[Article]:
    """Articles as a reader yields them: English, with an id, and a date that is one."""
    return st.builds(
        Article,
        id=st.text(characters, min_size=1, max_size=20),
        text=words.map(ENGLISH.__add__),
        title=words,
        published=st.none() | st.dates().map(lambda day: day.isoformat()),
        url=st.none() | words,
        source=st.none() | words,
    )


TYPES = ("Person", "Organization", "State", "Group")
# One of each form that kg.edtf gives bounds for.
EDTF = (
    "2024",
    "202X",
    "2022-07",
    "2022-07-26",
    "XXXX-07-26",
    "2022-21",
    "2022~",
    "2024/..",
    "../2030",
    "2022/2023",
)
Reading = tuple[Article, Extraction, Resolution]
Passages = Sequence[Passage]


def passages(text: str) -> st.SearchStrategy[Passage]:
    """Stretches of the text, none of them empty, nor only of characters that no reader sees."""
    starts = st.integers(0, len(text) - 1)
    plain = _normalize(text)
    return starts.flatmap(
        lambda start: st.builds(Passage, st.just(start), st.integers(start + 1, len(text)))
    ).filter(plain.show)


@lru_cache(maxsize=8)
def _normalize(text: str) -> PlainText:
    return normalize(Article("", text))


def spans(text: str) -> st.SearchStrategy[tuple[Passage, ...]]:
    """One stretch of the text or two, as a source, a cue or a content may have."""
    return st.lists(passages(text), min_size=1, max_size=2, unique=True).map(tuple)


def some(passages: Passages) -> st.SearchStrategy[tuple[Passage, ...]]:
    """A few of the passages, in text order; none where there are none."""
    if not passages:
        return st.just(())
    return st.lists(st.sampled_from(passages), max_size=3, unique=True).map(
        lambda found: tuple(sorted(found))
    )


def one_or_none(passages: Passages) -> st.SearchStrategy[Passage | None]:
    return st.none() | st.sampled_from(passages) if passages else st.none()


def confidences() -> st.SearchStrategy[float]:
    return st.floats(0, 1)


def date_expressions(text: str) -> st.SearchStrategy[DateExpression]:
    """Dates with the bounds of their EDTF, unresolved ones, and durations."""

    def date(passage: Passage, edtf: str | None) -> DateExpression:
        earliest, latest = bounds(edtf) if edtf else (None, None)
        return DateExpression(passage, "DATE", edtf or "FUTURE_REF", edtf, earliest, latest)

    dates = st.builds(date, passages(text), st.none() | st.sampled_from(EDTF))
    return dates | st.builds(DateExpression, passages(text), st.just("DURATION"), st.just("P3Y"))


def claims(text: str, actors: Passages, dates: Passages, days: Passages) -> st.SearchStrategy[Claim]:
    """Claims anywhere in the text, by and about any of `actors`; `days` may date the act of speaking."""
    return st.builds(
        Claim,
        content=spans(text),
        cue=spans(text),
        source=spans(text),
        kind=st.sampled_from(get_args(QuotationKind)),
        speech_act=st.sampled_from(get_args(SpeechAct)),
        rule=st.just("claims.clause"),
        confidence=confidences(),
        speakers=some(actors),
        addressees=some(actors),
        reacts_to=some(actors),
        dates=some(dates),
        stated_on=one_or_none(days),
        denied=st.booleans(),
        hedged=st.booleans(),
        strength=st.none() | st.sampled_from(get_args(Strength)),
        polarity=st.none() | st.sampled_from(get_args(Polarity)),
    )


@st.composite
def nested(draw: st.DrawFn, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, some of them in the words of an earlier one that conveys words and whose cue is its own."""
    cues = [cue for claim in claims for cue in claim.cue]
    outer: list[Passage] = []
    found = []
    for claim in claims:
        disputed = draw(one_or_none([cue for cue in cues if cue not in claim.cue]))
        found.append(replace(claim, nested_in=draw(one_or_none(outer)), disputes=disputed))
        if claim.speech_act != "refusal" and cues.count(claim.cue[0]) == 1:
            outer.append(claim.cue[0])
    return tuple(found)


def events(text: str, actors: Passages, days: Passages) -> st.SearchStrategy[Event]:
    return st.builds(
        Event,
        trigger=passages(text),
        kind=st.sampled_from(("launch", "end", "ratification")),
        theme=passages(text),
        outlook=st.sampled_from(get_args(Outlook)),
        rule=st.just("events.verb"),
        confidence=confidences(),
        agent=one_or_none(actors),
        date=one_or_none(days),
        negated=st.booleans(),
        which=st.sampled_from(("", "first")),
        is_described=st.booleans(),
    )


def figures(text: str, days: Passages) -> st.SearchStrategy[Figure]:
    return st.builds(
        Figure,
        amount=passages(text),
        measure=st.sampled_from(("cost", "mass")),
        theme=passages(text),
        unit=st.sampled_from(("USD", "kg")),
        outlook=st.sampled_from(get_args(Outlook)),
        rule=st.just("figures.amount"),
        confidence=confidences(),
        least=st.none() | st.integers(1, 10).map(float),
        most=st.none() | st.integers(10, 99).map(float),
        date=one_or_none(days),
    )


def agreements(text: str, parties: Passages) -> st.SearchStrategy[Agreement]:
    return st.builds(
        Agreement,
        passage=passages(text),
        name=words,
        kind=st.sampled_from(get_args(AgreementKind)),
        named=st.booleans(),
        mentions=spans(text),
        stage=st.sampled_from(get_args(Stage)),
        parties=some(parties),
        subject=st.none() | passages(text),
    )


def signings(
    text: str, found: Sequence[Agreement], signers: Passages, days: Passages
) -> st.SearchStrategy[Signing]:
    """Acts on the agreements that were found; nothing where there are none."""
    return st.builds(
        Signing,
        agreement=st.sampled_from([agreement.passage for agreement in found]) if found else st.nothing(),
        cue=passages(text),
        stage=st.sampled_from(get_args(Stage)),
        rule=st.just("agreements.verb"),
        confidence=confidences(),
        signatories=some(signers),
        on_behalf_of=some(signers),
        place=st.none() | passages(text),
        date=one_or_none(days),
    )


def counts(
    text: str, found: Sequence[Agreement], signers: Passages, days: Passages
) -> st.SearchStrategy[StatedCount]:
    """How many have signed the agreements that were found; nothing where there are none."""
    return st.builds(
        StatedCount,
        agreement=st.sampled_from([agreement.passage for agreement in found]) if found else st.nothing(),
        passage=passages(text),
        cue=passages(text),
        number=st.integers(1, 200),
        bound=st.sampled_from(get_args(CountBound)),
        stage=st.sampled_from(("signed", "acceded", "ratified")),
        rule=st.just("counts.total"),
        confidence=confidences(),
        includes_signer=st.none() | st.booleans(),
        signers=some(signers),
        date=one_or_none(days),
    )


def roles(text: str, actors: Passages) -> st.SearchStrategy[Role]:
    """Offices, also of persons whom nobody could resolve."""
    return st.builds(
        Role,
        person=passages(text) | (st.sampled_from(actors) if actors else st.nothing()),
        title=words,
        passage=passages(text),
        rule=st.just("roles.title"),
        confidence=confidences(),
        organization=one_or_none(actors),
        former=st.booleans(),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """An article with anything that can be read out of it, wherever it may stand in the text."""

    def unique(strategy: st.SearchStrategy[Any], *keys: str) -> tuple[Any, ...]:
        return tuple(draw(st.lists(strategy, max_size=4, unique_by=attrgetter(*keys))))

    article = draw(articles())
    text = article.text
    resolution = draw(resolutions(text))
    actors = [link.passage for link in resolution.links]
    groups = {entity.iri for entity in resolution.entities if entity.type == "Group"}
    signers = [link.passage for link in resolution.links if link.iri not in groups]
    dates = unique(date_expressions(text), "passage")
    days = [date.passage for date in dates if date.type == "DATE"]
    found = unique(agreements(text, signers), "passage")
    extraction = Extraction(
        mentions=tuple(Mention(passage, "name", passage.of(text), "head") for passage in actors),
        dates=dates,
        # Two claims with the same words are one claim; with the same cue they would be one statement too.
        claims=draw(nested(unique(claims(text, actors, [date.passage for date in dates], days), "content"))),
        events=unique(events(text, actors, days), "trigger"),
        narrations=unique(
            st.builds(Narration, passage=passages(text), event=events(text, actors, days)),
            "passage",
            "event.trigger",
        ),
        figures=unique(figures(text, days), "amount"),
        agreements=found,
        signings=unique(signings(text, found, signers, days), "agreement", "cue") if found else (),
        roles=unique(roles(text, actors), "person", "passage"),
        counts=unique(counts(text, found, signers, days), "passage", "cue") if found else (),
    )
    return article, extraction, resolution


@st.composite
def resolutions(draw: st.DrawFn, text: str) -> Resolution:
    """Up to six mentions, each the name of one of a few actors of every type."""
    found = draw(st.lists(passages(text), max_size=6, unique=True))
    entities = [Entity(actor_iri(type_, name), name, type_) for type_ in TYPES for name in ("Orbita", "Vela")]
    links = [
        Link(passage, draw(st.sampled_from(entities)).iri, "name", draw(confidences()))
        for passage in sorted(found)
    ]
    linked = {link.iri for link in links}
    return Resolution(tuple(entity for entity in entities if entity.iri in linked), tuple(links))
