"""Show a topic: what was said about it, and of whom of a list of states no statement on it was seen."""

from __future__ import annotations

from kg.explorer.asking import Records, ask_named, ask_page, find_names
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, Page, View
from kg.explorer.statements import ACT, ALL, FILTERS, find_narrower, list_statements
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import SP

ROSTER = "roster"


def show_topic(store: GraphStore, asked: Asked) -> View:
    """Show what was said about a topic, or one that is narrower; and of a roster who has not spoken on it."""
    check_there(store, "topic", asked.iri)
    listed = list_statements(store, "of-topic", asked, topic=find_narrower(store, asked.iri))
    name = find_names(store, [asked.iri])[asked.iri]
    roster = asked.parameters[ROSTER]
    data = {
        "iri": asked.iri,
        "acts": dict(listed.acts),
        "roster": roster,
        "not_heard": _ask_silent(store, asked, roster) if roster else [],
    }
    return View(name, listed.table, data, {"rosters": [row["name"] for row in ask_page(store, "rosters")[1]]})


def _ask_silent(store: GraphStore, asked: Asked, roster: str) -> Records:
    """Ask of whom of a roster no statement on the topic was seen."""
    shown = SP.Statement if asked.parameters[ALL] else SP.FirmStatement
    return ask_named(store, "who-has-not-spoken", topic=asked.iri, roster=roster, shown=shown)[1]


TOPIC = Page(
    "topic",
    "/topic/{rest:path}",
    "What was said about a topic, or one that is narrower, the newest first.",
    show_topic,
    (
        *(one for one in FILTERS if one.name in (ACT, ALL)),
        Parameter(ROSTER, "text", "", "Of a list of states, of whom no statement on the topic was seen: G7"),
    ),
    template="topic.html",
)
