"""Which parties an act that the network marks is done by, on hand-built Docs."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from kg.extract.agreements.parties import find_crowd, find_parties, is_apart, is_left_out, is_other_side
from kg.extract.mentions import find_mentions
from kg.model import ActMark, Mark, Part
from tests.docs import VOCAB


@pytest.mark.parametrize(
    ("words", "heads", "deps", "party", "is_out"),
    [
        ("Unlike Norland Ostravia signed", [3, 0, 3, 3], ["prep", "pobj", "nsubj", "ROOT"], 1, True),
        ("Unlike Norland Ostravia signed", [3, 0, 3, 3], ["prep", "pobj", "nsubj", "ROOT"], 2, False),
        (
            "Kerania slept . Norland signed",
            [1, 1, 1, 4, 4],
            ["nsubj", "ROOT", "p", "nsubj", "ROOT"],
            0,
            False,
        ),
        ("Kerania left . Norland signed", [1, 1, 1, 4, 4], ["nsubj", "ROOT", "p", "nsubj", "ROOT"], 0, True),
    ],
)
def test_who_does_something_else_is_no_party(
    words: str, heads: list[int], deps: list[str], party: int, is_out: bool
) -> None:
    split = words.split()
    lemmas = {"signed": "sign", "left": "leave"}
    doc = Doc(VOCAB, words=split, heads=heads, deps=deps, lemmas=[lemmas.get(word, word) for word in split])
    assert is_left_out(doc[party], doc[len(doc) - 1]) is is_out


@pytest.mark.parametrize(("label", "is_out"), [("ORG", True), (None, False)])
def test_whose_a_body_is_signs_nothing_and_whose_minister_signs_does(label: str | None, is_out: bool) -> None:
    doc = Doc(
        VOCAB,
        words=["Norland", "'s", "Bank", "signed", "in", "Ostravia"],
        heads=[2, 0, 3, 3, 3, 4],
        deps=["poss", "case", "nsubj", "ROOT", "prep", "pobj"],
    )
    doc.set_ents([Span(doc, 2, 3, label=label)] if label else [])
    assert is_left_out(doc[0], doc[3]) is is_out
    assert is_left_out(doc[5], doc[3])


@pytest.mark.parametrize(("owned", "is_out"), [("exports", True), ("signing", False), ("minister", False)])
def test_whose_a_thing_is_signs_nothing(owned: str, is_out: bool) -> None:
    doc = Doc(
        VOCAB,
        words=["Norland", "'s", owned, "signed"],
        lemmas=["Norland", "'s", owned, "sign"],
        heads=[2, 0, 3, 3],
        deps=["poss", "case", "nsubj", "ROOT"],
        pos=["PROPN", "PART", "NOUN", "VERB"],
    )
    assert is_left_out(doc[0], doc[3]) is is_out


@pytest.mark.parametrize(("noun", "is_out"), [("visit", True), ("accession", False)])
def test_where_a_visit_goes_to_is_no_party(noun: str, is_out: bool) -> None:
    doc = Doc(
        VOCAB,
        words=["signed", "during", "a", noun, "to", "Norland"],
        lemmas=["sign", "during", "a", noun, "to", "Norland"],
        heads=[0, 0, 3, 1, 3, 4],
        deps=["ROOT", "prep", "det", "pobj", "prep", "pobj"],
        pos=["VERB", "ADP", "DET", "NOUN", "ADP", "PROPN"],
    )
    doc.set_ents([Span(doc, 5, 6, label="GPE")])
    assert is_left_out(doc[5], doc[0]) is is_out


CROWD = ["Forty", "countries", ",", "Norland", "included", ",", "signed", ";", "Kerania", "watched"]


@pytest.mark.parametrize(
    ("first", "last", "score", "names"),
    [
        ("Forty", "watched", 0.6, ["Norland"]),
        ("Forty", "watched", 0.9, ["Norland", "Kerania"]),
        ("The", "watched", 0.6, ["Norland", "Kerania"]),
        ("Forty", "them", 0.6, ["Norland", "Kerania"]),
    ],
)
def test_only_those_named_beside_a_crowd_are_of_it(
    first: str, last: str, score: float, names: list[str]
) -> None:
    doc = Doc(
        VOCAB,
        words=[first, *CROWD[1:-1], last],
        heads=[1, 6, 1, 1, 3, 1, 6, 6, 6, 6],
        deps=["det" if first == "The" else "nummod", "nsubj", *["dep"] * 4, "ROOT", *["dep"] * 3],
        tags=["CD", "NNS", *["NNP"] * 8],
        pos=["NUM", "NOUN", *["PROPN"] * 8],
    )
    doc.set_ents([Span(doc, 3, 4, label="GPE"), Span(doc, 8, 9, label="GPE")])
    parties = (Part((3, 4), 0.5), Part((8, 9), score))
    act = ActMark(Mark((6, 7), "act", 1.0), "signed", 1.0, None, (), parties, None, None)
    assert [one.name for one in find_parties(doc, act, doc[6], find_mentions(doc))] == names
    assert (find_crowd(doc[6]) is None) is (first == "The")


def test_nobody_signs_for_those_he_or_she_signs_with() -> None:
    doc = Doc(
        VOCAB,
        words=["Ruiz", "signed", "with", "Ostravia", "for", "Norland"],
        heads=[1, 1, 1, 2, 1, 4],
        deps=["nsubj", "ROOT", "prep", "pobj", "prep", "pobj"],
    )
    assert is_other_side(doc[0], doc[3])
    assert not is_other_side(doc[0], doc[5])


@pytest.mark.parametrize(("verb", "names"), [("be", ["Norland"]), ("leave", [])])
def test_the_next_sentence_may_tell_who_is_of_a_crowd(verb: str, names: list[str]) -> None:
    doc = Doc(
        VOCAB,
        words=["Forty", "countries", "signed", ".", "They", verb, "Norland"],
        lemmas=["forty", "country", "sign", ".", "they", verb, "Norland"],
        heads=[1, 2, 2, 2, 5, 5, 5],
        deps=["nummod", "nsubj", "ROOT", "punct", "nsubj", "ROOT", "attr"],
        tags=["CD", "NNS", "VBD", ".", "PRP", "VBP", "NNP"],
        pos=["NUM", "NOUN", "VERB", "PUNCT", "PRON", "VERB", "PROPN"],
        sent_starts=[True, False, False, False, True, False, False],
    )
    doc.set_ents([Span(doc, 6, 7, label="GPE")])
    act = ActMark(Mark((2, 3), "act", 1.0), "signed", 1.0, None, (), (Part((6, 7), 0.6),), None, None)
    assert [one.name for one in find_parties(doc, act, doc[2], find_mentions(doc))] == names


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        ("Yesterday Norland signed", False),
        ("Norland met us . || They signed", False),
        ("It was signed . | Norland watched", False),
        ("It was signed . || Norland watched", True),
        ("It was signed by : || Ruiz of Norland", False),
        ("It was signed . || That between us and Norland", False),
        ("- Norland | They signed", True),
    ],
)
def test_a_paragraph_behind_an_act_names_none_of_its_parties(words: str, apart: bool) -> None:
    given = [word.replace("|", "\n") for word in words.split(" ")]
    doc = Doc(
        VOCAB,
        words=given,
        heads=[max(i - 1, 0) for i in range(len(given))],
        deps=["dep"] * len(given),
        pos=["PUNCT" if word in "-." else "PROPN" for word in given],
    )
    party = given.index("Norland")
    doc.set_ents([Span(doc, party, party + 1, label="GPE")])
    assert is_apart(doc[party], doc[given.index("signed")], find_mentions(doc)) is apart
