"""Offices, on parses that need no model."""

from __future__ import annotations

import pytest

from kg.extract.mentions import Mentions
from kg.extract.roles import find_roles
from tests.docs import load_doc, load_sentences

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
    "editor": ("Bill Nelson", "editor-in-chief", "Journal of Space Law", True),
}


@pytest.mark.parametrize("name", HELD)
def test_reads_who_holds_which_office(name: str) -> None:
    doc, text = load_doc(name), load_sentences()[name]
    (role,), _ = find_roles(doc, Mentions(doc))
    organization = role.organization.of(text) if role.organization else None
    assert (role.person.of(text), role.title, organization, role.former) == HELD[name]


def test_a_description_beside_a_name_is_the_same_person() -> None:
    doc, text = load_doc("role-of"), load_sentences()["role-of"]
    _, (same,) = find_roles(doc, Mentions(doc))
    assert same.second.of(text) == "Leon Falk"
    assert "Director General" in same.first.of(text)


def test_no_person_no_role() -> None:
    doc = load_doc("clause")
    assert find_roles(doc, Mentions(doc)) == ((), ())


def test_an_office_between_two_names_is_that_of_the_second() -> None:
    text = load_sentences()["office-of-next"]
    doc = load_doc("office-of-next")
    roles, _ = find_roles(doc, Mentions(doc))
    assert [(role.person.of(text), role.title) for role in roles] == [
        ("Ana Ruiz", "Assistant Secretary"),
        ("Bill Nelson", "Administrator"),
    ]
