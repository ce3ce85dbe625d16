"""Days that are named by their weekday, counted from a Thursday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates.arithmetic import easter, nth_weekday
from tests.test_dates import read, read_one

PUBLISHED = "2024-06-13"  # a Thursday


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("meets Wednesday week in Oslo", "Wednesday week", "2024-06-26"),
        ("meets Tuesday fortnight.", "Tuesday fortnight", "2024-07-02"),
        ("due a week from Saturday.", "a week from Saturday", "2024-06-22"),
        ("due three weeks from Friday.", "three weeks from Friday", "2024-07-05"),
        ("held a fortnight on Monday.", "a fortnight on Monday", "2024-07-01"),
        ("held the Tuesday after next.", "the Tuesday after next", "2024-06-25"),
        ("begun a week ago Wednesday.", "a week ago Wednesday", "2024-06-05"),
        ("begun two weeks ago on Monday.", "two weeks ago on Monday", "2024-05-27"),
        ("begun the Sunday before last.", "the Sunday before last", "2024-06-02"),
        ("begun two Mondays ago.", "two Mondays ago", "2024-06-03"),
        ("begun on Friday last week.", "Friday last week", "2024-06-07"),
        ("on Monday of next week.", "Monday of next week", "2024-06-17"),
        ("on next week's Wednesday.", "next week's Wednesday", "2024-06-19"),
        ("on Monday the week after next.", "Monday the week after next", "2024-06-24"),
        ("on the second Tuesday in September,", "the second Tuesday in September", "2024-09-10"),
        ("on the last Sunday of March 2025,", "the last Sunday of March 2025", "2025-03-30"),
        ("on the third Friday of next month,", "the third Friday of next month", "2024-07-19"),
        ("on the first Monday after Easter,", "the first Monday after Easter", "2024-04-01"),
        ("on Wednesday next.", "Wednesday next", "2024-06-19"),
        ("on Monday last.", "Monday last", "2024-06-10"),
        ("two weeks from tomorrow.", "two weeks from tomorrow", "2024-06-28"),
        ("it is a week today.", "a week today", "2024-06-20"),
        ("a year ago today.", "a year ago today", "2023-06-13"),
        ("on Good Friday 2025", "Good Friday 2025", "2025-04-18"),
        ("on Easter Monday 2025", "Easter Monday 2025", "2025-04-21"),
    ],
)
def test_a_day_is_read_with_all_of_its_words(text: str, words: str, day: str) -> None:
    assert read_one(text, PUBLISHED) == (words, day, day)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("the week after next.", "the week after next", "2024-W26"),
        ("the year before last.", "the year before last", "2022"),
        ("the month after next.", "the month after next", "2024-08"),
        ("the weekend before last.", "the weekend before last", "2024-W22-WE"),
    ],
)
def test_two_units_away(text: str, words: str, value: str) -> None:
    assert read_one(text, PUBLISHED)[:2] == (words, value)


@pytest.mark.parametrize("text", ["the Monday after the launch", "the second Tuesday before the vote"])
def test_a_weekday_that_is_counted_from_something_else_has_no_value_but_a_reason(text: str) -> None:
    (found,) = read(text, PUBLISHED)
    assert (found.edtf, found.reason) == (None, "counted from a date that the text does not give")


def test_a_weekday_of_a_week_or_after_a_day_that_was_named() -> None:
    text = (
        "It begins the week of July 8. On the Friday of that week it ends. The following Monday it is over."
    )
    assert [one.value for one in read(text, PUBLISHED)] == ["2024-W28", "2024-07-12", "2024-07-15"]


def test_without_a_date_of_publication_they_have_none() -> None:
    found = read("Monday week, the last Friday of May, a week from today", None)
    assert [one.edtf for one in found] == [None, None, None]
    assert all(one.reason for one in found)


@pytest.mark.parametrize(("published", "read_as"), [("2024-06-17", None), ("2024-06-20", "2024-W25-WE")])
def test_this_weekend_without_a_verb_is_open_at_the_beginning_of_a_week(
    published: str, read_as: str | None
) -> None:
    (found,) = read("this weekend", published)
    assert (found.edtf is None) == (read_as is None)
    assert read_as in (None, found.value)


@pytest.mark.parametrize(
    "day",
    [
        "1818-03-22",
        "1943-04-25",
        "1961-04-02",
        "2000-04-23",
        "2008-03-23",
        "2019-04-21",
        "2024-03-31",
        "2038-04-25",
    ],
)
def test_easter(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert (3, 22) <= (easter(year).month, easter(year).day) <= (4, 25)


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(1, 7), st.integers(1, 5))
def test_the_nth_weekday_has_so_many_before_it(year: int, month: int, weekday: int, nth: int) -> None:
    found = nth_weekday(year, month, weekday, nth)
    last = nth_weekday(year, month, weekday, -1)
    assert last is not None and last.isoweekday() == weekday and last.day > 21
    if found is None:
        assert nth == 5 and last.day < 29
    else:
        assert found.isoweekday() == weekday and (found.day - 1) // 7 + 1 == nth
        assert date(year, month, 1) <= found <= last


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("next Monday and Tuesday", ["2024-06-17", "2024-06-18"]),
        ("last Friday to Monday", ["2024-06-07", "2024-06-10"]),
        ("on Monday, Tuesday and Friday", ["2024-06-10", "2024-06-11", "2024-06-14"]),
    ],
)
def test_a_weekday_that_is_joined_to_another_follows_it(text: str, days: list[str]) -> None:
    assert [one.value for one in read(text, PUBLISHED)] == days


def test_one_weekday_through_another_is_a_stretch() -> None:
    assert {one.edtf for one in read("closed Monday through Wednesday", PUBLISHED)} == {
        "2024-06-10/2024-06-12"
    }
