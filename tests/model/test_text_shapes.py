"""Shapes of plain news text, read from the first step to the last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline import extract_records
from kg.settings import DEFAULT_MODEL

pytestmark = pytest.mark.model

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a text, published on 14 March 2031 unless told otherwise."""

    def read_text(text: str, published: str = "2031-03-14") -> dict[str, Any]:
        path = tmp_path / "article.txt"
        head = f"published: {published}\n" if published else ""
        path.write_text(f"---\ntitle: A text\n{head}---\n{text}\n", encoding="utf-8")
        (record,) = extract_records([path], DEFAULT_MODEL, 1)
        return record

    return read_text


def say(record: dict[str, Any], text: str) -> list[tuple[str | None, str]]:
    """Who says what, in text order, in one line each."""
    offset = 0
    return [
        (
            claim["speaker"] and claim["speaker"]["name"],
            " ".join(
                " ".join(text[start - offset : end - offset] for start, end in claim["content"]).split()
            ),
        )
        for claim in record["claims"]
    ]


def sign(record: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The stage and the parties of each act."""
    return [(act["stage"], act["parties"]) for one in record["agreements"] for act in one["acts"]]


def name(record: dict[str, Any]) -> set[str]:
    return {actor["name"] for actor in record["actors"]}


@pytest.mark.parametrize(
    "dateline",
    [
        "GRAUPORT -",
        "GRAUPORT (Haven Wire) -",
        "Grauport, March 12 (Haven Wire) --",
        "GRAUPORT, Westmark, March 12 —",
    ],
)
def test_a_dateline_signs_nothing(read: Read, dateline: str) -> None:
    text = (
        f"{dateline} Foreign Minister Mira Falk of Ostland signed the Harbor Safety Agreement on Wednesday."
    )
    record = read(text)
    assert ("signed", ["Ostland"]) in sign(record)
    assert name(record).isdisjoint({"GRAUPORT", "Grauport", "Haven Wire", "Westmark"})


def test_the_day_of_a_dateline_stands_for_a_day_of_publication(read: Read) -> None:
    text = "GRAUPORT, March 12, 2031 (Haven Wire) - Ostland signed the Harbor Safety Agreement on Tuesday."
    record = read(text, published="")
    assert [act["date"] for one in record["agreements"] for act in one["acts"]] == ["2031-03-11"]


def test_what_stands_beside_a_text_says_and_signs_nothing(read: Read) -> None:
    text = """By Lena Moor, Haven Wire

Photo: Mayor Ott Brandt signs the Pier Treaty with Westmark. (Haven Wire/Lena Moor)

The harbor office of Grauport said that the boats are late.

Read more: Westmark signs the Lagoon Accords, minister says

Lena Moor is a reporter at Haven Wire. She says that she can swim.

Sign up for our newsletter: Senator Jo Reyes promises the best news."""
    record = read(text)
    assert len(record["claims"]) == 1
    assert sign(record) == []
    assert name(record).isdisjoint({"Lena Moor", "Haven Wire", "Ott Brandt", "Westmark", "Jo Reyes"})


def test_nobody_signs_in_a_table(read: Read) -> None:
    text = """The ministers met in Grauport to talk about the Harbor Safety Agreement.

Country | Signed | Place
Ostland | 12 March 2031 | Grauport
Westmark | 13 March 2031 | Grauport"""
    assert not [act for act in sign(read(text)) if act[0] == "signed" and act[1]]


POST = "We are leaving the harbor after 2034."


@pytest.mark.parametrize(
    "post",
    [
        f"@jreyes · 12 March 2031\n{POST}",
        f"Jon Reyes (@jreyes), March 12, 2031: {POST}",
        f"Jon Reyes\n@jreyes\n{POST}\n9:40 AM · Mar 12, 2031",
        f"“{POST}” — Jon Reyes (@jreyes) March 12, 2031",
    ],
)
def test_a_post_has_an_author_and_a_day(read: Read, post: str) -> None:
    record = read(
        f"Jon Reyes leads the harbor office of Westmark.\n\nIt was a long day.\n\n{post}\n\nOthers were calm."
    )
    claims = [claim for claim in record["claims"] if claim["rule"] in ("claims.post", "claims.signed")]
    assert [(c["speaker"]["name"], c["stated_on"][:10]) for c in claims] == [("Jon Reyes", "2031-03-12")]


def test_initials_and_letters_answer(read: Read) -> None:
    talk = "\n\n".join(
        ["{0} When will you sail?", "{1} We will sail in May.", "{0} Is it safe?", "{1} It is safe."]
    )
    for asking, answering in (("HW:", "LM:"), ("Q.", "A.")):
        record = read(
            "Lena Moor is the harbor master. She spoke with us on Tuesday.\n\n"
            + talk.format(asking, answering)
        )
        answers = [c for c in record["claims"] if c["speech_act"] == "statement"]
        assert [c["speaker"] and c["speaker"]["name"] for c in answers] == ["Lena Moor", "Lena Moor"]


def test_wrapped_lines_are_one_sentence(read: Read) -> None:
    text = "Lena Moor, head of the harbor office, said on\nTuesday that the ferry will not sail before\n2034."
    (claim,) = read(text)["claims"]
    assert claim["speaker"]["name"] == "Lena Moor"
    assert len(claim["content"]) == 1


def test_a_quoted_block_has_its_writer(read: Read) -> None:
    text = "Lena Moor wrote in her letter:\n\n> The ferry will be sold in 2034.\n> We have no money."
    assert [c["speaker"]["name"] for c in read(text)["claims"] if "block" in c["rule"]] == ["Lena Moor"]


def test_a_turn_behind_an_office_is_said_once(read: Read) -> None:
    text = (
        "ANA RUIZ, DIRECTOR: The pier is closed.\nBEN ASH, HOST: Will it open?\n"
        "RUIZ: It will not. We have no money.\nASH: Who decided it?\nRUIZ: The council did."
    )
    said = say(read(text), text)
    assert said[:2] == [("ANA RUIZ", "The pier is closed."), ("BEN ASH", "Will it open?")]
    assert len(said) == 5


def test_a_post_below_its_head_is_what_was_written(read: Read) -> None:
    head = "Ana Ruiz (@anaruiz) · May 3, 2031"
    text = f"Ana Ruiz, the mayor, wrote on Friday:\n\n{head}\nThe pier will close. I am sad."
    assert say(read(text), text) == [("Ana Ruiz", "The pier will close. I am sad.")]


def test_a_council_is_no_company(read: Read) -> None:
    text = "Orbex, a company, built a rocket. The council said that it was late."
    assert say(read(text), text) == [("council", "that it was late")]
