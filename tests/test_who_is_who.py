"""Who is who by parts of names, acronyms that the article defines, and the genders that it tells."""

from __future__ import annotations

import pytest

from kg.model import Article, CoreferenceLink, Entity, Extraction, Mention
from kg.resolve import resolve
from kg.resolve.acronyms import stands_for
from kg.resolve.people import FIRST, SURNAME, People
from tests.test_resolve import GAZETTEER, article_of, mention, names, speaking


def find_person(full: str, part: str, type: str = "Person") -> bool:
    """Whether an article that has the full name takes the part for the same person."""
    found = [mention(0, full, type="Person"), mention(80, part, type=type, sentence=1)]
    return names(*article_of(*found, claims=speaking(found[1])))[1] == full


@pytest.mark.parametrize(
    ("full", "part"),
    [
        ("Bao Trang Linh", "Bao"),
        ("Kim Do-yun", "Kim"),
        ("Saif bin Nasir Al Hamdi", "Al Hamdi"),
        ("Saif bin Nasir Al Hamdi", "Bin Nasir"),
        ("Amal al-Jabari Haddad", "al-Jabari"),
        ("Greet van den Heuvel", "Van den Heuvel"),
        ("Teo da Costa e Lima", "da Costa e Lima"),
        ("Rosa Vidal de la Torre", "Vidal"),
        ("Aoife Ó Riain", "Ó Riain"),
        ("Mina Tor-Lund", "M. Tor-Lund"),
        ("Otto Brandt Jr.", "Brandt Jr."),
        ("Otto Brandt III", "Brandt"),
        ("Zsófia Kéri", "Kéri"),
        ("Zsófia Kéri", "Keri"),
    ],
)
def test_part_of_a_name_is_the_person(full: str, part: str) -> None:
    assert find_person(full, part)


@pytest.mark.parametrize(
    ("full", "part", "type"),
    [
        ("Van den Heuvel", "den", "Person"),
        ("Otto Brandt Sr.", "Brandt Jr.", "Person"),
        ("Mina Tor-Lund", "K. Tor-Lund", "Person"),
        ("Georgia Lund", "Georgia", "State"),
        ("Ford Lund", "Ford", "Organization"),
        ("Teo Marsh Lund", "Marsh", "Person"),
        ("Orb-Metal Lund", "Orb", "Person"),
    ],
)
def test_what_only_looks_like_a_part_is_somebody_else(full: str, part: str, type: str) -> None:
    assert not find_person(full, part, type)


def test_a_surname_goes_before_the_same_word_at_the_front() -> None:
    people = People()
    for name in ("Jo Kim", "Kim Do-yun"):
        people.add(Entity(f"urn:{name}", name, "Person"))
    kim = people.find("Kim")
    assert kim is not None and kim.name == "Jo Kim"
    assert people.find("Do-yun", SURNAME) is not None
    assert people.find("Jo", SURNAME) is None and people.find("Jo", FIRST) is not None


def test_father_and_son_are_two() -> None:
    found = [
        mention(0, "Otto Brandt Sr.", type="Person"),
        mention(30, "Otto Brandt Jr.", type="Person"),
        mention(60, "Brandt Jr.", type="Person", sentence=1),
        mention(90, "Brandt", type="Person", sentence=2),
    ]
    assert names(*article_of(*found))[:3] == ["Otto Brandt Sr.", "Otto Brandt Jr.", "Otto Brandt Jr."]
    assert names(*article_of(*found))[3] not in ("Otto Brandt Sr.", "Otto Brandt Jr.")


def test_a_company_is_the_same_with_and_without_what_the_law_adds() -> None:
    found = [
        mention(0, "Kapal Angkasa Bhd", type="Organization"),
        mention(40, "Kapal Angkasa", type="Organization", sentence=1),
    ]
    assert names(*article_of(*found, claims=speaking(*found))) == ["Kapal Angkasa Bhd"] * 2


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("Brisa Falkenau", {"Person"}),
        ("Home Trade Ms Brisa Falkenau", {"Person", "Organization"}),
        ("Air Falkenau", {"Person", "Organization"}),
    ],
)
def test_a_full_name_taken_for_a_body_is_a_person_whose_surname_stands_alone(
    name: str, types: set[str]
) -> None:
    found = [
        mention(0, name, type="Organization", gender="neuter"),
        mention(40, "Falkenau", type="Person", sentence=1),
    ]
    article, extraction = article_of(*found, claims=speaking(*found))
    assert {entity.type for entity in resolve(article, extraction, GAZETTEER).entities} == types


WHO = {"Norland": "State", "Ana Ruiz": "Person", "Star Office": "Organization"}


