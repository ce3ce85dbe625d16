"""docs/gephi.md tells every column, kind and color that the file has, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from kg.export.gexf import EDGE_COLUMNS, NODE_COLUMNS
from kg.export.styling import NODE_COLORS, TIE_COLORS
from kg.network import QUOTE_LIMIT, TIE_KINDS

PAGE = (Path(__file__).parent.parent / "docs" / "gephi.md").read_text(encoding="utf-8")


def rows_of(header: str) -> list[list[str]]:
    """The cells of the table whose first header is `header`."""
    table = PAGE.split(f"| {header} |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_the_columns() -> None:
    for header, columns in (("column of a node", NODE_COLUMNS), ("column of an edge", EDGE_COLUMNS)):
        told = [name for row in rows_of(header) for name in re.findall(r"`(\w+)`", row[0])]
        assert told == list(columns)


def test_the_kinds_and_what_they_mean() -> None:
    told = {kind: meaning.split(";")[0] for kind, _, meaning in rows_of("kind")}
    assert told == TIE_KINDS
    assert list(told) == list(TIE_COLORS)


def test_the_types_and_limits() -> None:
    assert [row[1] for row in rows_of("color of a node")] == list(NODE_COLORS)
    assert f"up to {QUOTE_LIMIT} characters" in PAGE
