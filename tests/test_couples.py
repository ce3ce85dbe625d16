"""Lists of persons and the parties that they act for, on hand-built Docs."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from kg.annotate.facts.lists import add_listed
from kg.extract.agreements.couples import find_before, find_couples, find_list
from kg.extract.agreements.hands import add_listed as add_hands
from kg.extract.mentions import Mentions, find_mentions
from kg.model import Mark, Mention
from tests.docs import VOCAB

PEOPLE, PARTIES = ("Ana Ruiz", "Ed Falk", "Mia Holm"), ("Norland", "Ostland", "Westmark")
LABELS = {"PERSON": "Person", "GPE": "State"}


def build(text: str, names: tuple[str, ...] = (*PEOPLE, *PARTIES)) -> Doc:
    """A sentence with these of the names as entities."""
    words = text.split()
    doc = Doc(
        VOCAB, words=words, deps=["dep"] * len(words), heads=[0] * len(words), pos=["PROPN"] * len(words)
    )
    spans = []
    for i in range(len(words)):
        for name in names:
            size = len(name.split())
            if words[i : i + size] == name.split():
                spans.append(Span(doc, i, i + size, label="PERSON" if name in PEOPLE else "GPE"))
    doc.set_ents(spans)
    return doc


def find_person(mentions: Mentions, name: str) -> Mention:
    return next(one for one in mentions if one.name == name)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("signed for Norland by Ana Ruiz", "Norland"),
        ("and , on behalf of Norland , Ana Ruiz", "Norland"),
        ("signed for Norland : Ana Ruiz", "Norland"),
        ("for the Norland , Ana Ruiz", "Norland"),
        ("Ed Falk for Norland , Ana Ruiz", None),
        ("in Norland , Ana Ruiz", None),
        ("for Norland and then Ana Ruiz", None),
    ],
)
def test_the_party_may_stand_before_its_person(text: str, party: str | None) -> None:
    mentions = find_mentions(build(text))
    found = find_before(mentions.span_of(find_person(mentions, "Ana Ruiz")), mentions)
    assert (found and found.name) == party


LISTED = [
    "Ana Ruiz of Norland , Ed Falk for Ostland and , on behalf of Westmark , Mia Holm signed",
    "for Norland by Ana Ruiz , for Ostland by Ed Falk and for Westmark by Mia Holm",
    "Ana Ruiz ( Norland ) ; Minister Ed Falk ( Ostland ) & Mia Holm ( Westmark )",
]


@pytest.mark.parametrize("text", LISTED)
def test_who_stands_in_a_list_with_a_hand_is_a_hand(text: str) -> None:
    doc = build(text)
    mentions = find_mentions(doc)
    hand = (find_person(mentions, "Ed Falk"), None)
    found = add_hands([hand], doc[-1:], mentions)
    assert [(one.name, party and party.name) for one, party in found] == [
        ("Ed Falk", None),
        ("Ana Ruiz", "Norland"),
        ("Mia Holm", "Westmark"),
    ]


def test_a_list_needs_no_parties() -> None:
    doc = build("Minister Ana Ruiz , Envoy to Norland Ed Falk and Director at Orbita Mia Holm signed")
    mentions = find_mentions(doc)
    found = add_hands([(find_person(mentions, "Mia Holm"), None)], doc[-1:], mentions)
    assert [one.name for one, _ in found] == ["Mia Holm", "Ana Ruiz", "Ed Falk"]


def test_who_is_present_stands_in_no_list() -> None:
    words = ["signed", "in", "presence", "of", "Ana", "Ruiz", ",", "by", "Ed", "Falk"]
    heads = [0, 0, 1, 2, 5, 3, 0, 0, 9, 7]
    pos = ["VERB", "ADP", "NOUN", "ADP", "PROPN", "PROPN", "PUNCT", "ADP", "PROPN", "PROPN"]
    doc = Doc(VOCAB, words=words, heads=heads, deps=["ROOT", *["dep"] * 9], pos=pos)
    doc.set_ents([Span(doc, start, start + 2, label="PERSON") for start in (4, 8)])
    mentions = find_mentions(doc)
    found = add_hands([(find_person(mentions, "Ed Falk"), None)], doc[:1], mentions)
    assert [one.name for one, _ in found] == ["Ed Falk"]


def test_a_list_ends_with_other_words() -> None:
    doc = build("Ana Ruiz of Norland signed in the presence of Ed Falk of Ostland")
    mentions = find_mentions(doc)
    (couple,) = find_list(find_person(mentions, "Ana Ruiz"), list(find_couples(doc[:], mentions)), doc[:])
    assert couple.party is not None and couple.party.name == "Norland"


def add(text: str, known: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names of a text of which these are marked."""
    doc = build(text, known)
    marks = [Mark((one.start, one.end), LABELS[one.label_], 0.9) for one in doc.ents]
    return [(doc[slice(*mark.run)].text, mark.label) for mark in add_listed(doc, marks)]


def test_a_name_that_the_network_loses_in_a_list_is_one() -> None:
    text = "Ana Ruiz of Norland , Ed Falk for Ostland signed"
    whole = [("Ana Ruiz", "Person"), ("Norland", "State"), ("Ed Falk", "Person"), ("Ostland", "State")]
    assert add(text, ("Ana Ruiz", "Norland", "Ostland")) == whole
    assert add(text, ("Ana Ruiz", "Norland", "Ed Falk")) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz of Norland met the Harbor Club of Ostland",
        "Ana Ruiz of Norland and Minister for Ostland",
        "Ana Ruiz and Ed Falk for Ostland",
        "Ana Ruiz of Norland , Harbor Institute of Ostland",
    ],
)
def test_other_words_before_a_party_are_no_person(text: str) -> None:
    known = ("Ana Ruiz", "Norland", "Ostland")
    assert [name for name, _ in add(text, known) if name not in known] == []
