"""Fiscal years, their quarters and halves, by whoever's they are."""

from __future__ import annotations

import pytest

from tests.test_dates import read

PUBLISHED = "2024-06-13"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("NASA's test slips to the second quarter of fiscal year 2027.", "2027-01/2027-03"),
        ("NASA flies it in Q1 FY28.", "2027-10/2027-12"),
        ("NASA flies it in FY27 Q4.", "2027-07/2027-09"),
        ("NASA flies it in Q2 of FY2027.", "2027-01/2027-03"),
        ("NASA flies it in FY2027-Q3.", "2027-04/2027-06"),
        ("NASA flies it in Q3FY27.", "2027-04/2027-06"),
        ("NASA flies it in 3QFY27.", "2027-04/2027-06"),
        ("NASA flies it in 2H FY27.", "2027-04/2027-09"),
        ("The firm flies it in 3Q27.", "2027-07/2027-09"),
        ("The firm flies it in 1H 2027.", "2027-01/2027-06"),
        ("NASA's third fiscal quarter of 2027 is free.", "2027-04/2027-06"),
        ("in the first half of fiscal 2027", "2026-10/2027-03"),
        ("Congress funds H2 FY27.", "2027-04/2027-09"),
        ("It waits in the third quarter of 2027.", "2027-07/2027-09"),
        ("Japan will pay in fiscal year 2026.", "2026-04/2027-03"),
        ("JFY2026 has begun.", "2026-04/2027-03"),
        ("India's budget for FY26 is out.", "2025-04/2026-03"),
        ("India spends it in the first quarter of 2025-26.", "2025-04/2025-06"),
        ("Britain pays in the 2026/27 financial year.", "2026-04/2027-03"),
        ("Canada's 2026-27 budget is out.", "2026-04/2027-03"),
        ("Australia's budget for 2026-27 is out.", "2026-07/2027-06"),
        ("Germany's fiscal 2026 is over.", "2026-01/2026-12"),
        ("The ministry cut its 2026-27 budget.", "2026/2027"),
        ("NASA's 2026-2027 fiscal year began.", "2025-10/2027-09"),
    ],
)
def test_a_fiscal_time_follows_the_calendar_of_its_owner(text: str, edtf: str) -> None:
    (found,) = read(text, PUBLISHED)
    assert found.edtf == edtf


def test_fiscal_years_that_share_the_word() -> None:
    found = read("NASA's fiscal years 2027 and 2028 are short.", PUBLISHED)
    assert [one.edtf for one in found] == ["2026-10/2027-09", "2027-10/2028-09"]


def test_the_owner_is_the_nearest_in_the_sentence_then_the_last_before_it() -> None:
    text = (
        "The U.S. agency said India's fiscal 2026 is no matter. Japan pays too. It starts in fiscal 2026. "
        "Fiscal 2026 is when NASA pays."
    )
    assert [one.edtf for one in read(text, PUBLISHED)] == [
        "2025-04/2026-03",
        "2026-04/2027-03",
        "2025-10/2026-09",
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("Japan's current fiscal year", "2024-04/2025-03"), ("NASA's next fiscal year", "2024-10/2025-09")],
)
def test_a_fiscal_year_is_counted_from_the_publication(text: str, edtf: str) -> None:
    (found,) = read(text, PUBLISHED)
    assert (found.edtf, found.anchor) == (edtf, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("In the quarter ended April 30, it grew.", "2024-Q1", "2024-02/2024-04"),
        ("In the fourth quarter ended Aug. 31, it grew.", "2023-Q4", "2023-06/2023-08"),
        ("for the quarter ending June 30,", "2024-Q2", "2024-04/2024-06"),
    ],
)
def test_a_quarter_that_ended_on_a_day_is_its_three_months(text: str, value: str, edtf: str) -> None:
    quarter = read(text, PUBLISHED)[0]
    assert (quarter.value, quarter.edtf) == (value, edtf)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("in 2018/19 it", ["2018/2019", "2018/2019"]),
        ("in 1999-00 it", ["1999/2000", "1999/2000"]),
        ("in 2023/2024 it", ["2023/2024", "2023/2024"]),
    ],
)
def test_two_years_with_a_stroke_or_a_dash_are_a_stretch(text: str, written: list[str]) -> None:
    assert [one.edtf for one in read(text, PUBLISHED)] == written
