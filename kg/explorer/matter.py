"""Show a matter: when it was said to come, drawn as a curve, and all that is told of it."""

from __future__ import annotations

from kg.explorer.asking import Records, add_names, ask_page, find_names
from kg.explorer.bars import read_year
from kg.explorer.drawings import Point, draw_points
from kg.explorer.links import to_path
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, Page, View, cut
from kg.explorer.statements import ALL
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import SP

_COLUMNS = (
    *("said_on", "outlook", "not", "said", "earliest", "latest", "act", "who", "who_iri"),
    *("words", "words_iri", "article", "article_iri"),
)


def show_matter(store: GraphStore, asked: Asked) -> View:
    """Show all that is told of a matter, and how the promised date has moved."""
    check_there(store, "matter", asked.iri)
    shown = SP.Statement if asked.parameters[ALL] else SP.FirmStatement
    _, rows = ask_page(store, "matter", matter=asked.iri, shown=shown)
    table = cut(_COLUMNS, add_names(store, rows, "who"), asked)
    name = find_names(store, [asked.iri])[asked.iri]
    points = _find_points(rows)
    drawn = {"drawing": draw_points(points, joined=True) if len(points) > 1 else None}
    return View(name, table, {"iri": asked.iri, "promises": len(points)}, drawn)


def _find_points(rows: Records) -> list[Point]:
    """Find the points of the curve: each claim that gives a day by which it should come.

    What had passed when it was said was no promise.
    """
    points = {}
    for row in rows:
        said, last = row["said_on"], row["latest"]
        is_promise = row["outlook"] == "due" and not row["not"] and row["act"] not in ("denial", "question")
        if not (is_promise and said and last):
            continue
        across, up = read_year(said), read_year(last)
        if across is not None and up is not None and last >= said:
            label = f"said {said}: {row['said']}"
            points[row["words_iri"]] = Point(across, up, label, to_path(row["words_iri"]))
    return list(points.values())


MATTER = Page(
    "matter",
    "/matter/{rest:path}",
    "What is told of one event of one thing: for when it was promised, and how that has moved.",
    show_matter,
    (Parameter(ALL, "text", "", "1: the doubtful statements too"),),
    template="matter.html",
)
