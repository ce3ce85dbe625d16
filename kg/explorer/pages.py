"""Define what a page is, and what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.explorer.links import to_iri
from kg.printable import shorten
from kg.queries import Parameter
from kg.settings import EXPLORER_MOST_ROWS, EXPLORER_ROWS
from kg.store import GraphStore

# A column of this ending holds the IRI of what the column before it names.
IRI_SUFFIX = "_iri"
PAGE, ROWS = "page", "rows"
_PAGING = (
    Parameter(PAGE, "number", "1", "Which page of the rows"),
    Parameter(ROWS, "number", str(EXPLORER_ROWS), f"Rows a page, {EXPLORER_MOST_ROWS:,} at most"),
)


class MissingError(Exception):
    """Raised where there is no such thing; `near` are things that may have been meant: (name, IRI)."""

    def __init__(self, message: str, near: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.near = tuple(near)


@dataclass(frozen=True)
class Asked:
    """What was asked for: the thing that the address names, the parameters behind it, and which of the rows.

    `location` is where the graph lies; None where it lies in memory. `is_writable`: decisions are taken.
    """

    iri: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    number: int = 1
    size: int = EXPLORER_ROWS
    location: Path | None = None
    is_writable: bool = False


@dataclass(frozen=True)
class Table:
    """Some of the rows of an answer: the page `number` of `size` rows each, of `total` in all."""

    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()
    total: int = 0
    number: int = 1
    size: int = EXPLORER_ROWS

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that are for people, without those that are empty in all of these rows."""
        named = (column for column in self.columns if not column.endswith(IRI_SUFFIX))
        return tuple(one for one in named if any(row.get(one) is not None for row in self.rows))

    @property
    def pages(self) -> int:
        """How many pages the rows take."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class View:
    """What a page shows: its title, the rows that are its CSV, and `data`, whatever else it tells.

    `drawn` is made of these for the template, and no program needs it.
    """

    title: str
    table: Table = Table()
    data: Mapping[str, Any] = field(default_factory=dict)
    drawn: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page: `path` is its address, `menu` its name in the navigation.

    That of a page about a thing is /KIND/{rest:path}, and `Asked.iri` the thing. `template` is a file of
    templates/. `scripts` are files of static/ that it runs, `policy` what it may do besides showing text and
    the stylesheet, as directives of a Content-Security-Policy. What `is_slow` takes longer than a query may:
    it says so of the folder of a generation, for some have to make there first what later ones need.
    """

    name: str
    path: str
    summary: str
    load: Callable[[GraphStore, Asked], View]
    parameters: tuple[Parameter, ...] = ()
    menu: str = ""
    template: str = "list.html"
    scripts: tuple[str, ...] = ()
    policy: Mapping[str, str] = field(default_factory=dict)
    is_slow: Callable[[Path], bool] = lambda folder: False

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, with those by which any page is leafed through."""
        return (*self.parameters, *_PAGING)

    @property
    def kind(self) -> str:
        """The kind of thing that it is about; empty where it is about none."""
        return self.path.split("/")[1] if "{" in self.path else ""

    def read(self, rest: str, given: Mapping[str, str]) -> Asked:
        """Read what was asked for: the rest of the address, and parameters.

        Raises UsageError for what the page does not take.
        """
        known = {one.name: one.default or "" for one in self.parameters}
        for name in given:
            if name not in (*known, PAGE, ROWS):
                takes = ", ".join(one.name for one in self.all_parameters)
                raise UsageError(f"this page has no parameter {shorten(name)}; it takes {takes}")
        chosen = known | {name: value for name, value in given.items() if name in known}
        number = _read_number(PAGE, given.get(PAGE, "1"))
        size = _read_number(ROWS, given.get(ROWS, str(EXPLORER_ROWS)))
        iri = to_iri(self.kind, rest) if self.kind else ""
        return Asked(iri, chosen, number, min(size, EXPLORER_MOST_ROWS))


def cut(columns: Iterable[str], rows: Sequence[Mapping[str, Any]], asked: Asked) -> Table:
    """Take the page of the rows that was asked for; past the last one it is empty."""
    start = (asked.number - 1) * asked.size
    part = tuple(rows[start : start + asked.size])
    return Table(tuple(columns), part, len(rows), asked.number, asked.size)


def restart(asked: Asked, size: int) -> Asked:
    """Ask for the first rows only, as a summary shows them."""
    return replace(asked, number=1, size=size)


def _read_number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < len(value) < 7 and int(value) > 0):
        raise UsageError(f"{name}={shorten(value)}: write a whole number from 1 on")
    return int(value)
