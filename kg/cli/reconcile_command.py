"""Define `kg reconcile`. It imports what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.options import STORE, Debug, Excel, Store
from kg.cli.output import show_table, show_warning
from kg.cli.printing import print_message
from kg.csv_text import check_excel
from kg.errors import UsageError
from kg.printable import shorten

if TYPE_CHECKING:
    from kg.analyse.table import Cell
    from kg.reconcile import Line

Agreement = Annotated[str, typer.Argument(help="The agreement's name, words of it, or its IRI.")]
List = Annotated[
    Path,
    typer.Argument(
        metavar="LIST",
        help="CSV with a column party (names, ISO codes, items of Wikidata), perhaps date and signatory.",
    ),
]
TableFormat = Annotated[Literal["table", "csv", "json"], typer.Option(help="How to print the comparison.")]

_COLUMNS = (
    *("finding", "compared", "party", "listed", "told", "listed_signatory", "told_signatory", "articles"),
    *("words", "article", "start", "end", "line", "party_iri"),
)


def reconcile(
    agreement: Agreement,
    list: List,
    format: TableFormat = "table",
    excel: Excel = False,
    store: Store = STORE,
    debug: Debug = False,
) -> None:
    """Hold the signatures of an agreement against an official list.

    Says of each party whether both agree, what differs, and who is only here (in the articles) or only there
    (in the list). A day agrees with the month that contains it. What the articles say comes with its words.

    Example: kg reconcile "Artemis Accords" signatories.csv
    """
    from kg.analyse import Table
    from kg.name_lookup import AGREEMENT
    from kg.query_parameters import find_named
    from kg.reconcile import FINDINGS, read_list, resolve_list
    from kg.reconcile import reconcile as compare
    from kg.servers import open_graph

    check_excel(excel, format)
    entries, graph = read_list(list), open_graph(store)
    try:
        found = find_named(graph, AGREEMENT, agreement)
    except ValueError as error:
        raise UsageError(f"{shorten(agreement)}: {error}") from error
    if len(found) > 1:
        raise UsageError(f"{len(found)} agreements have these words: {', '.join(one.value for one in found)}")
    resolved = resolve_list(graph, str(list), entries)
    for problem in resolved.problems:
        show_warning(problem)
    lines = compare(graph, found[0].value, resolved)
    show_table(Table(_COLUMNS, tuple(map(_to_row, lines))), format, excel)
    counts = [f"{sum(line.finding == one for line in lines):,} {one}" for one in FINDINGS]
    print_message(", ".join(counts))


def _to_row(line: Line) -> tuple[Cell, ...]:
    """Lay out a line; the words are those that its finding rests on."""
    entry, first = line.listed, line.told[0] if line.told else {}
    return (
        line.finding,
        ", ".join(line.compared) or None,
        line.party,
        entry.date if entry else None,
        "; ".join(line.days) or None,
        entry.signatory if entry else None,
        "; ".join(line.persons) or None,
        len({one["article_iri"] for one in line.told}),
        *(first.get(name) for name in ("words", "article", "start", "end")),
        entry.line if entry else None,
        line.iri or None,
    )
