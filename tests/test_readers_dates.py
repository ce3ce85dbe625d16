"""The day of publication in the forms that files, feeds and messages have."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.readers.dates import to_iso_date


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-27",
        "2026-11-27T23:30:00Z",
        "2026-11-27 17:00:00 +0200",
        "2026/11/27",
        "2026.11.27",
        "2026/11/27 17:00",
        "20261127",
        "20261127T170000Z",
        "Fri, 27 Nov 2026 23:30:00 -0800",
        "Fri, 27 Nov 2026 23:30:00 EST",
        "Fri, 27 Nov 26 23:30:00 EST",
        "27 Nov 2026",
        "27-Nov-2026",
        "27 November 2026",
        "27th November, 2026",
        "the 27th of November 2026",
        "Friday 27 November 2026, 5 p.m.",
        "Nov. 27, 2026 5:00 pm EST",
        "Nov 27 2026",
        "November 27, 2026",
        "NOVEMBER 27TH, 2026 | 5:00 PM",
        "Friday, November 27, 2026 - 17:00",
        "November 27, 2026 at 5:00 PM",
        "Fri Nov 27 17:00:00 2026",
        "Fri Nov 27 17:00:00 UTC 2026",
        "5:00 PM EST, Fri November 27, 2026",
        "17:00, 27 November 2026",
        "11/27/2026",
        "27.11.2026",
        "27/11/2026 17:00",
        " 2026-11-27\n",
    ],
)
def test_a_day_is_read_as_it_is_written(written: str) -> None:
    assert to_iso_date("x", written) == "2026-11-27"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sept. 5, 2024", "2024-09-05"),
        ("1 May 2020", "2020-05-01"),
        ("05/05/2024", "2024-05-05"),
        ("3 Jan 71 08:00 GMT", "1971-01-03"),
    ],
)
def test_other_days(written: str, day: str) -> None:
    assert to_iso_date("x", written) == day


@pytest.mark.parametrize("written", ["", " ", None])
def test_nothing_is_no_day(written: str | None) -> None:
    assert to_iso_date("x", written) is None


@pytest.mark.parametrize(
    "written",
    [
        "05/06/2024", "2022-02-30", "2022-07", "July 2022", "27 July", "27 July 22", "sometime", "tomorrow",
        "20221301", "31 June 2024", "٢٠٢٢-٠٧-٢٧", "1732726800", "27 Julember 2022", "0000-01-01",
    ],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_refused(written: str) -> None:
    with pytest.raises(ArticleError, match="is not a date: write it like 2022-07-27"):
        to_iso_date("x", written)


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%a, %d %b %Y %H:%M:%S +0100", "%B %d, %Y"]))
def test_every_day_is_read_back(day: date, form: str) -> None:
    written = day.strftime(form).replace(f" {day.year} ", f" {day.year:04} ")
    if len(str(day.year)) == 4:
        assert to_iso_date("x", written) == day.isoformat()


@given(st.text())
def test_any_text_is_a_day_or_refused(written: str) -> None:
    try:
        found = to_iso_date("x", written)
        assert found is None or date.fromisoformat(found)
    except ArticleError:
        pass
