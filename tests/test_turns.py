"""Turns of a transcript by their lines."""

from __future__ import annotations

import pytest

from kg.extract.turns import find_turns

ASKED, SAID = "Is the ferry late?", "It is late."
FORMS = {
    "capitals": ("MR. MOOR", "MOOR"),
    "accents": ("LEÃO", "LEÃO"),
    "a place in brackets": ("MOOR (North Haven)", "MOOR"),
    "an office": ("LENA MOOR, harbor master", "LENA MOOR"),
    "a written name": ("Lena Moor", "Lena Moor"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_speaker_stands_before_a_colon(form: str) -> None:
    line, name = FORMS[form]
    asking = "Haven Wire" if form == "a written name" else "QUESTION"
    text = f"{asking}: {ASKED}\n\n{line}: {SAID}\n\n{asking}: {ASKED}\n\n{line}: {SAID}"
    turns = find_turns(text)
    assert [turn.name.of(text) for turn in turns] == [asking, name] * 2
    assert [part.of(text) for part in turns[1].said] == [SAID]


@pytest.mark.parametrize(
    ("asking", "answering"), [("Q:", "A:"), ("Q.", "A."), ("**Q:**", "**A:**"), ("Q", "A:")]
)
def test_letters_ask_and_answer(asking: str, answering: str) -> None:
    text = "\n".join([f"{asking} {ASKED}", f"{answering} {SAID}"] * 2)
    turns = find_turns(text)
    assert [turn.name.of(text) for turn in turns] == ["Q", "A"] * 2
    assert [part.of(text) for turn in turns for part in turn.said] == [ASKED, SAID] * 2


def join(between: str) -> str:
    return f"MOOR: {SAID}\n\n{between}\n\nBRANDT: {ASKED}\n\nMOOR: {SAID}"


@pytest.mark.parametrize(
    "between", ["The wind is strong.", "The wind is strong.\n\nThe pier is closed.", "“No.”"]
)
def test_a_turn_goes_on_in_the_sentences_before_the_next(between: str) -> None:
    text = join(between)
    assert [part.of(text) for part in find_turns(text)[0].said] == [SAID, *between.split("\n\n")]


@pytest.mark.parametrize(
    "between", ["(Laughter.)", "A HEADING", "Hon. Ott Brandt: And the pier?", "\n\n".join(["It rained."] * 5)]
)
def test_a_turn_does_not_go_on_in_other_lines(between: str) -> None:
    assert len(find_turns(join(between))[0].said) == 1


def test_what_follows_the_last_turn_is_not_part_of_it() -> None:
    text = f"{join('The wind is strong.')}\n\nThe hearing goes on."
    assert len(find_turns(text)[-1].said) == 1


def test_a_heading_is_no_speaker() -> None:
    text = f"TRANSCRIPT: {SAID}\n\n{join('(Laughter.)')}"
    assert [turn.name.of(text) for turn in find_turns(text)] == ["MOOR", "BRANDT", "MOOR"]
