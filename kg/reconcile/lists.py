"""Read lists of parties that a user gives: CSV with a row a party, or Turtle with rosters."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import ArticleError, ListError
from kg.printable import shorten
from kg.readers.dates import find_iso_date
from kg.readers.decode import read_text
from kg.vocab import RDF, SP

# What the columns are called, whatever the case; the first of a row is the usual name.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "party": ("party", "country", "state", "name", "nation", "member", "iso", "code", "wikidata"),
    "date": ("date", "signed", "signed on", "date of signature", "signature date"),
    "signatory": ("signatory", "signed by", "signer", "person"),
}
_DELIMITERS = ",;\t|"
# Months and years, which name many days: "July 2022", "2022-07", "2022".
_MONTHS = ("%B %Y", "%b %Y", "%Y-%m", "%m/%Y")
_YEAR = re.compile(r"\d{4}")
_TURTLE = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}


@dataclass(frozen=True)
class Entry:
    """A row of a list: its line, whom it names, and the day (EDTF) and the person, where it tells them."""

    line: int
    party: str
    date: str | None = None
    signatory: str | None = None


def read_list(path: Path) -> list[Entry]:
    """Read the rows of a list.

    Raises ListError where the file cannot be read, has no column of parties or no row, or has a date that is
    none.
    """
    if path.suffix.lower() in _TURTLE:
        return _read_rosters(path)
    try:
        text = read_text(path).lstrip("\n ").replace("\r", "\n")
    except ArticleError as error:
        raise ListError(str(error)) from error
    delimiter, places = _find_columns(path, text)
    entries = list(_read_rows(path, text, delimiter, places))
    if not entries:
        raise ListError(f"{path}: is empty: there is no row below the names of the columns")
    return entries


def _find_columns(path: Path, text: str) -> tuple[str, dict[str, int]]:
    """Find what stands between the cells of a table, and the place of each column that is known."""
    for delimiter in _DELIMITERS:
        head = [
            cell.strip().casefold()
            for cell in next(csv.reader([text.split("\n", 1)[0]], delimiter=delimiter), [])
        ]
        places = {
            column: head.index(name)
            for column, names in COLUMNS.items()
            for name in reversed(names)
            if name in head
        }
        if "party" in places:
            return delimiter, places
    first = shorten(text.split("\n", 1)[0])
    names = ", ".join(COLUMNS["party"])
    raise ListError(
        f"{path}: has no column of parties: name one {names} in the first row, which is '{first}'"
    )


def _read_rows(path: Path, text: str, delimiter: str, places: Mapping[str, int]) -> Iterator[Entry]:
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        next(rows)
        for row in rows:
            cells = {name: row[place].strip() for name, place in places.items() if place < len(row)}
            if not any(cell.strip() for cell in row):
                continue
            where = f"{path}:{rows.line_num}"
            if not cells.get("party"):
                raise ListError(f"{where}: names no party: fill in the column, or take the row out")
            day = _read_day(where, cells.get("date", ""))
            yield Entry(rows.line_num, cells["party"], day, cells.get("signatory") or None)
    except csv.Error as error:
        raise ListError(f"{path}:{rows.line_num}: is no row of a table: {error}") from error


def _read_day(where: str, written: str) -> str | None:
    """Read a day, a month or a year as EDTF; None for an empty cell."""
    if not written:
        return None
    if day := find_iso_date(written):
        return day
    for form in _MONTHS:
        try:
            return datetime.strptime(written, form).strftime("%Y-%m")
        except ValueError:
            continue
    if _YEAR.fullmatch(written):
        return written
    raise ListError(
        f"{where}: '{shorten(written)}' is not a date: write it like 2022-07-26, 26 July 2022, July 2022"
    )


def _read_rosters(path: Path) -> list[Entry]:
    """Read the members of all rosters of a Turtle file, in the order of their IRIs."""
    try:
        triples = list(parse(path=str(path), format=_TURTLE[path.suffix.lower()]))
    except (OSError, SyntaxError, ValueError) as error:
        raise ListError(f"{path}: cannot be read as Turtle: {error}") from error
    rosters = {
        t.subject for t in triples if t.predicate.value == RDF.type and t.object == NamedNode(SP.Roster)
    }
    members = sorted(
        t.object.value
        for t in triples
        if t.subject in rosters and t.predicate.value == SP.member and isinstance(t.object, NamedNode)
    )
    if not members:
        raise ListError(
            f"{path}: has no sp:Roster with an sp:member that is an IRI: see ontology/rosters.ttl"
        )
    return [Entry(place, member) for place, member in enumerate(dict.fromkeys(members), 1)]
