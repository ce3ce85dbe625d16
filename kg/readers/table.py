"""Read tables: .csv and .tsv files with the names of the columns in the first row, an article a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.finding import find_suffix
from kg.model import Article
from kg.printable import shorten
from kg.readers.decode import read_text
from kg.readers.opening import name_path, name_stem
from kg.readers.records import find_field, read_record
from kg.settings import LARGEST_TEXT

# What stands between the cells of a .csv file: spreadsheets of many countries write semicolons.
_DELIMITERS = ",;\t|"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def read_table(path: Path) -> Iterator[Article | ArticleError]:
    """Read every article of a table; a bad row is an ArticleError that names the line where it ends.

    The columns are named as the keys of a .jsonl file are. Empty rows are passed over; where a row has no id
    it is the file's stem and the number of the row below the head.
    """
    where = name_path(path)
    try:
        text = read_text(path).lstrip().replace("\r", "\n")
        if not text:
            raise ArticleError(where, "is empty: there is no text to read")
        csv.field_size_limit(LARGEST_TEXT)
        known = "\t" if find_suffix(path) == ".tsv" else _DELIMITERS
        rows = _read_rows(text, _find_delimiter(text, known, where), where)
        head = next(rows)[1]
        empty = True
        for number, (line, row) in enumerate(rows, 1):
            record = {name: cell for name, cell in zip(head, row, strict=False) if cell.strip()}
            if record:
                empty = False
                yield read_record(record, f"{where}:{line}", f"{name_stem(path)}:{number}")
        if empty:
            raise ArticleError(where, "is empty: there is no row below the names of the columns")
    except ArticleError as error:
        yield error


def _find_delimiter(text: str, delimiters: str, where: str) -> str:
    """Find what stands between the names of the columns, one of which is the text. Raises ArticleError."""
    for delimiter in delimiters:
        head = next(csv.reader(_split_lines(text), delimiter=delimiter), list[str]())
        if find_field(head, "text") or find_field(head, "html"):
            return delimiter
    first = shorten(text.split("\n", 1)[0])
    raise ArticleError(where, f"has no column 'text': name it in the first row, which is '{first}'")


def _read_rows(text: str, delimiter: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, each with its last line, from the head on. Raises ArticleError."""
    rows = csv.reader(_split_lines(text), delimiter=delimiter, strict=True)
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        reason = f"is no row of a table ({error}): the rest is not read"
        raise ArticleError(f"{where}:{rows.line_num}", reason) from error


def _split_lines(text: str) -> Iterator[str]:
    return (match[0] for match in _LINE.finditer(text))
