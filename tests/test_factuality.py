"""Whether an act that stands in an infinitive has happened, on hand-built Docs."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract.agreements.factuality import find_told_stage
from kg.extract.agreements.ranks import find_ranked
from tests.docs import VOCAB

LEMMAS = {"voted": "vote", "concluded": "conclude", "held": "hold"}


def build(words: str, heads: list[int], deps: list[str], pos: str) -> Doc:
    """A sentence of words that are their own lemmas, but for verbs of the past."""
    split = words.split()
    return Doc(
        VOCAB,
        words=split,
        heads=heads,
        deps=deps,
        pos=pos.split(),
        tags=["TO" if tag == "PART" else tag for tag in pos.split()],
        lemmas=[LEMMAS.get(word, word) for word in split],
    )


JOINED = ([1, 1, 3, 1], ["nsubj", "ROOT", "aux", "xcomp"], "PRON VERB PART VERB")
FELT = ([0, 2, 0, 2], ["ROOT", "aux", "xcomp", "dobj"], "ADJ PART VERB PRON")
TAKEN = ([0, 0, 3, 1], ["ROOT", "dobj", "aux", "acl"], "VERB NOUN PART VERB")
SUPPOSED = ([1, 1, 3, 1], ["aux", "ROOT", "aux", "xcomp"], "AUX VERB PART VERB")


@pytest.mark.parametrize(
    ("words", "parse", "stage"),
    [
        ("they voted to ratify", JOINED, "ratified"),
        ("they hope to ratify", JOINED, "proposed"),
        ("proud to ratify it", FELT, "ratified"),
        ("ready to ratify it", FELT, "proposed"),
        ("took action to ratify", TAKEN, "ratified"),
        ("took time to ratify", TAKEN, "proposed"),
        ("may vote to ratify", SUPPOSED, "proposed"),
    ],
)
def test_what_is_brought_about_has_happened(
    words: str, parse: tuple[list[int], list[str], str], stage: str
) -> None:
    doc = build(words, *parse)
    act = next(token for token in doc if token.text == "ratify")
    assert find_told_stage("ratified", act) == stage


@pytest.mark.parametrize(("verb", "stage"), [("concluded", "announced"), ("held", "proposed")])
def test_talks_that_are_concluded_have_brought_it_about(verb: str, stage: str) -> None:
    doc = build(f"they {verb} talks", [1, 1, 1], ["nsubj", "ROOT", "dobj"], "PRON VERB NOUN")
    assert find_told_stage("proposed", doc[2]) == stage


@pytest.mark.parametrize(("word", "is_ranked"), [("latest", True), ("first", True), ("ready", False)])
def test_the_latest_to_sign_has_signed(word: str, is_ranked: bool) -> None:
    doc = build(f"is {word} to sign", [0, 0, 3, 1], ["ROOT", "acomp", "aux", "xcomp"], "AUX ADJ PART VERB")
    assert (find_ranked(doc[3]) is not None) is is_ranked
