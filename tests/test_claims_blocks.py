"""Contents that are whole paragraphs: behind a line that ends with a colon, and in transcripts."""

from __future__ import annotations

import pytest

from kg.extract.claims import find_claims
from kg.extract.dates import find_dates
from kg.extract.mentions import find_mentions
from kg.model import Passage
from tests.docs import load_doc


def read(name: str) -> list[tuple[str, str, str, list[str], str]]:
    """(rule, source, cue, contents, kind) of each claim of a sentence of tests/sentences.toml."""
    doc = load_doc(name)

    def words(passages: tuple[Passage, ...]) -> str:
        return " ".join(passage.of(doc.text) for passage in passages)

    return [
        (c.rule, words(c.source), words(c.cue), [p.of(doc.text) for p in c.content], c.kind)
        for c in find_claims(doc, find_mentions(doc), ())
        if c.nested_in is None
    ]


@pytest.mark.parametrize(
    ("name", "source", "cue", "content", "kind"),
    [
        ("block-quoted", "Ruiz", "said", "“The crew is safe. The station will fly on.”", "direct"),
        (
            "block-plain",
            "The minister",
            "added",
            "It is a good day for the agency. We will build the station.",
            "indirect",
        ),
        ("block-comment", "Ana Ruiz", "made the following comment", "“The crew is safe and well.”", "direct"),
    ],
)
def test_a_line_with_a_colon_leads_in_what_follows(
    name: str, source: str, cue: str, content: str, kind: str
) -> None:
    assert read(name) == [("claims.block", source, cue, [content], kind)]


def test_what_is_listed_is_not_said() -> None:
    assert "claims.block" not in [rule for rule, *_ in read("block-things")]


def test_every_turn_of_a_transcript_is_a_claim() -> None:
    assert read("transcript") == [
        ("claims.turn", "RUIZ", ":", ["Will the crew return?"], "indirect"),
        ("claims.turn", "FALK", ":", ["They will return in May."], "indirect"),
        ("claims.turn", "RUIZ", ":", ["Is the station safe?"], "indirect"),
        ("claims.turn", "FALK", ":", ["It is safe, and we will keep it."], "indirect"),
    ]


def test_one_word_in_capitals_makes_no_transcript() -> None:
    assert "claims.turn" not in [rule for rule, *_ in read("remark")]


def test_a_name_in_quotation_marks_is_nobodys_words() -> None:
    assert [kind for *_, kind in read("quoted-name")] == ["indirect"]


@pytest.mark.parametrize(
    ("name", "rule", "source", "contents"),
    [
        (
            "interview",
            "claims.answer",
            "Leon Falk",
            [["It opens in May.", "We have painted it."], ["The city pays."]],
        ),
        (
            "transcript-titles",
            "claims.turn",
            "RUIZ",
            [["The pier opens in May."], ["The city pays."]],
        ),
        ("transcript-written", "claims.turn", "Ana Ruiz", [["The pier opens in May."], ["The city pays."]]),
        ("signed-dash", "claims.signed", "Leon Falk", [["“It is the best pier of the coast.”"]]),
        ("signed-below", "claims.signed", "Leon Falk", [["“It is the best pier of the coast.”"]]),
        ("signed-post", "claims.signed", "Leon Falk", [["The pier opens in May, and we are glad."]]),
        ("led-in-by-name", "claims.block", "Leon Falk", [["“It is the best pier of the coast.”"]]),
        ("in-the-words", "claims.according-to", "Leon Falk", [["the pier is a gift"]]),
        ("in-ones-view", "claims.according-to", "the ministry", [["The pier", "is a gift"]]),
        ("parenthesis", "claims.parenthesis", "Leon Falk", [["The pier", "leaks in four places"]]),
        ("parenthesis-inverted", "claims.parenthesis", "Leon Falk", [["The pier", "has been closed"]]),
    ],
)
def test_shapes_of_attribution(name: str, rule: str, source: str, contents: list[list[str]]) -> None:
    assert [said for r, who, _, said, _ in read(name) if (r, who) == (rule, source)] == contents


@pytest.mark.parametrize(
    "name",
    [
        "questions-of-nobody",
        "phone-numbers",
        "list-of-names",
        "in-the-view-of-a-street",
        "parenthesis-relative",
    ],
)
def test_shapes_that_only_look_like_attribution(name: str) -> None:
    assert read(name) == []


@pytest.mark.parametrize("name", ["parenthesis-object", "parenthesis-quotation"])
def test_what_leads_in_what_is_said_is_no_parenthesis(name: str) -> None:
    assert "claims.parenthesis" not in [rule for rule, *_ in read(name)]


def test_questions_and_answers_of_nobody_have_no_speaker() -> None:
    doc = load_doc("transcript-answers")
    claims = find_claims(doc, find_mentions(doc), ())
    assert [claim.speech_act for claim in claims] == ["question", "statement", "question", "statement"]
    assert not any(claim.speakers for claim in claims)


def test_a_post_is_dated_by_the_line_that_signs_it() -> None:
    doc = load_doc("signed-post")
    (claim,) = find_claims(doc, find_mentions(doc), find_dates(doc, "2022-07-27"))
    assert claim.stated_on and claim.stated_on.of(doc.text) == "May 4, 2022"
