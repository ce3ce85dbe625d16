"""Every CSV is one table for every reader, whatever stands in its cells."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.csv_text import check_excel, to_csv_text
from kg.errors import UsageError

# What CSV is about, more often than chance would have it; no half of a surrogate pair.
SPECIAL = st.sampled_from("\r\n\",'\0;\t \x0b\x0c\x85\u2028\ufeff=")
CELLS = st.none() | st.text(SPECIAL | st.characters(exclude_categories=["Cs"]))
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1))


def read_bytes(data: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline="")))


def to_strings(table: list[tuple[str | None, ...]]) -> list[list[str]]:
    return [["" if cell is None else cell for cell in row] for row in table]


@given(TABLES)
def test_a_table_is_read_back_from_its_bytes(table: list[tuple[str | None, ...]]) -> None:
    assert read_bytes(to_csv_text(table).encode()) == to_strings(table)


@given(TABLES)
def test_another_reader_finds_the_same_rows(table: list[tuple[str | None, ...]]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    reader = pytest.importorskip("pyarrow.csv")
    names = [f"column {number}" for number in range(len(table[0]))]
    read = reader.read_csv(
        io.BytesIO(to_csv_text([names, *table]).encode()),
        parse_options=reader.ParseOptions(newlines_in_values=True),
        convert_options=reader.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string())),
    )
    assert [list(row) for row in zip(*read.to_pydict().values(), strict=True)] == to_strings(table)


def test_a_row_ends_in_a_line_feed_and_a_carriage_return_is_quoted() -> None:
    assert to_csv_text([("a", "b"), ("one\rtwo", None), (1, True)]) == 'a,b\n"one\rtwo",\n1,True\n'


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_for_excel_no_text_is_a_formula_and_a_number_is_a_number(start: str) -> None:
    text = to_csv_text([("name", "count"), (f"{start}1+1", -5), ("it is -5", 0.5)], excel=True)
    assert text.startswith("\ufeff")
    assert read_bytes(text.encode(), "utf-8-sig") == [
        ["name", "count"],
        [f"'{start}1+1", "-5"],
        ["it is -5", "0.5"],
    ]
    assert to_csv_text([(f"{start}1",)]).lstrip('"').startswith(start)


@given(st.lists(st.text(max_size=3), min_size=1))
def test_for_excel_no_cell_begins_as_a_formula(cells: list[Any]) -> None:
    [row] = csv.reader(io.StringIO(to_csv_text([cells], excel=True)[1:], newline=""))
    assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]


def test_excel_is_for_csv_alone() -> None:
    check_excel(True, "csv")
    check_excel(False, "json")
    with pytest.raises(UsageError, match="--excel is for csv, and json was asked for"):
        check_excel(True, "json")
