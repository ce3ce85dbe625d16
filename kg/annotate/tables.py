"""Tables in plain text: lines beside each other whose cells strokes, tabs or wide gaps part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.model import Passage

_GAP = re.compile(r"\s*\|\s*|\s*\t\s*|(?<=\S) {3,}(?=\S)")
# One line of cells is no table, and a cell of more code points is a paragraph.
_FEWEST_LINES, _LONGEST_CELL = 2, 60


def find_tables(text: str, lines: Sequence[Passage]) -> Iterator[Passage]:
    """Find the lines of each table: neighbours of the same number of cells, more than one."""
    for cells, group in groupby(lines, key=lambda line: _count_cells(line.of(text))):
        table = list(group)
        if cells > 1 and len(table) >= _FEWEST_LINES:
            yield Passage(table[0].start, table[-1].end)


def _count_cells(line: str) -> int:
    """Count the cells of a line; 1 where it is none of a table."""
    cells = _GAP.split(line.strip().strip("|"))
    return len(cells) if all(len(cell) <= _LONGEST_CELL for cell in cells) else 1
