"""What stands beside the text of an article is not read; what only looks like it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.boilerplate import blank
from kg.annotate.bylines import is_byline

REPORT = "The ferry office said that the boats are late.\n\nThe mayor of North Haven promised a new pier."
BESIDE = {
    "a byline": "By Lena Moor and Ott Brandt, Haven Herald",
    "a byline in capitals": "BY LENA MOOR",
    "a byline without by": "Lena Moor, staff writer",
    "a credit": "Photo: Lena Moor/Haven Herald",
    "a caption": "Pictured: Mayor Ott Brandt signs the guest book.",
    "a decorated credit": "*Image credit: Ferry Office*",
    "another page": "Read more: Mayor signs the pier treaty",
    "other pages": "Related stories: Pilots strike, Harbor closed",
    "a newsletter": "Sign up for our newsletter: Mayor Brandt says it is free.",
    "a network": "Follow Lena Moor on Twitter @lenamoor.",
    "consent": "We use cookies and similar tools. By clicking Accept you agree with our partners.",
    "a website": "This website uses cookies, says its owner.",
    "rights": "Copyright 2031 Haven Herald. All rights reserved.",
    "an office for the press": "Media contact: Lena Moor, press@ferry.example, +1 202 555 0101",
    "a release": "FOR IMMEDIATE RELEASE",
    "the head of a mail": "From: Lena Moor <moor@ferry.example>\nTo: all papers\nSubject: Boats",
    "more information": "For more information, visit ferry.example or call Lena Moor.",
}
BELOW = {
    "a wire's credit": "(Reporting by Lena Moor in North Haven; Editing by Ott Brandt)",
    "help": "Lena Moor and Ott Brandt contributed to this report.",
    "more help": "Additional reporting by Lena Moor.",
    "an author": "Lena Moor is a reporter at the Herald who writes about boats. She says that she can swim.",
    "an author's field": "Lena Moor covers harbors for the Herald. Follow her at @lenamoor.",
    "an address": "Press contact:\nLena Moor\nFerry Office\npress@ferry.example",
    "a list of pages": "Related articles\nPilots strike in North Haven\nMayor signs the pier treaty",
    "the signature of a mail": "-- \nLena Moor\nFerry Office",
    "the end of a release": "###\n\nAbout the Ferry Office: We believe that boats float.",
}
READ = {
    "a sentence about a photo": "The photo shows how the mayor signs the treaty.",
    "a speaker who contacts": "Contacts with the pilots are going on, the mayor said.",
    "a subscriber": "Subscribers told the mayor that they were pleased.",
    "who registers a claim": "Register the boats, the mayor said.",
    "by": "By Monday the ferry will sail, the mayor said.",
    "a name and what it does": "Lena Moor, the mayor's deputy, signed the treaty.",
    "a treaty that covers": "The Pier Treaty covers boats. It ends in 2031.",
    "a reporter in the news": "Lena Moor was arrested on Monday.\n\nLena Moor is a reporter at the Herald.",
    "a letter in brackets": "(c) The harbor shall stay open.",
    "a report that follows": "Follow the money, the mayor said.",
    "cookies on a ferry": "The ferry sells cookies, says its cook.",
    "one line like that of a mail": "To: the mayor of North Haven",
    "a brief between marks": "###\n\nThe pilots have met.\n\n" + "The harbor is closed. " * 40,
}
TABLES = {
    "strokes": "State | Signed | Place\nNorland | 3 May 2031 | Oslo\nOstravia | 4 May 2031 | Oslo",
    "strokes at the ends": "| State | Signed |\n| --- | --- |\n| Norland | 3 May 2031 |",
    "tabs": "State\tSigned\nNorland\t3 May 2031",
    "gaps": "State        Signed\nNorland      3 May 2031",
}


@pytest.mark.parametrize("case", BESIDE)
@pytest.mark.parametrize("above", [True, False])
def test_leaves_out_what_stands_beside_the_text(case: str, above: bool) -> None:
    text = f"{BESIDE[case]}\n\n{REPORT}" if above else f"{REPORT}\n\n{BESIDE[case]}"
    assert blank(text).strip() == REPORT


@pytest.mark.parametrize("case", BELOW)
def test_leaves_out_what_stands_below_the_text(case: str) -> None:
    assert blank(f"{REPORT}\n\n{BELOW[case]}").strip(" #-\n") == REPORT


@pytest.mark.parametrize("case", READ)
def test_reads_what_only_looks_like_it(case: str) -> None:
    assert blank(f"{READ[case]}\n\n{REPORT}") == f"{READ[case]}\n\n{REPORT}"


@pytest.mark.parametrize("case", TABLES)
def test_leaves_out_tables(case: str) -> None:
    assert blank(f"{REPORT}\n\n{TABLES[case]}").strip() == REPORT


def test_one_stroke_makes_no_table() -> None:
    text = "Haven Herald | 3 May 2031\n\nThe ferry office said that the boats are late."
    assert blank(text) == text


def test_an_author_above_a_text_without_lines_is_left_out_with_what_goes_on_about_her() -> None:
    bio = "Lena Moor is a news writer who covers boats. Previously, she was a pilot. "
    assert blank(bio + "The ferry is late.").strip() == "The ferry is late."


@pytest.mark.parametrize("line", ["By", "by the harbor", "By Lena Moor?", "By Lena Moor told the Herald"])
def test_a_byline_is_names_alone(line: str) -> None:
    assert not is_byline(line)


@given(st.lists(st.sampled_from([*BESIDE.values(), *BELOW.values(), *READ.values(), *TABLES.values(), ""])))
def test_all_that_is_read_keeps_its_place(parts: list[str]) -> None:
    text = "\n".join(parts)
    read = blank(text)
    assert len(read) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, read, strict=True))
    assert read.count("\n") == text.count("\n")
