"""The topics: in order, closed, and found by the words that name them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.facts import to_facts
from kg.model import Article, Extraction, Topic
from kg.ontology import load_topics, topics_path
from kg.record import to_record
from kg.resolve import Gazetteer, resolve
from kg.resolve.topics import TopicIndex
from kg.spelling import fold
from tests import samples
from tests.samples import topic_iri

TOPICS = load_topics()
DEBRIS = Topic("id:debris", "orbital debris", ("space junk",), ("debris",))
STATIONS = Topic("id:stations", "space stations", ("ISS", "space station"))
TOURISM = Topic("id:tourism", "space station tourism")
MARS = Topic("id:mars", "Mars")
INDEX = TopicIndex([DEBRIS, STATIONS, TOURISM, MARS])


def find(text: str) -> list[tuple[str, str]]:
    return [(words.of(text), topic.name) for words, topic in INDEX.find(text)]


def test_stanzas_stand_in_order_under_the_iri_of_their_label() -> None:
    written = re.findall(r"^<(\S+)> a sp:Topic", topics_path().read_text(encoding="utf-8"), re.MULTILINE)
    assert written == sorted(written)
    assert [topic.iri for topic in TOPICS] == [topic_iri(topic.name) for topic in TOPICS]


def test_no_words_stand_for_two() -> None:
    named = Counter(fold(name) for topic in TOPICS for name in (topic.name, *topic.aliases, *topic.hints))
    assert [name for name, times in named.items() if times > 1] == []


def test_words_stand_in_alphabetical_order() -> None:
    for topic in TOPICS:
        for words in (topic.aliases, topic.hints):
            assert list(words) == sorted(words, key=str.casefold), topic.name


def test_every_topic_is_found_by_each_of_its_names() -> None:
    index = TopicIndex(TOPICS)
    for topic in TOPICS:
        for name in (topic.name, *topic.aliases):
            assert [found.name for _, found in index.find(name)] == [topic.name], name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Space junk and the ISS.", [("Space junk", "orbital debris"), ("ISS", "space stations")]),
        ("two Space-Stations", [("Space-Stations", "space stations")]),
        ("space station tourism", [("space station tourism", "space station tourism")]),
        # The longest name that is one, though a longer one begins there.
        ("a space station; tourism", [("space station", "space stations")]),
        ("space, station", []),
        ("the iss", []),
        ("Mars on Mar. 3", [("Mars", "Mars")]),
        # A hint counts where the topic is named.
        ("the debris of a star", []),
        ("Orbital debris: the debris", [("Orbital debris", "orbital debris"), ("debris", "orbital debris")]),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


@given(
    st.lists(
        st.sampled_from(["space", "station", "stations", "ISS", "junk", "Mars", ",", "\n\n", "-"]),
        max_size=12,
    )
)
def test_found_words_are_in_order_and_do_not_overlap(parts: list[str]) -> None:
    found = [words for words, _ in INDEX.find(" ".join(parts))]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_only_the_words_of_claims_and_agreements_count() -> None:
    gazetteer = Gazetteer([], topics=[replace(samples.STATIONS, aliases=("station", "lunar pact"))])
    topics = resolve(samples.ARTICLE, samples.EXTRACTION, gazetteer).topics
    assert [words.of(samples.TEXT) for words, _ in topics] == ["station"]
    assert resolve(Article("a", "a station"), Extraction(), gazetteer).topics == ()


def test_the_record_names_the_topics_of_a_claim() -> None:
    said, *others = to_record(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION))["claims"]
    words = samples.passage("station")
    assert said["topics"] == [
        {"span": [words.start, words.end], "name": "space stations", "iri": samples.STATIONS.iri}
    ]
    assert all(claim["topics"] == [] for claim in others)


@pytest.mark.parametrize("broader", ["<topic/nowhere>", "<topic/a>, <topic/b>"])
def test_a_wider_topic_must_be_one_of_the_file(tmp_path: Path, broader: str) -> None:
    file = tmp_path / "topics.ttl"
    file.write_text(
        "@base <https://w3id.org/spacepolicy/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<topic/a> rdfs:label "a" ; skos:broader {broader} .\n<topic/b> rdfs:label "b" .\n'
    )
    with pytest.raises(OntologyError, match=r"topic/a.*skos:broader must be one topic of this file"):
        load_topics(file)