def in_text(text: str, *found: tuple[str, str]) -> tuple[Article, Extraction]:
    """An article and its names in text order, with their types; each speaks."""
    place, mentions = 0, []
    for name, type in found:
        place = text.index(name, place)
        mentions.append(mention(place, name, type=type))
        place += len(name)
    return Article("test", text), Extraction(mentions=tuple(mentions), claims=speaking(*mentions))


@pytest.mark.parametrize("definition", ["the {} (NASA)", "the {} (“NASA”)", "the {}, or NASA,"])
def test_an_acronym_is_what_the_article_says(definition: str) -> None:
    whole = "Nordic Alps Skiing Academy"
    text = definition.format(whole) + " opens. NASA teaches."
    article, extraction = in_text(
        text, (whole, "Organization"), ("NASA", "Organization"), ("NASA", "Organization")
    )
    assert names(article, extraction) == [whole] * 3


@pytest.mark.parametrize(
    ("text", "whole", "short"),
    [
        ("The Ostravian Star Office (ASI) opens.", "Ostravian Star Office", "ASI"),
        ("<Ostravian Star Office> (ASI) opens.", "Ostravian Star Office", "ASI"),
        ("ASI (the Ostravian Star Office) opens.", "Ostravian Star Office", "ASI"),
    ],
)
def test_an_unknown_acronym_in_parentheses_needs_no_letter_of_the_name(
    text: str, whole: str, short: str
) -> None:
    found = sorted((whole, short), key=text.index)
    assert names(*in_text(text, *((name, "Organization") for name in found))) == [whole] * 2


@pytest.mark.parametrize("text", ["Norland (ASI) opens.", "Ana Ruiz (ASI) spoke.", "Star Office (ASI team)."])
def test_other_words_in_parentheses_define_nothing(text: str) -> None:
    name, type = next((n, t) for n, t in WHO.items() if n in text)
    assert names(*in_text(text, (name, type), ("ASI", "Organization"))) == [name, "ASI"]


def test_an_acronym_behind_other_words_keeps_its_meaning() -> None:
    text = "The Alpine Club (NASA) opens. NASA teaches."
    found = ("Alpine Club", "Organization"), ("NASA", "Organization"), ("NASA", "Organization")
    assert names(*in_text(text, *found)) == ["Alpine Club", "NASA", "NASA"]


def test_a_name_that_is_nearly_the_known_one_does_not_take_its_acronym() -> None:
    text = "The National Aeronautic and Space Agency (NASA) opens. NASA flies."
    found = ("National Aeronautic and Space Agency", "Organization"), ("NASA", "Organization")
    assert names(*in_text(text, *found, ("NASA", "Organization")))[1:] == ["NASA", "NASA"]


@pytest.mark.parametrize(
    ("acronym", "name", "holds"),
    [
        ("NASA", "Nordic Alps Skiing Academy", True),
        ("KARI", "Korea Aerospace Research Institute", True),
        ("ISRO", "Alpine Club", False),
        ("NASA", "Nordic", False),
        ("CNES", "Centre national d’études spatiales", True),
    ],
)
def test_letters_stand_for_the_words_in_their_order(acronym: str, name: str, holds: bool) -> None:
    assert stands_for(acronym, name) is holds


def whom_she_is(*before: Mention, same: tuple[CoreferenceLink, ...] = ()) -> str | None:
    she = mention(300, "she", "pronoun", "Person", 2, gender="feminine", subject=True)
    return names(*article_of(*before, she, coreferences=same, claims=speaking(*before)))[-1]


LUND = mention(0, "Ode Lund", type="Person")
BRANDT = mention(60, "Ari Brandt", type="Person", subject=True, sentence=1)


def test_a_title_anywhere_tells_the_gender() -> None:
    madam = mention(100, "Lund", type="Person", gender="feminine", sentence=1)
    sir = mention(120, "Brandt", type="Person", gender="masculine", sentence=1, subject=True)
    assert whom_she_is(LUND, BRANDT, madam, sir) == "Ode Lund"
    assert whom_she_is(LUND, mention(30, "Lund", type="Person", gender="feminine"), sir, BRANDT) == "Ode Lund"


def test_a_description_tells_the_gender() -> None:
    spokesman = mention(100, "spokesman", "nominal", "Person", 1, gender="masculine")
    same = CoreferenceLink(spokesman.passage, BRANDT.passage, "apposition")
    assert whom_she_is(LUND, BRANDT, spokesman, same=(same,)) == "Ode Lund"


def test_a_pronoun_that_can_mean_nobody_else_tells_the_gender() -> None:
    woman = mention(0, "Ode Lund", type="Person", gender="feminine")
    he = mention(100, "He", "pronoun", "Person", 1, gender="masculine", subject=True)
    assert whom_she_is(woman, BRANDT, he) == "Ode Lund"
