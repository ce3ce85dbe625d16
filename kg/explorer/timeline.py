"""Show claims in time: when they were said against the time that they are about."""

from __future__ import annotations

from dataclasses import replace

from kg.explorer.asking import ask_page
from kg.explorer.bars import read_year
from kg.explorer.drawings import Point, draw_points
from kg.explorer.links import to_path
from kg.explorer.pages import Asked, Page, View, cut
from kg.explorer.statements import tell
from kg.store import GraphStore

# A browser draws as many points at once without a pause.
MOST_POINTS = 1_500
_COLUMNS = (
    "said_on",
    "earliest",
    "latest",
    "who",
    "who_iri",
    "act",
    "words",
    "words_iri",
    "article",
    "article_iri",
)


def show_timeline(store: GraphStore, asked: Asked) -> View:
    """Show the newest claims that are about a time."""
    _, rows = ask_page(store, "timeline")
    table = cut(_COLUMNS, rows, asked)
    told = {row["statement_iri"]: row for row in tell(store, [row["statement"] for row in table.rows])}
    full = tuple({**told.get(row["statement"], dict.fromkeys(_COLUMNS)), **row} for row in table.rows)
    points = []
    for row in rows[:MOST_POINTS]:
        said, about = read_year(row["said_on"]), read_year(row["earliest"] or row["latest"])
        if said is not None and about is not None:
            label = f"said {row['said_on']}, about {row['earliest'] or '…'} to {row['latest'] or '…'}"
            points.append(Point(said, about, label, to_path(row["statement"])))
    data = {"drawn_points": len(points)}
    return View("Timeline", replace(table, rows=full), data, {"drawing": draw_points(points)})


TIMELINE = Page(
    "timeline",
    "/timeline",
    "Claims by when they were said (across) and the time that they are about (upwards).",
    show_timeline,
    menu="Timeline",
    template="timeline.html",
)
