"""Print answers for people: a table, or where it would not fit without breaking words, records."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from kg.cli.printing import print_line, print_message
from kg.printable import to_printable
from kg.settings import BASE_IRI
from kg.vocab import SP

# A table that is piped has no window to fit: wide enough for a quotation, narrow enough to read.
PIPED_WIDTH = 120
# Columns that a table leaves out beside one that says the same in words.
HIDDEN = {"url": {"article"}, "iri": {"actor"}, "start": {"words"}, "end": {"words"}} | {
    "actor_iri": {"actor"},
    "into_iri": {"into"},
}
# A longer word is no word but an address or a chain of names: it may break.
LONGEST_WORD = 20
# Between two columns.
GAP = 3
# A record is read line by line: longer ones are for a window that is as wide.
WIDEST_RECORD = 100


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table as wide as the window (or COLUMNS), its cells wrapped, without empty columns.

    Where words or dates would have to break each row is a record, a line a field. Addresses would take a
    third of the width: the article's title links to its page on the web instead, and the IRI of a named actor
    is left to csv and json.
    """
    rows = list(rows)
    if not rows:
        print_message("no rows")
        return
    kept = [
        index
        for index, column in enumerate(columns)
        if any(row[index] is not None for row in rows) and not HIDDEN.get(column, set()) & set(columns)
    ]
    names = [to_printable(columns[index]) for index in kept]
    cells = [[_to_cell(row[index]) for index in kept] for row in rows]
    widths = [max(map(_longest_word, (name, *column))) for name, *column in zip(names, *cells, strict=True)]
    window = _find_width()
    if sum(widths) + GAP * (len(widths) - 1) > window:
        return _print_records(names, cells, window)
    url = columns.index("url") if "url" in columns else None
    pages = [str(row[url]) if url is not None else "" for row in rows]
    _print_columns(names, cells, widths, pages)


def _find_width() -> int:
    """Return the width of the window; of a pipe COLUMNS, or PIPED_WIDTH."""
    from rich.console import Console

    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return PIPED_WIDTH if piped else Console(file=sys.stdout).width


def _to_cell(value: Any) -> str:
    """Write a value as a cell, with our own IRIs abbreviated, as every command takes them."""
    text = "" if value is None else str(value)
    for iri, prefix in ((BASE_IRI, "id:"), (SP.iri, "sp:")):
        if text.startswith(iri):
            text = prefix + text[len(iri) :]
    return to_printable(text)


def _longest_word(cell: str) -> int:
    return min(LONGEST_WORD, max(map(len, cell.split()), default=0))


def _print_records(names: Sequence[str], cells: Iterable[Sequence[str]], window: int) -> None:
    indent = max(map(len, names)) + GAP
    width = max(indent + LONGEST_WORD, min(window, WIDEST_RECORD))
    for number, row in enumerate(cells):
        if number:
            print_line()
        for name, cell in zip(names, row, strict=True):
            if cell:
                lines = textwrap.wrap(cell, width - indent, break_on_hyphens=False) or [""]
                print_line(f"{name:<{indent}}{lines[0]}")
                for line in lines[1:]:
                    print_line(f"{'':<{indent}}{line}")


def _print_columns(
    names: Sequence[str], cells: Iterable[Sequence[str]], widths: Sequence[int], pages: Iterable[str]
) -> None:
    from rich import box
    from rich.console import Console
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name, width in zip(names, widths, strict=True):
        table.add_column(Text(name), overflow="fold", min_width=width)
    for row, page in zip(cells, pages, strict=True):
        link = Style(link=page) if _is_web_page(page) else Style()
        styles = (link if name == "article" else Style() for name in names)
        table.add_row(*(Text(cell, style=style) for cell, style in zip(row, styles, strict=True)))
    console = Console(file=sys.stdout, width=_find_width())
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        print(line.rstrip())


def _is_web_page(address: str) -> bool:
    """Whether a terminal may link to it: other addresses run programs, or end the link's own sequence."""
    return re.fullmatch(r"https?://\S+", address) is not None and to_printable(address) == address
