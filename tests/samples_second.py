"""A second hand-built article, about the first one's accord and station, and a gazetteer of four actors."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.disagreements import find_disagreements
from kg.facts import to_facts
from kg.model import (
    Agreement,
    Article,
    Claim,
    DateExpression,
    Entity,
    Event,
    Extraction,
    Link,
    Mention,
    Passage,
    Resolution,
    Role,
    Signing,
    Story,
    Topic,
)
from kg.store import GraphStore, in_memory
from kg.triples import article_quads, entity_quads
from kg.triples.disagreements import disagreement_quads, read_tellings
from kg.triples.stories import Ask, story_quads
from kg.vocab import GAZETTEER_GRAPH, RDF, RDFS, SKOS, SP, actor_iri
from tests import samples
from tests.samples import topic_iri

TEXT = (
    "Norland Space said the station would close in 2032. The agency regretted the delay of Orbita and "
    "plans to launch a probe soon. Mia Holt, its director, signed the Harbor Accord for Norland on May 9, "
    "2022; Ana Ruiz signed it for Freedonia on May 6, 2022. Holt believes that debris is a danger. "
    "Holt reportedly said that Ruiz told the agency that the accord was sound."
)
ARTICLE = Article(id="norland-news", title="Norland signs", published="2022-08-01", text=TEXT)


def passage(words: str, nth: int = 0) -> Passage:
    """The `nth` place where `words` stand in TEXT."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Passage(start, start + len(words))


SPACE, AGENCY, ORBITA = passage("Norland Space"), passage("The agency"), passage("Orbita")
HOLT, NORLAND, RUIZ = passage("Mia Holt"), passage("Norland", 1), passage("Ana Ruiz")
FREEDONIA, HOLT_AGAIN, ACCORD = passage("Freedonia"), passage("Holt", 1), passage("Harbor Accord")
HOLT_LAST, RUIZ_AGAIN, AGENCY_AGAIN = passage("Holt", 2), passage("Ruiz", 1), passage("the agency")
IN_2032, SOON = passage("in 2032"), passage("soon")
MAY_9, MAY_6 = passage("May 9, 2022"), passage("May 6, 2022")


def _claim(words: str, cue: str, speaker: Passage, act: str, **more: object) -> Claim:
    return Claim(
        content=(passage(words),),
        cue=(passage(cue),),
        source=(speaker,),
        kind="indirect",
        speech_act=act,  # type: ignore[arg-type]
        rule="claims.clause",
        confidence=0.8,
        speakers=(speaker,),
        **more,  # type: ignore[arg-type]
    )


def _signing(cue: Passage, who: Passage, whom: Passage, date: Passage) -> Signing:
    return Signing(ACCORD, cue, "signed", "agreements.verb", 0.9, (who,), (whom,), None, date)


EXTRACTION = Extraction(
    mentions=(
        Mention(SPACE, "name", "Norland Space", "space", "Organization", subject=True),
        Mention(AGENCY, "nominal", "agency", "agency", "Organization", sentence=1, subject=True),
        Mention(ORBITA, "name", "Orbita", "orbita", "Organization", sentence=1),
        Mention(HOLT, "name", "Mia Holt", "holt", "Person", gender="feminine", sentence=2, subject=True),
        Mention(NORLAND, "name", "Norland", "norland", "State", sentence=2),
        Mention(RUIZ, "name", "Ana Ruiz", "ruiz", "Person", gender="feminine", sentence=2, subject=True),
        Mention(FREEDONIA, "name", "Freedonia", "freedonia", "State", sentence=2),
        Mention(HOLT_AGAIN, "name", "Holt", "holt", "Person", sentence=3, subject=True),
        Mention(HOLT_LAST, "name", "Holt", "holt", "Person", sentence=4, subject=True),
        Mention(RUIZ_AGAIN, "name", "Ruiz", "ruiz", "Person", sentence=4, subject=True),
        Mention(AGENCY_AGAIN, "nominal", "agency", "agency", "Organization", sentence=4),
    ),
    dates=(
        DateExpression(IN_2032, "DATE", "2032", "2032", "2032-01-01", "2032-12-31"),
        DateExpression(SOON, "DATE", "FUTURE_REF", reason="vague"),
        DateExpression(MAY_9, "DATE", "2022-05-09", "2022-05-09", "2022-05-09", "2022-05-09"),
        DateExpression(MAY_6, "DATE", "2022-05-06", "2022-05-06", "2022-05-06", "2022-05-06"),
    ),
    claims=(
        _claim("the station would close in 2032", "said", SPACE, "statement", dates=(IN_2032,)),
        _claim("the delay of Orbita", "regretted", AGENCY, "attitude"),
        _claim("to launch a probe soon", "plans", AGENCY, "intention", dates=(SOON,)),
        _claim("debris is a danger", "believes", HOLT_AGAIN, "belief"),
        _claim(
            "that Ruiz told the agency that the accord was sound",
            "reportedly said",
            HOLT_LAST,
            "statement",
            hedged=True,
        ),
        _claim(
            "that the accord was sound",
            "told",
            RUIZ_AGAIN,
            "statement",
            addressees=(AGENCY_AGAIN,),
            nested_in=passage("reportedly said"),
        ),
    ),
    events=(Event(passage("close"), "end", passage("station"), "due", "events.verb", 0.8, SPACE, IN_2032),),
    agreements=(
        Agreement(ACCORD, "Harbor Accord", "Accord", True, (ACCORD,), "signed", (NORLAND, FREEDONIA)),
    ),
    signings=(
        _signing(passage("signed", 0), HOLT, NORLAND, MAY_9),
        _signing(passage("signed", 1), RUIZ, FREEDONIA, MAY_6),
    ),
    roles=(Role(HOLT, "director", passage("director"), "roles.apposition", 0.9, AGENCY),),
)


