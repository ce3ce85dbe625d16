"""Hedges, the strength that words settle alone, and claims inside claims, on parses that need no model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.claims import anonymity, find_claims
from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.claims.source_type import find_source_type
from kg.extract.mentions import find_mentions
from kg.model import Claim, Passage
from tests.docs import load_doc, load_sentences


def read(name: str) -> tuple[Claim, ...]:
    doc = load_doc(name)
    return find_claims(doc, find_mentions(doc), ())


def words(name: str, passages: tuple[Passage, ...]) -> str:
    return " … ".join(passage.of(load_sentences()[name]) for passage in passages)


def tree(name: str) -> dict[str, str | None]:
    """The cue of each claim, and the cue of the one that it is nested in."""
    return {
        words(name, claim.cue): words(name, (claim.nested_in,)) if claim.nested_in else None
        for claim in read(name)
    }


HEDGED = [name for name in load_sentences() if name.startswith("hedged-")]
UNHEDGED = ["clause", "quoted-as", "hedge-inside", "hedge-of-another", "joined-verbs", "told"]


@pytest.mark.parametrize("name", HEDGED)
def test_the_act_of_saying_is_hedged(name: str) -> None:
    claims = read(name)
    assert claims and all(claim.hedged for claim in claims)


@pytest.mark.parametrize("name", UNHEDGED)
def test_doubt_inside_what_was_said_is_no_hedge(name: str) -> None:
    claims = read(name)
    assert claims and not any(claim.hedged for claim in claims)


@pytest.mark.parametrize(
    ("name", "settled"),
    [
        ("document", "document"),
        ("according-last", "document"),
        ("anonymous", "unnamed"),
        ("clause", None),
        ("quoted-as", None),
        ("told", None),
    ],
)
def test_the_words_of_a_source_settle_its_strength_or_leave_it_open(name: str, settled: str | None) -> None:
    assert read(name)[0].strength == settled


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("anonymous", ["asked not to be named"]),
        ("anonymous-before", ["on condition of anonymity"]),
        ("anonymous-again", ["wasn’t authorized to speak"]),
        ("anonymous-other", [None]),
        ("anonymous-named", [None, None]),
        ("anonymous-one-of-two", [None, "declined to be named"]),
        ("anonymous-inside", [None]),
        ("anonymous-party", ["requested anonymity"]),
        ("anonymous-adviser", ["asked not to be named"]),
        ("anonymous-fearing", ["on condition of anonymity", None]),
        ("clause", [None]),
    ],
)
def test_who_would_not_be_named_is_told_from_who_only_is_not(name: str, told: list[str | None]) -> None:
    claims = read(name)
    assert [claim.anonymity and claim.anonymity.of(load_sentences()[name]) for claim in claims] == told
    assert all(claim.strength == "unnamed" for claim in claims if claim.anonymity)


def test_a_name_in_the_description_of_a_source_is_not_the_source() -> None:
    [claim] = read("anonymous-adviser")
    assert words("anonymous-adviser", claim.speakers) == "An adviser"


@pytest.mark.parametrize(
    "words",
    [
        "on condition of anonymity",
        "on the strict condition of anonymity",
        "on condition that she not be identified",
        "asked not to be identified",
        "ASKED  NOT TO BE\nNAMED",
        "prefer to not be quoted",
        "insisting that her name not be used",
        "requested anonymity",
        "was granted anonymity",
        "spoke anonymously",
        "refused to give his name",
        "did not want to be named",
        "not authorised to speak publicly",
        "isn't cleared to discuss it",
        "cannot be named for legal reasons",
    ],
)
def test_english_says_in_many_ways_that_a_source_would_not_be_named(words: str) -> None:
    assert anonymity.PATTERN.search(f"an aide who {words} there")


@pytest.mark.parametrize(
    "words",
    [
        "an anonymous donor gave the telescope",
        "the anonymity of the network",
        "not authorized to negotiate for the agency",
        "asked to be named ambassador",
        "the crew has not been named",
        "declined to be interviewed",
        "was named for a senator",
    ],
)
def test_other_words_of_naming_are_no_wish(words: str) -> None:
    assert not anonymity.PATTERN.search(words)


@pytest.mark.parametrize(("name", "side"), [("joined-verbs", "favorable"), ("clause", None), ("told", None)])
def test_a_cue_may_take_a_side(name: str, side: str | None) -> None:
    assert read(name)[0].polarity == side


def test_evidence_of_a_thing_without_a_name_is_a_document() -> None:
    doc = load_doc("audit")
    source, cue = doc[0:2], doc[2:3]
    speaker = find_mentions(doc).at(doc[1])
    assert speaker is not None and speaker.type is None
    candidate = ClaimCandidate("claims.clause", "evidence", doc[2], cue, source, (speaker,), ())
    assert find_source_type(candidate) == "document"
    assert find_source_type(replace(candidate, act="statement")) is None


@pytest.mark.parametrize("name", ["nested", "nested-quoted"])
def test_a_claim_in_the_words_of_another_is_kept_apart(name: str) -> None:
    assert tree(name) == {"said": None, "believes": "said"}
    inner = next(claim for claim in read(name) if claim.nested_in)
    assert (words(name, inner.speakers), words(name, inner.content)) == ("NASA", "the station is safe")
    assert (inner.speech_act, inner.rule) == ("belief", "claims.nested")


def test_a_claim_in_a_claim_in_a_claim_is_nested_in_the_nearest() -> None:
    assert tree("nested-twice") == {"said": None, "told": "said", "believes": "told"}


def test_what_somebody_is_said_to_deny_is_denied() -> None:
    inner = next(claim for claim in read("nested-quoted-denied") if claim.nested_in)
    assert inner.denied


@pytest.mark.parametrize(
    "name", ["nested-question", "nested-denied", "nested-thing", "nested-plan", "nested-quoted-silent"]
)
def test_who_asks_or_denies_tells_nothing_and_things_and_plans_are_no_inner_claims(name: str) -> None:
    assert list(tree(name).values()) == [None]
