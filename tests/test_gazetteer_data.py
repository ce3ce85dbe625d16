"""Every line of ontology/actors.ttl keeps the rules of ontology/README.md."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from spacy.lang.en.stop_words import STOP_WORDS

from kg.model import Entity
from kg.ontology import actors_path, load_actors, load_capitals, load_demonyms
from kg.vocab import actor_iri

ACTORS = load_actors()
BY_NAME = {(actor.type, actor.name): actor for actor in ACTORS}
# Names that are written without a capital by those who bear them.
LOWER_CASE_NAMES = {"ispace"}
# A capital, or the other name of what sits in it, means now the state, now its government, now the town.
METONYMS = {
    "moscow",
    "beijing",
    "washington",
    "brussels",
    "london",
    "paris",
    "tokyo",
    "delhi",
    "new delhi",
    "berlin",
}
STANZA = re.compile(
    r"<(?P<iri>[a-z]+/[^>]+)> a sp:(?:Group|Organization|Person|State) ;\n"
    r'    rdfs:label "[^"]+"'
    r'(?: ;\n    skos:altLabel "[^"]+"(?:,\n        "[^"]+")*)?'
    r'(?: ;\n    sp:demonym "[^"]+"(?:, "[^"]+")*)?'
    r'(?: ;\n    sp:capital "[^"]+"(?:, "[^"]+")*)?'
    r"(?: ;\n    sp:country <state/[^>]+>)?"
    r"(?: ;\n    sp:parent <organization/[^>]+>)?"
    r" \.\n"
)


def names_of(actor: Entity) -> tuple[str, ...]:
    return (actor.name, *actor.aliases)


def test_there_are_actors_of_every_kind() -> None:
    counts = {
        kind: sum(actor.type == kind for actor in ACTORS) for kind in ("Person", "Organization", "State")
    }
    assert sum(counts.values()) >= 200
    assert min(counts.values()) >= 40


def test_every_iri_is_minted_from_the_label() -> None:
    assert {actor.iri: actor_iri(actor.type, actor.name) for actor in ACTORS} == {
        actor.iri: actor.iri for actor in ACTORS
    }


def test_no_name_means_two_actors() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in ACTORS:
        for name in names_of(actor):
            owners[name.casefold()].add(actor.iri)
    assert {name: iris for name, iris in owners.items() if len(iris) > 1} == {}


def test_no_actor_has_an_alias_twice() -> None:
    twice = [actor.iri for actor in ACTORS if len(set(names_of(actor))) != len(names_of(actor))]
    assert twice == []


def test_no_name_is_an_ordinary_word() -> None:
    for actor in ACTORS:
        for name in names_of(actor):
            assert name == name.strip()
            assert len(name) > 1
            assert name in LOWER_CASE_NAMES or any(letter.isupper() for letter in name), name
            assert name.lower() not in STOP_WORDS or name == "US", name
            assert not re.match(r"(?i)(the|an?) ", name), name


def test_no_state_goes_by_its_capital_or_its_government() -> None:
    states = {name.casefold() for actor in ACTORS if actor.type == "State" for name in names_of(actor)}
    assert not states & METONYMS
    for name in ("Kremlin", "Pentagon", "White House"):
        assert BY_NAME["Organization", name].country in ("Russia", "United States")


def test_parents_are_organizations_without_a_circle() -> None:
    for actor in ACTORS:
        seen = {actor.name}
        parent = actor.parent
        while parent is not None:
            assert ("Organization", parent) in BY_NAME, actor.iri
            assert parent not in seen, actor.iri
            seen.add(parent)
            parent = BY_NAME["Organization", parent].parent


def test_countries_are_states_and_states_have_none() -> None:
    for actor in ACTORS:
        assert actor.country is None or ("State", actor.country) in BY_NAME, actor.iri
        assert actor.type != "State" or (actor.country, actor.parent) == (None, None), actor.iri


def test_a_demonym_is_no_name_of_an_actor() -> None:
    names = {name for actor in ACTORS for name in names_of(actor)}
    demonyms = load_demonyms()
    assert demonyms["Russian"] == demonyms["Russians"] == "Russia"
    assert not names & set(demonyms)
    assert all(("State", state) in BY_NAME for state in demonyms.values())


def test_the_file_is_sorted_and_every_stanza_has_one_form() -> None:
    head, *stanzas = re.split(r"\n(?=<)", actors_path().read_text(encoding="utf-8"))
    assert head.startswith("@base <https://w3id.org/spacepolicy/id/> .")
    matches = [STANZA.fullmatch(stanza) for stanza in stanzas]
    assert [stanza for stanza, match in zip(stanzas, matches, strict=True) if match is None] == []
    iris = [match["iri"] for match in matches if match]
    assert iris == sorted(iris)
    assert len(iris) == len(ACTORS)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("US State Department", "US Department of State"),
        ("U.S. State Department", "US Department of State"),
        ("Department of State", "US Department of State"),
        ("State Department", "US Department of State"),
        ("Congress", "US Congress"),
        ("US space agency", "NASA"),
        ("Russian space agency", "Roscosmos"),
        ("U.S.", "United States"),
        ("America", "United States"),
        ("UN Office for Outer Space Affairs", "UNOOSA"),
        ("JPL", "Jet Propulsion Laboratory"),
    ],
)
def test_a_well_known_alias_finds_its_actor(alias: str, name: str) -> None:
    assert [actor.name for actor in ACTORS if alias in names_of(actor)] == [name]


@pytest.mark.parametrize(
    ("name", "parent"),
    [("Jet Propulsion Laboratory", "NASA"), ("NASA", "US government"), ("Kremlin", "Russian government")],
)
def test_a_well_known_part_has_its_whole(name: str, parent: str) -> None:
    assert BY_NAME["Organization", name].parent == parent


def test_a_capital_is_no_name_of_an_actor() -> None:
    capitals = load_capitals()
    assert (capitals["Moscow"], capitals["Kyiv"], capitals["New Delhi"]) == ("Russia", "Ukraine", "India")
    assert not {name for actor in ACTORS for name in names_of(actor)} & set(capitals)


def test_a_state_has_one_government_at_most() -> None:
    governments = [actor.country for actor in ACTORS if actor.name.endswith(" government")]
    assert governments and None not in governments
    assert len(governments) == len(set(governments))
