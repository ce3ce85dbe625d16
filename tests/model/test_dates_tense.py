"""Which way a date lies, by the verb that the trained model finds over it; published on a Thursday."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from kg.annotate import annotate, load_model
from kg.extract.dates import find_dates
from kg.model import Article, DateExpression

pytestmark = pytest.mark.model

PUBLISHED = "2024-06-13"


@cache
def model() -> Language:
    return load_model()


def read(text: str, published: str = PUBLISHED) -> list[DateExpression]:
    ((_, doc),) = annotate(model(), [Article("a", text)])
    return list(find_dates(doc, published))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The committee votes on Tuesday.", "2024-06-18"),
        ("The probe lands Saturday.", "2024-06-15"),
        ("The application is due Monday.", "2024-06-17"),
        ("The papers are due out on Monday.", "2024-06-17"),
        ("The hearing is on Wednesday.", "2024-06-19"),
        ("The treaty is signed on Monday.", "2024-06-17"),
        ("Monday's launch is the fifth.", "2024-06-17"),
        ("Voting begins Tuesday, a day before the summit on Wednesday.", "2024-06-18"),
        ("The board gave the firm until 9 a.m. Monday to answer.", "2024-06-17T09:00"),
        ("Students planned a protest on Saturday.", "2024-06-15"),
        ("She leaves the agency, effective Monday.", "2024-06-17"),
        ("The shuttle docks on Saturday.", "2024-06-15"),
        ("Come Tuesday, the museum will be free.", "2024-06-18"),
        ("Splashdown is at 10:30 CEST Tuesday, the ministry said.", "2024-06-18T10:30"),
    ],
)
def test_the_present_of_what_is_fixed_lies_ahead(text: str, day: str) -> None:
    assert read(text)[0].value == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministry says on Monday it agreed.", "2024-06-10"),
        ("The fire on Tuesday raises questions.", "2024-06-11"),
        ("Tuesday's explosion is a setback.", "2024-06-11"),
        ("The decision comes after Monday's vote.", "2024-06-10"),
        ("The launch had been scheduled for Saturday.", "2024-06-08"),
        ("The flight had been due to leave Saturday.", "2024-06-08"),
        ("The minister could not be reached on Monday.", "2024-06-10"),
    ],
)
def test_what_is_said_or_over_lies_behind(text: str, day: str) -> None:
    assert read(text)[0].value == day


def test_a_headline_tells_what_is_over_unless_the_text_says_that_it_is_to_come() -> None:
    over, ahead = (
        read("Orbita signs pact on Tuesday\n\nThe country signed it in Rome."),
        read("Panel meets Tuesday\n\nThe panel will meet in Rome."),
    )
    assert (over[0].value, ahead[0].value) == ("2024-06-11", "2024-06-18")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The mission will land in two years.", "2026"),
        ("The contract expires in ten days.", "2024-06-23"),
        ("It will end in a single day.", "2024-06-14"),
        ("The plant was built in two years.", None),
        ("The ship can circle the globe in two days.", None),
        ("It was the first landing on the Moon in 50 years.", "1974/2024"),
        ("It flew for the first time in three years.", "2021/2024"),
        ("Prices rose by the most in a decade.", "2014/2024"),
        ("It has not flown in two years.", "2022/2024"),
        ("The first module will land in two years.", "2026"),
    ],
)
def test_in_two_years_is_a_date_after_a_verb_of_the_future(text: str, edtf: str | None) -> None:
    (found,) = read(text)
    assert (found.type, found.edtf) == ("DURATION", edtf)


@pytest.mark.parametrize(
    ("text", "value"),
    [("We will meet this weekend.", "2024-W25-WE"), ("It burned this weekend.", "2024-W24-WE")],
)
def test_this_weekend_seen_from_a_monday_follows_the_verb(text: str, value: str) -> None:
    assert read(text, "2024-06-17")[0].value == value


def test_a_year_behind_a_name_is_none_of_it_behind_another_word() -> None:
    assert [one.value for one in read("The Luna 2028 rover has no wheels.")] == []
    assert [one.value for one in read("Additional 2028 flights are planned.")] == ["2028"]
