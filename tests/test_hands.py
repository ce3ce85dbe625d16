"""Who signs for whom by the words round a hand, on hand-built Docs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from spacy.tokens import Doc, Span

from kg.extract.agreements.couples import find_behind
from kg.extract.agreements.hands import (
    find_both,
    find_hands,
    find_party,
    is_bystander,
    is_plural,
)
from kg.extract.agreements.parties import find_parties
from kg.extract.agreements.ranks import find_members
from kg.extract.mentions import Mentions, find_in_brackets, find_mentions
from kg.facts.offices import Post
from kg.model import ActMark, Mark, Mention, Part, Passage, Role, Run
from tests.docs import VOCAB

MET = [
    "Ana",
    "Ruiz",
    "met",
    "Tomas",
    "Okoye",
    ".",
    "Paolo",
    "Conti",
    "watched",
    ".",
    "The",
    "two",
    "ministers",
    "signed",
]


def build(words: list[str], people: list[Run], states: Sequence[Run] = ()) -> Doc:
    """A text whose names are given in tokens; a sentence ends with each full stop, and each word hangs on the
    next.
    """
    last = [i for i, word in enumerate(words) if word == "."] + [len(words) - 1]
    heads = [min(i + 1, next(end for end in last if end >= i)) for i in range(len(words))]
    tags = ["NNP" if word[0].isupper() else "VB" for word in words]
    deps = ["ROOT" if head == i else "dep" for i, head in enumerate(heads)]
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, pos=["PROPN"] * len(words))
    ents = [Span(doc, *run, label="PERSON") for run in people]
    doc.set_ents([*ents, *(Span(doc, *run, label="GPE") for run in states)])
    return doc


def hold(doc: Doc, start: int, end: int, title: str) -> Role:
    """The office of the person at a run of tokens."""
    span = doc[start:end]
    return Role(Passage(span.start_char, span.end_char), title, Passage(0, 1), "roles.network", 0.9)


@pytest.mark.parametrize(
    ("find", "words", "party"),
    [
        (find_in_brackets, "Ana Ruiz ( Norland ) signed", "Norland"),
        (find_in_brackets, "Ana Ruiz ( Norland and more ) signed", None),
        (find_in_brackets, "Ana Ruiz of Norland signed now", None),
        (find_behind, "Ana Ruiz of Norland signed", "Norland"),
        (find_behind, "Ana Ruiz for the Norland signed", "Norland"),
        (find_behind, "Ana Ruiz in Norland signed", None),
        (find_behind, "Ana Ruiz of old Norland signed", None),
    ],
)
def test_the_party_of_a_hand_may_stand_right_behind_it(
    find: Callable[[Span, Mentions], Mention | None], words: str, party: str | None
) -> None:
    split = words.split()
    place = split.index("Norland")
    doc = build(split, [(0, 2)], [(place, place + 1)])
    found = find(doc[0:2], find_mentions(doc))
    assert (found.name if found else None) == party


@pytest.mark.parametrize(
    ("titles", "both"),
    [
        (["minister of trade", "Deputy Minister", "minister"], ["Ana Ruiz", "Paolo Conti"]),
        (["minister", "foreign minister", "spokesman"], ["Ana Ruiz", "Tomas Okoye"]),
        (["minister", "prime minister", "spokesman"], None),
        (["minister", "minister", "minister"], None),
    ],
)
def test_the_two_ministers_are_the_only_two_who_are(titles: list[str], both: list[str] | None) -> None:
    doc = build(MET, [(0, 2), (3, 5), (6, 8)])
    doc[12].lemma_ = "minister"
    roles = [hold(doc, *run, title) for run, title in zip([(0, 2), (3, 5), (6, 8)], titles, strict=True)]
    found = find_both(doc[10:13], find_mentions(doc), roles)
    assert (sorted(one.name for one in found) if found else None) == (sorted(both) if both else None)


def test_the_two_leaders_are_the_only_two_that_were_named() -> None:
    words = ["Ana", "Ruiz", "met", "Tomas", "Okoye", ".", "The", "two", "leaders", "signed"]
    doc = build(words, [(0, 2), (3, 5)])
    doc[8].lemma_ = "leader"
    found = find_both(doc[6:9], find_mentions(doc), ())
    assert found is not None
    assert [one.name for one in found] == ["Ana Ruiz", "Tomas Okoye"]
    third = build(["Lucia", "Conti", "welcomed", *words], [(0, 2), (3, 5), (6, 8)])
    third[11].lemma_ = "leader"
    assert find_both(third[9:12], find_mentions(third), ()) is None


def test_the_two_leaders_are_of_three_persons_those_whom_and_joins() -> None:
    words = [
        "Lucia",
        "Conti",
        "received",
        "Ana",
        "Ruiz",
        "and",
        "Tomas",
        "Okoye",
        ".",
        "The",
        "two",
        "leaders",
    ]
    people = [(0, 2), (3, 5), (6, 8)]
    apart = build(words, people)
    assert find_both(apart[9:12], find_mentions(apart), ()) is None
    joined = Doc(
        VOCAB,
        words=words,
        lemmas=[*words[:-1], "leader"],
        heads=[1, 2, 2, 4, 2, 4, 7, 4, 2, 11, 11, 11],
        deps=[
            "compound",
            "nsubj",
            "ROOT",
            "compound",
            "dobj",
            "cc",
            "compound",
            "conj",
            "punct",
            "det",
            "nummod",
            "ROOT",
        ],
        pos=["PROPN"] * 12,
        tags=["NNP"] * 11 + ["NNS"],
    )
    joined.set_ents([Span(joined, *run, label="PERSON") for run in people])
    found = find_both(joined[9:12], find_mentions(joined), ())
    assert found is not None
    assert [one.name for one in found] == ["Ana Ruiz", "Tomas Okoye"]


@pytest.mark.parametrize(
    ("words", "heads", "deps", "hand", "is_by"),
    [
        ("signed by Ruiz", [0, 0, 1], ["ROOT", "agent", "pobj"], 2, False),
        ("signed in the presence of Ruiz", [0, 0, 3, 1, 3, 4], ["ROOT", *["dep"] * 5], 5, True),
        ("signed before eyes of premiers Ruiz", [0, 0, 1, 2, 5, 3], ["ROOT", *["dep"] * 5], 5, True),
        ("club signed Ruiz", [1, 1, 1], ["nsubj", "ROOT", "dobj"], 2, True),
        ("Ruiz signed accords", [1, 1, 1], ["nsubj", "ROOT", "dobj"], 0, False),
    ],
)
def test_who_is_present_or_hired_does_not_sign(
    words: str, heads: list[int], deps: list[str], hand: int, is_by: bool
) -> None:
    split = words.split()
    pos = {"signed": "VERB", "presence": "NOUN", "eyes": "NOUN", "premiers": "NOUN"}
    doc = Doc(VOCAB, words=split, heads=heads, deps=deps, pos=[pos.get(word, "X") for word in split])
    cue = split.index("signed")
    assert is_bystander(doc[hand], doc[cue : cue + 1]) is is_by


def test_for_her_government_does_not_say_for_whom() -> None:
    doc = Doc(
        VOCAB,
        words=["Ruiz", "signed", "for", "her", "government"],
        heads=[1, 1, 1, 4, 2],
        deps=["nsubj", "ROOT", "prep", "poss", "pobj"],
        pos=["PROPN", "VERB", "ADP", "PRON", "NOUN"],
    )
    doc.set_ents([Span(doc, 0, 1, label="PERSON")])
    mentions = find_mentions(doc)
    (hand,) = mentions.names_in(doc[:1])
    assert find_party(doc, Part((0, 1), 0.9, (3, 5)), hand, mentions) is None


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Ruiz signed for Norland", "Norland"),
        ("Ruiz signed with Norland", None),
        ("Ruiz signed in Norland", None),
    ],
)
def test_one_hand_signs_for_the_one_state_of_its_act(words: str, party: str | None) -> None:
    split = words.split()
    doc = Doc(
        VOCAB, words=split, heads=[1, 1, 1, 2], deps=["nsubj", "ROOT", "prep", "pobj"], pos=["PROPN"] * 4
    )
    doc.set_ents([Span(doc, 0, 1, label="PERSON"), Span(doc, 3, 4, label="GPE")])
    act = ActMark(
        cue=Mark((1, 2), "act", 0.9),
        stage="signed",
        stage_score=0.9,
        agreement=None,
        signatories=(Part((0, 1), 0.9),),
        parties=(Part((3, 4), 0.9),),
        place=None,
        date=None,
    )
    mentions = find_mentions(doc)
    ((hand, signed_for),) = find_hands(doc, act, find_parties(doc, act, doc[1], mentions), mentions, ())
    assert (hand.name, signed_for and signed_for.name) == ("Ruiz", party)


@pytest.mark.parametrize(
    ("words", "lemma", "plural"),
    [("the two ministers", "minister", True), ("the two sides", "side", False), ("both", "both", True)],
)
def test_two_sides_are_no_persons(words: str, lemma: str, plural: bool) -> None:
    split = words.split()
    heads = [len(split) - 1] * len(split)
    doc = Doc(VOCAB, words=split, lemmas=[*split[:-1], lemma], heads=heads, deps=["dep"] * len(split))
    assert is_plural(doc[:]) is plural


@pytest.mark.parametrize(
    ("title", "body", "leads"),
    [
        ("Minister for Sustainability and the Environment", "Ministry of Sustainability", True),
        ("minister of law", "Ministry of Law of Norland", True),
        ("Minister of Law", "Ministry of Defence", False),
        ("adviser on law", "Ministry of Law", False),
        ("Minister of Law", "Orbita", False),
    ],
)
def test_a_minister_leads_the_ministry_of_the_same_matter(title: str, body: str, leads: bool) -> None:
    assert Post(title, None, None).leads(body) is leads


def test_a_text_may_end_with_among() -> None:
    doc = Doc(
        VOCAB,
        words=["countries", "stand", "among"],
        tags=["NNS", "VBP", "IN"],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "prep"],
    )
    assert find_members(doc[0]) == []
