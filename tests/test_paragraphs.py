"""Wrapped lines are joined; paragraphs stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.paragraphs import unwrap

MAIL = "The ferry will not sail before noon, because the wind is\nstrong and the harbor of North"
JOINED = {
    "a lower-case letter": "The ferry is\nlate.",
    "a space before the line end": "The ferry is \nlate.",
    "a name in a wrapped block": f"{MAIL}\nHaven is closed.",
    "lines that end where they like": "The ferry\nto the harbor of North\nHaven is late on 3\nMay 2031.",
    "a full line that ends a sentence": "The ferry leaves, and the pier\nis closed all day. It waits.\n"
    '"We are tired," said the pilot.',
    "a long line that ends in mid-sentence": f"{MAIL.split(chr(10))[0]}\nThursday.",
    "a quotation over an empty line": "The pilot called it “the oldest\n\nferry” of all.",
    "an empty line in mid-sentence": "The ferry belongs to the\n\nharbor.",
    "a verb before its subject": "“The ferry is late,” said\n\nAna Ruiz.",
}
PARTED = {
    "an empty line": "A heading\n\nThe text.",
    "a quotation that is closed": "The pilot called it “a ferry”\n\nby mistake.",
    "marks without end": "«" * 300_000 + "” x\n\nand so on",
    "an empty line and a small letter": "The ferry is late\n\nby Ana Ruiz",
    "a headline": "A heading\nThe text begins.",
    "a headline above wrapped lines": f"The ferry waits\nToday, as ever, {MAIL}".replace(
        "wind is\n", "wind is "
    ),
    "a long headline": "Pilots of the North Haven Ferry Ask for a New Boat and More Money\nThe text begins.",
    "a long line that ends": "Pilots who had steered the ferry for four years have met.\nThursday was calm.",
    "long paragraphs": "The ferry is late. " * 9 + "It is\nThursday.",
    "a list": "The ferry carries:\n- cars\n- people",
    "an address": "Read more at\n\nhttps://ferry.example",
}


@pytest.mark.parametrize("case", JOINED)
def test_joins_lines_of_one_paragraph(case: str) -> None:
    assert "\n" not in unwrap(JOINED[case])


@pytest.mark.parametrize("case", PARTED)
def test_parts_paragraphs(case: str) -> None:
    assert unwrap(PARTED[case]) == PARTED[case]


@given(st.text(alphabet="aBs.,“” \n\t", max_size=60))
def test_only_line_ends_become_spaces(text: str) -> None:
    joined = unwrap(text)
    assert len(joined) == len(text)
    assert joined.split() == text.split()
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, joined, strict=True))
