"""EDTF: what each value covers, and what a TIMEX3 value is in EDTF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import edtf


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2022-07-26", "2022-07-26", "2022-07-26"),
        ("2022-07-26T08:30:00", "2022-07-26", "2022-07-26"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("2022-07~", "2022-07-01", "2022-07-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-22", "2022-06-01", "2022-08-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2024/..", "2024-01-01", None),
        ("../2030", None, "2030-12-31"),
        ("2026/2028", "2026-01-01", "2028-12-31"),
        ("2023-10/2024-09", "2023-10-01", "2024-09-30"),
        ("[2022-04-05,2022-05-04]", "2022-04-05", "2022-05-04"),
        ("XXXX-07-26", None, None),
        ("-0479", "-0479-01-01", "-0479-12-31"),
        ("-047X", "-0479-01-01", "-0470-12-31"),
    ],
)
def test_bounds_are_the_first_and_last_day(written: str, earliest: str | None, latest: str | None) -> None:
    assert edtf.bounds(written) == (earliest, latest)


@pytest.mark.parametrize("written", ["", "soon", "22", "2022-7", "2022-07-26 or so"])
def test_what_is_no_edtf_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="not an EDTF date"):
        edtf.bounds(written)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2022-07-26", "2022-07-26"),
        ("2022-W30", "2022-07-25/2022-07-31"),
        ("2022-W30-WE", "2022-07-30/2022-07-31"),
        ("2022-Q3", "2022-07/2022-09"),
        ("2020-H2", "2020-07/2020-12"),
        ("2022-SU", "2022-22"),
        ("202", "202X"),
        ("20", "20XX"),
        ("2022-07-26T08:30", "2022-07-26T08:30:00"),
        ("2022-07-26T24:00", "2022-07-26"),
        ("2022-07-26TMO", "2022-07-26"),
        ("BC0480", "-0479"),
        ("BC0001", "0000"),
        ("BC0481-FA", "-0480-23"),
        ("BC03", "-03XX"),
        ("XXXX-07-26", "XXXX-07-26"),
        ("XXXX-07", "XXXX-07"),
        ("P20Y", None),
        ("PXY", None),
        ("PAST_REF", None),
        ("XXXX-WXX-2", None),
        ("XXXX-XX-XXTMO", None),
    ],
)
def test_a_timex_value_in_edtf(value: str, written: str | None) -> None:
    assert edtf.from_timex(value) == written


def test_a_week_53_that_the_year_lacks_is_the_year() -> None:
    assert edtf.from_timex("2022-W53") == "2022"


@pytest.mark.parametrize(
    ("shape", "written", "shaped"),
    [
        (edtf.after, "2024", "2024/.."),
        (edtf.after, "2020-07/2020-12", "2020-12/.."),
        (edtf.since, "2022-07-25/2022-07-31", "2022-07-25/.."),
        (edtf.since, "199X", "1990/.."),
        (edtf.until, "2030", "../2030"),
        (edtf.until, "202X", "../2029"),
        (edtf.until, "2022-22", "../2022-08"),
        (edtf.before, "202X", "../2020"),
        (edtf.before, "2022-07-26T08:30:00", "../2022-07-26"),
        (edtf.approximate, "2022", "2022~"),
        (edtf.approximate, "2022~", "2022~"),
        (edtf.approximate, "2024/2025", "2024~/2025~"),
        (edtf.approximate, "../2030", "../2030~"),
    ],
)
def test_signals_shape_a_date(shape: object, written: str, shaped: str) -> None:
    assert callable(shape)
    assert shape(written) == shaped


def test_between_takes_the_outer_ends() -> None:
    assert edtf.between("202X", "2035-22") == "2020/2035-08"


@given(st.dates())
def test_a_day_covers_itself(day: object) -> None:
    assert edtf.bounds(str(day)) == (str(day), str(day))


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_ends_before_the_next_begins(year: int, month: int) -> None:
    first, last = edtf.bounds(f"{year:04}-{month:02}")
    assert first is not None and last is not None
    assert first < last <= f"{year:04}-{month:02}-31"
    assert edtf.bounds(f"{year:04}")[0] <= first