def _entity(name: str, type: str, *aliases: str) -> Entity:
    return Entity(actor_iri(type, name), name, type, aliases)  # type: ignore[arg-type]


_SPACE = _entity("Norland Space", "Organization", "NS")
_ORBITA, _NORLAND = _entity("Orbita", "Organization"), _entity("Norland", "State")
_HOLT, _RUIZ, _FREEDONIA = (
    _entity("Mia Holt", "Person", "Holt"),
    _entity("Ana Ruiz", "Person", "Ruiz"),
    _entity("Freedonia", "State"),
)
DEBRIS = Topic(
    topic_iri("orbital debris"), "orbital debris", ("debris",), (), topic_iri("space sustainability")
)

RESOLUTION = Resolution(
    entities=(_SPACE, _ORBITA, _HOLT, _NORLAND, _RUIZ, _FREEDONIA),
    links=(
        Link(SPACE, _SPACE.iri, "names.canonical", 0.95),
        Link(AGENCY, _SPACE.iri, "anaphora.nominal", 0.8),
        Link(ORBITA, _ORBITA.iri, "names.canonical", 0.95),
        Link(HOLT, _HOLT.iri, "names.canonical", 0.95),
        Link(NORLAND, _NORLAND.iri, "names.canonical", 0.95),
        Link(RUIZ, _RUIZ.iri, "names.canonical", 0.95),
        Link(FREEDONIA, _FREEDONIA.iri, "names.canonical", 0.95),
        Link(HOLT_AGAIN, _HOLT.iri, "names.surname", 0.9),
        Link(HOLT_LAST, _HOLT.iri, "names.surname", 0.9),
        Link(RUIZ_AGAIN, _RUIZ.iri, "names.surname", 0.9),
        Link(AGENCY_AGAIN, _SPACE.iri, "anaphora.noun", 0.8),
    ),
    topics=((passage("station"), samples.STATIONS), (passage("debris"), DEBRIS)),
)


def _gazetteer() -> list[Quad]:
    """Norland Space is of Norland and a part of Orbita, which is of Freedonia; and two topics."""
    wider = topic_iri("space sustainability")
    facts = [
        (samples.STATIONS.iri, RDF.type, SP.Topic),
        (DEBRIS.iri, RDF.type, SP.Topic),
        (DEBRIS.iri, SKOS.broader, wider),
        (wider, RDF.type, SP.Topic),
        (_SPACE.iri, RDF.type, SP.Organization),
        (_SPACE.iri, SP.country, _NORLAND.iri),
        (_SPACE.iri, SP.parent, _ORBITA.iri),
        (_ORBITA.iri, RDF.type, SP.Organization),
        (_ORBITA.iri, SP.country, _FREEDONIA.iri),
        (_NORLAND.iri, RDF.type, SP.State),
        (_FREEDONIA.iri, RDF.type, SP.State),
    ]
    names = [
        (samples.STATIONS.iri, RDFS.label, "space stations"),
        (DEBRIS.iri, RDFS.label, "orbital debris"),
        (DEBRIS.iri, SKOS.altLabel, "debris"),
        (wider, RDFS.label, "space sustainability"),
        (_SPACE.iri, RDFS.label, "Norland Space"),
        (_SPACE.iri, SKOS.altLabel, "NS"),
        (_ORBITA.iri, RDFS.label, "Orbita"),
        (_NORLAND.iri, RDFS.label, "Norland"),
        (_FREEDONIA.iri, RDFS.label, "Freedonia"),
    ]
    graph = NamedNode(GAZETTEER_GRAPH)
    quads = [Quad(NamedNode(s), NamedNode(p), NamedNode(o), graph) for s, p, o in facts]
    return quads + [Quad(NamedNode(s), NamedNode(p), Literal(o), graph) for s, p, o in names]


def all_quads() -> list[Quad]:
    """Both sample articles, the gazetteer, the labels of all actors, and what clashes."""
    entities = [*samples.RESOLUTION.entities, *RESOLUTION.entities]
    quads = [
        *article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)),
        *article_quads(to_facts(ARTICLE, EXTRACTION, RESOLUTION)),
        *_gazetteer(),
        *story_quads([Story(samples.ARTICLE.content_hash), Story(ARTICLE.content_hash)]),
        *entity_quads((entity.iri, entity.name) for entity in entities),
    ]
    found = find_disagreements(read_tellings(_asking(in_memory(quads, []))))
    return [*quads, *disagreement_quads(found)]


def _asking(store: GraphStore) -> Ask:
    """Make the function that asks a graph for quads by IRIs."""

    def ask(*iris: str | None) -> Iterator[Quad]:
        return store.rdf.quads_for_pattern(*(iri and NamedNode(iri) for iri in iris))

    return ask


def both() -> GraphStore:
    """A graph of both sample articles."""
    return in_memory(all_quads(), [samples.ARTICLE, ARTICLE])
