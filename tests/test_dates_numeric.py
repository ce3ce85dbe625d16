"""Dates in digits, days that no calendar has, weekdays that contradict their date, time zones."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import find_dates
from tests.test_dates import read, read_one

PUBLISHED = "2024-06-13"


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("on 7-Mar-21 it", "7-Mar-21", "2021-03-07"),
        ("on 07-March-2021 it", "07-March-2021", "2021-03-07"),
        ("on Mar-17-2021 it", "Mar-17-2021", "2021-03-17"),
        ("on 2021-Mar-17 it", "2021-Mar-17", "2021-03-17"),
        ("on 2021/03/07 it", "2021/03/07", "2021-03-07"),
        ("on 2021.03.07.", "2021.03.07", "2021-03-07"),
        ("on 20210307 it", "20210307", "2021-03-07"),
        ("on 7.III.2021 it", "7.III.2021", "2021-03-07"),
        ("on 17-03-2021 it", "17-03-2021", "2021-03-17"),
        ("on 17/3/21 it", "17/3/21", "2021-03-17"),
        ("on 7 March '21 it", "7 March '21", "2021-03-07"),
        ("in 03/2021 it", "03/2021", "2021-03"),
        ("the winter of '79", "the winter of '79", "1979-24"),
        ("on 3/4/2021 it", "3/4/2021", "[2021-03-04,2021-04-03]"),
        ("on 3/4/81 it", "3/4/81", "[1981-03-04,1981-04-03]"),
        ("on 5/6.", "5/6", "[2024-05-06,2024-06-05]"),
        ("on 2021-3-7 it", "2021-3-7", "2021-03-07"),
        ("in 3/2021 it", "3/2021", "2021-03"),
        ("by 2021-03 it", "2021-03", "../2021-03"),
    ],
)
def test_shapes_of_dates_in_digits(text: str, words: str, edtf: str) -> None:
    found = read_one(text, PUBLISHED)
    assert (found[0], found[2]) == (words, edtf)


@pytest.mark.parametrize(
    ("text", "outlet", "url", "day"),
    [
        ("on 3/4/2021", None, "https://news.example.co.uk/a", "2021-04-03"),
        ("on 3/4/2021", None, "https://www.example.gov/a", "2021-03-04"),
        ("on 3/4/2021", "BBC News", None, "2021-04-03"),
        ("on 3/4/2021", "NASA", None, "2021-03-04"),
        ("on 3/4/2021, not on 28/4/2021", "NASA", None, "2021-04-03"),
        ("on 3/4/2021, not on 4/28/2021", None, "https://example.in", "2021-03-04"),
    ],
)
def test_the_text_and_then_the_outlet_tell_days_from_months(
    text: str, outlet: str | None, url: str | None, day: str
) -> None:
    found = find_dates(spacy.blank("en")(text), PUBLISHED, outlet=outlet, url=url)
    assert (found[0].edtf, found[0].reason) == (day, None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_however_a_day_is_written_it_is_that_day(day: date) -> None:
    months = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.day}.{months[day.month - 1]}.{day.year}",
    ):
        assert read_one(f"on {text} it")[2] == day.isoformat()
    either = read_one(f"on {day:%d/%m/%Y} it")[2]
    assert either is not None and day.isoformat() in either


@pytest.mark.parametrize(
    "text",
    [
        "on 31 June it",
        "on April 31, 2023, it",
        "on 29 February 2023 it",
        "on 31/11/2022 it",
        "on 2023-02-29 it",
        "on 14/15/2022 it",
        "on 2022/15/14 it",
        "on 20220230 it",
    ],
)
def test_a_day_that_no_calendar_has_is_kept_with_the_reason(text: str) -> None:
    (found,) = read(text, PUBLISHED)
    assert (found.edtf, found.earliest, found.reason) == (None, None, "no calendar has this day")


@pytest.mark.parametrize(
    "text",
    [
        "on 99/99/2021 it",
        "order 2021-03",
        "number 20219999",
        "number 20210307",
        "id 20210307",
        "on 9/11 it",
        "up 5/6 of it",
    ],
)
def test_digits_that_are_no_date(text: str) -> None:
    assert read(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("at 1:15 p.m. EDT (1715 GMT) on May 2, 2024", ["2024-05-02T13:15:00-04:00", "2024-05-02T17:15:00Z"]),
        ("at 9 a.m. PDT/noon EDT May 2, 2024", ["2024-05-02T09:00:00-07:00", "2024-05-02T12:00:00-04:00"]),
        ("at 9 a.m. or 10 a.m. May 2, 2024", ["2024-05-02T09:00:00", "2024-05-02T10:00:00"]),
    ],
)
def test_two_clocks_side_by_side_are_of_one_day(text: str, written: list[str]) -> None:
    assert [one.edtf for one in read(text, PUBLISHED) if one.type == "TIME"] == written


def test_a_weekday_is_the_date_in_brackets_behind_it() -> None:
    right, _, wrong, _ = read("on Tuesday (March 14, 2023) and Monday (14 March 2023)", PUBLISHED)
    assert (right.edtf, right.reason) == ("2023-03-14", None)
    assert (wrong.edtf, wrong.reason) == ("2023-03-14", "that day is a Tuesday")


def test_a_weekday_that_contradicts_its_date_is_told() -> None:
    wrong, right = read("on Monday, March 14, 2023, and Tuesday, March 14, 2023", PUBLISHED)
    assert (wrong.edtf, wrong.reason) == ("2023-03-14", "that day is a Tuesday")
    assert (right.edtf, right.reason) == ("2023-03-14", None)


def test_where_the_year_is_a_guess_a_weekday_that_contradicts_it_takes_it_away() -> None:
    found = read("In 2021 it began. On Monday, March 14, it ended.", None)
    assert [(one.value, one.reason) for one in found] == [
        ("2021", None),
        ("XXXX-03-14", "the year is not known"),
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("at 6:15 p.m. EDT on May 2, 2024", "2024-05-02T18:15:00-04:00"),
        ("at 6:15 p.m. Eastern on May 2, 2024", "2024-05-02T18:15:00-04:00"),
        ("at 6:15 p.m. Eastern on Jan. 2, 2024", "2024-01-02T18:15:00-05:00"),
        ("at 1815 GMT on May 2, 2024", "2024-05-02T18:15:00Z"),
        ("at 18:15 CEST on May 2, 2024", "2024-05-02T18:15:00+02:00"),
        ("at 18:15 Moscow time on May 2, 2024", "2024-05-02T18:15:00+03:00"),
        ("at 18:15 local time on May 2, 2024", "2024-05-02T18:15:00"),
        ("at 6.15 p.m. BST on May 2, 2024", "2024-05-02T18:15:00+01:00"),
        ("at 18h15 UTC on May 2, 2024", "2024-05-02T18:15:00Z"),
        ("at 18:15 UTC+2 on May 2, 2024", "2024-05-02T18:15:00+02:00"),
        ("at 18:15 GMT-0330 on May 2, 2024", "2024-05-02T18:15:00-03:30"),
        ("at 2024-05-02T18:15Z", "2024-05-02T18:15:00Z"),
        ("at 2024-05-02T18:15+0530", "2024-05-02T18:15:00+05:30"),
    ],
)
def test_the_zone_of_a_time_of_day_is_kept(text: str, edtf: str) -> None:
    assert read_one(text, PUBLISHED)[1:] == (
        "2024-05-02T18:15" if "May" in text or "-05-" in text else "2024-01-02T18:15",
        edtf,
    )


def test_a_far_date_does_not_give_its_year_to_a_day_named_before() -> None:
    text = "It was dark on April 8, 2024. The next is on Aug. 23, 2044. On April 8 they sang."
    assert [one.value for one in read(text, None)] == ["2024-04-08", "2044-08-23", "2024-04-08"]
