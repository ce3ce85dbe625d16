"""Offices, on parses that need no model."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from kg.extract.dates import find_dates
from kg.extract.mentions import find_mentions
from kg.extract.offices import find_office_before
from kg.extract.roles import find_roles, join_roles
from kg.model import Passage, Role
from tests.docs import VOCAB, load_doc, load_sentences

# name of the sentence: (person, title, organization, former)
HELD = {
    "role-before": ("Bill Nelson", "Administrator", "NASA", False),
    "role-after": ("Nicola Fox", "associate administrator", "NASA", False),
    "role-of": ("Leon Falk", "Director General", "Roscosmos", False),
    "role-twice": ("Leon Falk", "young Director General", "Roscosmos", False),
    "role-possessive": ("Joel Martin", "station program manager", "NASA", False),
    "role-former": ("Leon Falk", "minister", None, True),
    "office-before": ("Leon Falk", "Scientific Director", "Space Research Institute", False),
    "office-commas": ("Leon Falk", "Scientific Secretary", "ISRO", False),
    "hyphens": ("Jorunn Falk-Bell", "Secretary-General", "Harbor Union", False),
    "then-office": ("Leon Falk", "Administrator", "NASA", True),
    "editor": ("Bill Nelson", "editor-in-chief", "Journal of Space Law", True),
}


# name of the sentence: (person, title, organization, former, during, since)
TENURES = {
    "tenure-became": ("Yuri Borisov", "head", "Roscosmos", False, None, "July 2022"),
    "tenure-relative": ("Dmitry Rogozin", "head", "Roscosmos", True, "2018", None),
    "tenure-since": ("Robert Keller", "director", "NASA", False, "2019", None),
    "tenure-served": ("Robert Keller", "administrator", "NASA", True, "2009", None),
    "tenure-appointed": ("Robert Keller", "director", "European Space Agency", False, None, "Monday"),
    "tenure-succeeded": ("James Carter", "director general", "Roscosmos", False, None, "2021"),
    "portfolio": ("Robert Keller", "minister of economy and innovation", None, False, None, None),
    "fifteenth": ("Robert Keller", "director", "NASA", False, None, None),
}


@pytest.mark.parametrize("name", TENURES)
def test_reads_since_when_and_how_long(name: str) -> None:
    doc, text = load_doc(name), load_sentences()[name]
    (role,), _ = find_roles(doc, find_mentions(doc), find_dates(doc, "2022-07-27"), "2022-07-27")
    organization, during, since = (
        passage.of(text) if passage else None for passage in (role.organization, role.during, role.since)
    )
    assert (role.person.of(text), role.title, organization, role.former, during, since) == TENURES[name]


@pytest.mark.parametrize("name", ["tenure-appoints", "tenure-could"])
def test_who_appoints_or_only_may_become_holds_no_office(name: str) -> None:
    doc = load_doc(name)
    assert find_roles(doc, find_mentions(doc)) == ((), ())


def test_a_nationality_before_the_title_is_the_state_of_the_office() -> None:
    doc, text = load_doc("nationality"), load_sentences()["nationality"]
    (role,), _ = find_roles(doc, find_mentions(doc))
    assert role.organization is None and role.nation is not None
    assert (role.title, role.nation.of(text)) == ("Foreign Minister", "Peruvian")


@pytest.mark.parametrize("name", HELD)
def test_reads_who_holds_which_office(name: str) -> None:
    doc, text = load_doc(name), load_sentences()[name]
    (role,), _ = find_roles(doc, find_mentions(doc))
    organization = role.organization.of(text) if role.organization else None
    assert (role.person.of(text), role.title, organization, role.former) == HELD[name]


def test_a_description_beside_a_name_is_the_same_person() -> None:
    doc, text = load_doc("role-of"), load_sentences()["role-of"]
    _, (same,) = find_roles(doc, find_mentions(doc))
    assert same.second.of(text) == "Leon Falk"
    assert "Director General" in same.first.of(text)


def test_no_person_no_role() -> None:
    doc = load_doc("clause")
    assert find_roles(doc, find_mentions(doc)) == ((), ())


def test_an_office_between_two_names_is_that_of_the_second() -> None:
    text = load_sentences()["office-of-next"]
    doc = load_doc("office-of-next")
    roles, _ = find_roles(doc, find_mentions(doc))
    assert [(role.person.of(text), role.title) for role in roles] == [
        ("Ana Ruiz", "Assistant Secretary"),
        ("Bill Nelson", "Administrator"),
    ]


@pytest.mark.parametrize(("rule", "kept"), [("roles.apposition", False), ("roles.before", True)])
def test_a_title_beside_two_names_is_that_of_the_one_to_whom_the_network_gives_it(
    rule: str, kept: bool
) -> None:
    title, first, second = Passage(10, 18), Passage(0, 8), Passage(30, 39)
    marked = Role(first, "director", title, "roles.network", 0.9)
    ruled = Role(second, "director", title, rule, 0.8)
    assert [role.person for role in join_roles([marked], [ruled])] == ([first, second] if kept else [first])


@pytest.mark.parametrize(("joint", "is_office"), [("and", False), (",", True)])
def test_a_title_before_and_is_that_of_the_name_before_it(joint: str, is_office: bool) -> None:
    words = ["Leon", "Falk", ",", "director", "of", "Orbita", joint, "Ana", "Ruiz"]
    tags = ["NNP", "NNP", ",", "NN", "IN", "NNP", "CC", "NNP", "NNP"]
    pos = ["PROPN" if tag == "NNP" else "NOUN" if tag == "NN" else "X" for tag in tags]
    starts = [True, *[False] * 8]
    doc = Doc(VOCAB, words=words, lemmas=words, tags=tags, pos=pos, sent_starts=starts)
    people = [Span(doc, start, start + 2, label="PERSON") for start in (0, 7)]
    doc.set_ents([*people, Span(doc, 5, 6, label="ORG")])
    assert (find_office_before(doc[7:9], find_mentions(doc)) is not None) is is_office
