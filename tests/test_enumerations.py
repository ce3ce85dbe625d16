"""Lists behind a colon of those who sign, on hand-built Docs."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from kg.extract.agreements.enumerations import find_heads, find_lines
from kg.extract.agreements.hands import add_listed
from kg.extract.mentions import find_mentions
from tests.docs import VOCAB

PEOPLE = ("Ana Ruiz", "Ed Falk", "Mia Holm")
STATES = ("Norland", "Ostravia", "Kerania")


def build(text: str) -> Doc:
    """A text of one sentence a line; "|" is a line end, "||" an empty line."""
    words = [word.replace("|", "\n") for word in text.split(" ")]
    starts = [i == 0 or "\n" in words[i - 1] for i in range(len(words))]
    doc = Doc(VOCAB, words=words, pos=["PROPN"] * len(words), sent_starts=starts)
    spans = []
    for i in range(len(words)):
        for name in (*PEOPLE, *STATES):
            end = i + len(name.split())
            if words[i:end] == name.split():
                spans.append(Span(doc, i, end, label="PERSON" if name in PEOPLE else "GPE"))
    doc.set_ents(spans)
    return doc


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("signed by : Ms Ana Ruiz , minister ; for Norland , Ed Falk ; and | Mia Holm", [*PEOPLE]),
        ("signed by the following : | • Ana Ruiz , minister | • Norland : Ed Falk | The rest", [*PEOPLE[:2]]),
        ("signed by : Ana Ruiz , minister ; Ed Falk watched ; Mia Holm", ["Ana Ruiz"]),
        ("signed by : Ana Ruiz | Mia Holm said so", ["Ana Ruiz"]),
        ("signed by : a crowd ; Ana Ruiz", []),
        ("signed by Ana Ruiz ; Ed Falk", []),
        ("signed :", []),
    ],
)
def test_persons_who_head_the_items_behind_a_colon(text: str, names: list[str]) -> None:
    doc = build(text)
    assert [one.name for one in find_heads(doc[:1], find_mentions(doc))] == names


def test_an_item_has_an_end() -> None:
    doc = build("signed by : Ana Ruiz , " + "Very " * 80 + "; Ed Falk")
    assert [one.name for one in find_heads(doc[:1], find_mentions(doc))] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("hand", "found"), [("Ed Falk", {"Ana Ruiz", "Ed Falk"}), ("Mia Holm", {"Mia Holm"})]
)
def test_who_heads_an_item_signs_where_another_one_does(hand: str, found: set[str]) -> None:
    doc = build("signed by : | Ana Ruiz , minister ; | Ed Falk , director | Mia Holm said so")
    mentions = find_mentions(doc)
    known = next(one for one in mentions if one.name == hand)
    hands = add_listed([(known, None)], doc[:1], mentions)
    assert {one.name for one, _ in hands} == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("signed by these : || • Norland | • the Ostravia ; | • Kerania ( 2024 ) || The rest", [*STATES]),
        ("signed by these : || Norland || Ostravia and || Kerania", [*STATES]),
        ("signed by these : | Norland | Ostravia said so | Kerania", ["Norland"]),
        ("signed by these : | • Norland : Ana Ruiz | • Ostravia", []),
        ("signed by these : | Ana Ruiz | Norland", []),
        ("signed by these : the | Norland | Ostravia", []),
        ("signed by these | Norland | Ostravia", []),
        ("signed it . | These did not : | Norland", []),
        ("signed :", []),
    ],
)
def test_parties_that_stand_line_by_line_below_a_colon(text: str, names: list[str]) -> None:
    doc = build(text)
    assert [one.name for one in find_lines(doc[:1], find_mentions(doc))] == names
