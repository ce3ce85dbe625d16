"""Write rows as CSV, for every table that is written as CSV.

A row ends in a line feed. A cell that has a quotation mark, a comma or a line break of any kind, a carriage
return too, stands between quotation marks, so that every reader finds the same rows and cells again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from kg.errors import UsageError

# What a formula begins with for a spreadsheet; the fullwidth signs do as well.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# What tells Excel that a file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


class _LineFeeds:
    """A file that ends rows in line feeds: else Python's writer would not quote a carriage return."""

    def __init__(self, output: IO[str]) -> None:
        self._output = output

    def write(self, row: str) -> None:
        self._output.write(row.removesuffix("\r\n") + "\n")


def write_csv_text(output: IO[str], rows: Iterable[Sequence[object]], excel: bool = False) -> None:
    """Write the rows, the first of which names the columns; None is an empty cell.

    `excel` makes it fit to be opened by a spreadsheet: a byte order mark at its beginning, and a ' before
    every text that would be taken for a formula; numbers stay numbers.
    """
    writer = csv.writer(_LineFeeds(output), lineterminator="\r\n")
    if excel:
        output.write(BYTE_ORDER_MARK)
        rows = ([_to_harmless(cell) for cell in row] for row in rows)
    writer.writerows(rows)


def to_csv_text(rows: Iterable[Sequence[object]], excel: bool = False) -> str:
    """Return the rows as CSV text."""
    output = io.StringIO(newline="")
    write_csv_text(output, rows, excel)
    return output.getvalue()


def check_excel(excel: bool, format: str) -> None:
    """Raise UsageError where `excel` is given with another format than csv."""
    if excel and format != "csv":
        raise UsageError(f"--excel is for csv, and {format} was asked for: choose csv, or leave --excel out")


def _to_harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
