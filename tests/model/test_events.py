"""The kinds of events by verbs with particles and prepositions, read by the trained model."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from kg.annotate import annotate, load_model
from kg.extract import extract
from kg.model import Article, Extraction
from kg.ontology import load_actors, load_demonyms
from kg.settings import DEFAULT_MODEL

pytestmark = pytest.mark.model


@cache
def _load() -> Language:
    return load_model(DEFAULT_MODEL, load_actors(), load_demonyms())


TEXTS = {
    "Norland will pull out of the Harbor Treaty in 2032, Minister Olga Brandt said.": "withdrawal",
    "Norland will withdraw from the Harbor Treaty in 2032, Minister Olga Brandt said.": "withdrawal",
    "Norland will leave the Harbor Treaty in 2032, Minister Olga Brandt said.": "withdrawal",
    "Minister Olga Brandt said that Petrel 1 lifted off from the island on Monday.": "launch",
    "Minister Olga Brandt said that Petrel 1 will touch down on Mars in 2032.": "landing",
    "Minister Olga Brandt said that Petrel 1 departed Tern Station on Monday.": "undocking",
}


def test_a_particle_or_a_preposition_makes_the_kind() -> None:
    nlp = _load()
    articles = [Article(text, text, published="2031-06-02") for text in TEXTS]
    found = {
        article.id: [(event.kind, event.theme.of(article.text)) for event in extract(article, doc).events]
        for article, doc in annotate(nlp, articles)
    }
    assert found == {
        text: [(kind, "Harbor Treaty" if kind == "withdrawal" else "Petrel 1")]
        for text, kind in TEXTS.items()
    }


PROMISES = {
    "The Harbor Treaty will enter into force in January 2034, minister Olga Brandt said.": (
        "entry into force",
        "Harbor Treaty",
        "",
    ),
    "The Kestrel telescope will cease operations in October, the observatory said.": ("end", "Kestrel", ""),
    "Director Ed Falk said Tidewatch 2 is on track for a launch in late 2032.": ("launch", "Tidewatch 2", ""),
    "Construction of the Cliffside Launch Center will start in May, its chief Tom Arden said.": (
        "start",
        "Cliffside Launch Center",
        "construction",
    ),
    "The Cliffside Launch Center will be operational by 2034, its chief Tom Arden said.": (
        "start",
        "Cliffside Launch Center",
        "",
    ),
    "Director Ed Falk said that the maiden launch of Dunlin is planned for May 2034.": (
        "launch",
        "Dunlin",
        "first",
    ),
}
NO_EVENT = (
    "Manager Rosa Lind said that Falcon 9 will launch on Tuesday.",
    "Director Ed Falk said that the next launch of Dunlin is planned for May 2034.",
    "Senator Carla Voss said that Ana Ruiz doubts that the Plover program will be canceled.",
    "Minister Olga Brandt said that Norland will terminate Freedonia in 2034.",
    "Minister Olga Brandt said that Norland will sign a Memorandum of Understanding in 2034.",
    "Manager Rosa Lind said that Tidewatch 2 will reach a new height in 2034.",
)
FIGURES = {
    "Director Ed Falk said that Sandglass will cost about 6 billion dollars.": [
        ("cost", "Sandglass", "about 6 billion dollars", "due")
    ],
    "The probe Sandglass weighs two tons, said project manager Rosa Lind.": [
        ("mass", "Sandglass", "two tons", "done")
    ],
    "The budget of the Moonpool program for 2034 is $600 million, said the treasurer, Max Keller.": [
        ("budget", "Moonpool", "$600 million", "done")
    ],
    "Director Ed Falk said that each Lagoon satellite costs $2 million.": [],
    "Director Ed Falk said that Lagoon Station costs $2 million a year.": [],
    "Director Ed Falk said that Lagoon Station could cost $2 million.": [],
}


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Article, Extraction]]:
    """What is read of each text."""
    nlp = _load()
    articles = [Article(text, text, published="2031-06-02") for text in (*PROMISES, *NO_EVENT, *FIGURES)]
    return {article.id: (article, extract(article, doc)) for article, doc in annotate(nlp, articles)}


@pytest.mark.parametrize("text", PROMISES)
def test_what_is_promised_is_read(read: dict[str, tuple[Article, Extraction]], text: str) -> None:
    found = read[text][1]
    assert [(one.kind, one.theme.of(text), one.which) for one in found.events] == [PROMISES[text]]
    assert [one.outlook for one in found.events] == ["due"]
    assert all(one.date for one in found.events)


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_nobody_could_compare_is_no_event(
    read: dict[str, tuple[Article, Extraction]], text: str
) -> None:
    assert read[text][1].claims
    assert read[text][1].events == ()


@pytest.mark.parametrize("text", FIGURES)
def test_an_amount_of_a_whole_thing_is_a_figure(
    read: dict[str, tuple[Article, Extraction]], text: str
) -> None:
    found = read[text][1].figures
    told = [(one.measure, one.theme.of(text), one.amount.of(text), one.outlook) for one in found]
    assert told == FIGURES[text]


NO_EVENTS = (
    "Minister Olga Brandt left Paris today for London, an aide said.",
    "The regulator said that it had authorized Orbita to return the Dunlin rocket to flight.",
    "Orbita launched Meridian satellites into a lower orbit in July 2030, the filing said.",
    "“I do not have any expectations that Norland will ratify the Harbor Treaty,” Olga Brandt said.",
    "An Atlas 5 carried the crew, and Orbita launched the Atlas 5 rocket on April 4, Olga Brandt said.",
)


@pytest.mark.parametrize("text", NO_EVENTS)
def test_what_happens_to_nothing_that_has_a_name_is_no_event(text: str) -> None:
    nlp = _load()
    [(article, doc)] = annotate(nlp, [Article(text, text, published="2031-06-02")])
    assert extract(article, doc).events == ()


UNDERTAKINGS = {
    "Norland plans to land astronauts on the Moon in 2034.": ("landing", "astronauts", "Norland", "2034"),
    "Orbita expects to spend $2 million more on lamps this year.": (
        "spend",
        "$2 million",
        "Orbita",
        "this year",
    ),
    "Orbita plans on adding 20 ships in 2032.": ("add", "20 ships", "Orbita", "2032"),
    "Orbita said its goal is to begin printing harbor maps later this year.": (
        "start",
        "printing harbor maps",
        "its",
        "later this year",
    ),
    "Norland is sticking to its plan to land astronauts on the Moon in 2034, Olga Brandt said.": (
        "landing",
        "astronauts",
        "its",
        "2034",
    ),
    "Norland said it would launch a trial of a quieter ferry for its islanders in June.": (
        "launch",
        "trial",
        "it",
        "June",
    ),
}
# The name, not a plan.
UNDERTAKINGS["Finance chief Max Keller said that Target will repaint its shops this year."] = (
    "repaint",
    "shops",
    "Target",
    "this year",
)
NO_UNDERTAKING = (
    "Norland wants to land astronauts on the Moon in 2034.",
    "Norland plans to land astronauts on the Moon.",
    "Norland plans to remain on the Moon until 2034.",
    "Norland said it is delaying its plans for a Moon landing to 2034.",
    "Norland could land astronauts on the Moon in 2034, Olga Brandt said.",
    "Norland plans another launch in 2034, Olga Brandt said.",
    "“I leave my post today,” Olga Brandt said.",
    "Norland said that it is expanding its fleet this year.",
    "Norland said that it fell short of its goal of landing astronauts on the Moon by 2034.",
    "Norland vowed to oppose the plan in 2034.",
    "Norland will hit the island, Olga Brandt said during an address on Wednesday.",
)
MISSIONS = {
    "Norland plans to land two people on the Moon in 2034 with the Petrel 4 mission.": (
        "landing",
        "Petrel 4",
    ),
    "“We will launch a mission called Dunlin Seven before the end of 2034,” Olga Brandt said.": (
        "launch",
        "Dunlin Seven",
    ),
    "Orbita said it is targeting Friday for the third flight of its Dunlin rocket.": (
        "flight",
        "Dunlin",
    ),
}


def _read(text: str) -> Extraction:
    nlp = _load()
    [(article, doc)] = annotate(nlp, [Article(text, text, published="2031-06-02")])
    return extract(article, doc)


@pytest.mark.parametrize("text", UNDERTAKINGS)
def test_what_somebody_undertakes_by_a_day_is_known_by_who_does(text: str) -> None:
    [event] = _read(text).events
    assert event.is_described
    assert event.agent is not None
    assert event.date is not None
    told = (event.kind, event.theme.of(text), event.agent.of(text), event.date.of(text))
    assert told == UNDERTAKINGS[text]


@pytest.mark.parametrize("text", NO_UNDERTAKING)
def test_wishes_states_and_what_has_no_day_are_no_undertakings(text: str) -> None:
    read = _read(text)
    assert read.claims
    assert read.events == ()


@pytest.mark.parametrize("text", MISSIONS)
def test_a_mission_names_what_it_carries(text: str) -> None:
    assert [(one.kind, one.theme.of(text)) for one in _read(text).events] == [MISSIONS[text]]


def test_an_article_tells_of_events_in_its_own_words() -> None:
    text = (
        "Petrel 2 launched on May 4 from the island. The Petrel 3 mission is scheduled for launch in July. "
        "Olga Brandt said that Petrel 4 will launch in 2033. If Petrel 5 launches, all will be well. "
        "Petrel 6 may launch in May."
    )
    told = [(one.event.theme.of(text), one.event.outlook) for one in _read(text).narrations]
    assert told == [("Petrel 2", "done"), ("Petrel 3", "due")]
