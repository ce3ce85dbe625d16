"""Show quotations: what was said once, and how the articles that report it differ, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg.explorer.asking import Records, add_names, ask_page
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, Page, View, cut
from kg.explorer.statements import COLUMNS, tell
from kg.quotations import Alignment, align, find_quoted
from kg.store import GraphStore

# How a report stands to the one that it is compared with, for people.
HOW = {
    "fullest": "the fullest report",
    "same": "word for word",
    "cut": "cut",
    "fuller": "fuller",
    "overlap": "cut, with words of its own",
    "altered": "altered",
    "reworded": "in other words",
    "indirect": "without quotation marks",
}
# Those of which the words are not aligned: they share none that stand in one order.
_LOOSE = ("reworded", "indirect")


@dataclass(frozen=True)
class Piece:
    """A piece of a report: `same` as in the other one, `added` here, or `left out` here."""

    kind: str
    text: str


def list_quotations(store: GraphStore, asked: Asked) -> View:
    """List the quotations that articles of several stories report, the newest first."""
    _, rows = ask_page(store, "quotations")
    columns = ("words", "words_iri", "who", "who_iri", "reports", "outlets", "differs_in", "first", "last")
    table = cut(columns, rows, asked)
    return View("Quotations", replace(table, rows=tuple(add_names(store, [*map(dict, table.rows)], "who"))))


def show_quotation(store: GraphStore, asked: Asked) -> View:
    """Show the reports of a quotation under each other."""
    check_there(store, "quotation", asked.iri)
    _, found = ask_page(store, "quotation", quotation=asked.iri)
    reports = {row["claim"]: row for row in found}
    told = _tell(store, list(reports.values()))
    aligned = [
        {"claim": claim, "of": row["of"], "pieces": [*map(asdict, _to_pieces(row, reports))]}
        for claim, row in reports.items()
    ]
    title = str(found[0]["text"]) if found else "A quotation"
    table = cut(("first", "how", "differs", "outlet", *COLUMNS), told, asked)
    data = {"iri": asked.iri, "aligned": aligned}
    return View(title, table, data, {"reports": list(zip(told, aligned, strict=True))})


def find_quotation(store: GraphStore, claim: str) -> tuple[str | None, list[str]]:
    """Find the quotation that a claim reports, and the statements by other speakers with the same words."""
    _, rows = ask_page(store, "claim-quotation", claim=claim)
    quotations = [row["quotation"] for row in rows if row["quotation"]]
    return (quotations[0] if quotations else None), [row["other"] for row in rows if row["other"]]


def _tell(store: GraphStore, reports: Sequence[Mapping[str, Any]]) -> Records:
    rows = {row["words_iri"]: row for row in tell(store, [row["statement"] for row in reports])}
    return [
        {
            "first": "first" if row["early"] else None,
            "how": HOW[row["variant"] or "fullest"],
            "differs": row["differs"],
            "outlet": row["outlet"],
        }
        | rows[row["claim"]]
        for row in reports
    ]


def _to_pieces(row: Mapping[str, Any], reports: Mapping[str, Mapping[str, Any]]) -> list[Piece]:
    """Cut the words of a report where they differ from those of the one that it is a variant of."""
    text, base = row["text"], reports.get(row["of"])
    if base is None or row["variant"] in _LOOSE:
        return [Piece("same", text)]
    aligned = align(find_quoted(base["text"], base["quoted"]), find_quoted(text, row["quoted"]))
    return list(_cut(text, base["text"], aligned))


def _cut(text: str, base: str, aligned: Alignment) -> Iterator[Piece]:
    at = 0
    for one in aligned.differences():
        start, end = _place(text, aligned, one.place, len(one.theirs))
        if start > at:
            yield Piece("same", text[at:start])
        if one.ours:
            yield Piece("left out", base[one.ours[0].start : one.ours[-1].end])
        if one.theirs:
            yield Piece("added", text[start:end])
        at = end
    if at < len(text):
        yield Piece("same", text[at:])


def _place(text: str, aligned: Alignment, number: int, count: int) -> tuple[int, int]:
    """Return where some words stand in the text, from the word of that number on; none stand at a place."""
    if count:
        return aligned.others[number].start, aligned.others[number + count - 1].end
    if number < len(aligned.others):
        return (aligned.others[number].start,) * 2
    return (aligned.others[-1].end if aligned.others else len(text),) * 2


QUOTATIONS = Page(
    "quotations",
    "/quotations",
    "What was said once and is reported by articles of several stories, the newest first.",
    list_quotations,
    menu="Quotations",
)
QUOTATION = Page(
    "quotation",
    "/quotation/{rest:path}",
    "One quotation as each article reports it, with the words that differ.",
    show_quotation,
    template="quotation.html",
)
