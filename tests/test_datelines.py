"""Datelines: where and when a report was written; nobody who acts."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.annotate.datelines import find_agencies, find_datelines
from kg.annotate.paragraphs import read_paragraphs
from kg.extract.datelines import find_day
from kg.extract.mentions import find_mentions
from kg.model import Passage
from kg.settings import DATELINES
from tests.docs import VOCAB

REST = "Norland signed the pier treaty on Tuesday."
DATELINES_FOUND = [
    "OSLO --",
    "NORTH HAVEN, Norland —",
    "OSLO, May 3 (Haven Wire) --",
    "OSLO, 3 May 2031 –",
    "Oslo, 3 May 2031:",
    "Oslo, May 3.",
    "Oslo (Haven Wire) -",
    "OSLO/VIENNA, May 3, 2031 /Haven Wire/ --",
    "OSLO, Norland, Nov. 3 (Haven Wire) —",
    "OSLO, Sunday —",
    "(OSLO) –",
]
NONE_FOUND = [
    "Sen. Lena Moor (R-Ohio) —",
    "The United Ferries (UF) –",
    "Lena Moor -",
    "UPDATE:",
    "MOOR:",
    "Sunday, May 3:",
]


@pytest.mark.parametrize("line", DATELINES_FOUND)
def test_finds_a_dateline(line: str) -> None:
    text = f"A headline\n\n{line} {REST}"
    (found,) = find_datelines(text)
    assert found.of(text).strip() == line


@pytest.mark.parametrize("line", NONE_FOUND)
def test_other_beginnings_are_none(line: str) -> None:
    assert not list(find_datelines(f"{line} {REST}"))


def test_a_place_alone_stands_above_a_report() -> None:
    headline = "FERRY DAY — a guide"
    assert not list(find_datelines(headline))
    assert not list(find_datelines("The ferry is late. " * 40 + f"\n\nOSLO -- {REST}"))


def test_finds_the_agency_but_no_day_in_brackets() -> None:
    text = f"OSLO (Haven Wire) - {REST}\n\nOSLO (May 3) - {REST}"
    assert [agency.of(text) for agency in find_agencies(text)] == ["(Haven Wire)"]


def test_the_tokenizer_notes_datelines_and_leaves_out_agencies() -> None:
    nlp = spacy.blank("en")
    read_paragraphs(nlp)
    text = f"Oslo, May 3 (Haven Wire) - {REST}"
    doc = nlp(text)
    assert doc.user_data[DATELINES] == (Passage(0, text.index("Norland")),)
    assert len(doc.text) == len(text)
    assert "Wire" not in doc.text


def build(words: str, day: str) -> Doc:
    """A text whose dateline is all before its last word."""
    split = words.split()
    count = len(split)
    doc = Doc(VOCAB, words=split, pos=["PROPN"] * count, heads=[0] * count, deps=["dep"] * count)
    doc.set_ents([Span(doc, 0, 1, label="GPE")])
    doc.user_data[DATELINES] = (Passage(0, doc[-1].idx),) if day else ()
    return doc


def test_a_place_in_a_dateline_is_no_actor() -> None:
    assert [mention.name for mention in find_mentions(build("OSLO - Norland", "-"))] == []
    assert [mention.name for mention in find_mentions(build("OSLO - Norland", ""))] == ["OSLO"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("OSLO , 3 May 2031 -- Norland", "2031-05-03"),
        ("OSLO , May 3 -- Norland", None),
        ("OSLO -- Norland", None),
    ],
)
def test_reads_the_day_where_the_year_is_told(words: str, day: str | None) -> None:
    assert find_day(build(words, "-"), "") == day


def test_other_days_are_not_the_reports() -> None:
    assert find_day(build("OSLO , 3 May 2031 -- Norland", ""), "") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Pier shut\nPublished: 3 May 2031\n\nIt is.", "2031-05-03"),
        ("Pier shut\nFirst published on May 3, 2031, 5:00 p.m. EDT\n\nIt is.", "2031-05-03"),
        ("From: the mayor\nDate: Sat, 3 May 2031 17:00:00 +0200\n\nIt is.", "2031-05-03"),
        ("**Posted** 2031-05-03\nIt is.", "2031-05-03"),
        ("Published: 05/06/2031\nIt is.", None),
        ("Published: in May\nIt is.", None),
        ("It was published on 3 May 2031.\nIt is.", None),
        ("A word. " * 100 + "\nPublished: 3 May 2031\n", None),
    ],
)
def test_a_line_of_the_head_tells_the_day(text: str, day: str | None) -> None:
    assert find_day(build("Norland", ""), text) == day
