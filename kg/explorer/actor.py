"""Show an actor: who it is, its offices as bars in time, and what it said, was said of it, signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.errors import UsageError
from kg.explorer.asking import Records, add_names, ask_named, ask_page, find_names
from kg.explorer.bars import Bar, draw_bars
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, Page, Table, View, cut, restart
from kg.explorer.statements import ALL, FILTERS, TOPIC, find_statements, list_statements
from kg.printable import shorten
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import SP

SHOW, SAID = "show", "said"
TABS = {
    SAID: "What it said",
    "about": "What others said of it",
    "reactions": "Reactions",
    "signatures": "Signatures",
    "offices": "Offices",
    "topics": "Topics",
    "positions": "Positions by topic",
    "links": "Links to others",
}
# The tabs that list statements, and by which query.
_STATEMENTS = {SAID: "said-by", "about": "said-about", "reactions": "reactions"}
# The properties that hold things, not words.
_THINGS = ("country", "part of", "has the part")
# As many parts of an organization as are named.
_MOST_PARTS = 12


def show_actor(store: GraphStore, asked: Asked) -> View:
    """Show an actor, and the tab that was asked for."""
    check_there(store, "actor", asked.iri)
    chosen = asked.parameters[SHOW]
    if chosen not in TABS:
        raise UsageError(f"show={shorten(chosen)}: an actor's page shows {', '.join(TABS)}")
    name = find_names(store, [asked.iri])[asked.iri]
    acts: Mapping[str, int] = {}
    if chosen in _STATEMENTS:
        listed = list_statements(store, _STATEMENTS[chosen], asked, actor=asked.iri)
        table, acts = listed.table, listed.acts
    else:
        table = _LISTS[chosen](store, asked)
    data = {
        "iri": asked.iri,
        "name": name,
        "about": _describe(store, asked.iri),
        "show": chosen,
        "acts": acts,
    }
    bars = draw_bars(_to_bars(_ask_offices(store, asked.iri), asked.iri)) if chosen == "offices" else None
    return View(name, table, data, {"tabs": TABS, "bars": bars})


def find_tabs(store: GraphStore, asked: Asked) -> dict[str, str]:
    """Find the tabs of an actor in which something is listed; the first one, its page, whatever it lists."""
    first = restart(asked, 1)

    def is_filled(name: str) -> bool:
        if name in _STATEMENTS:
            return bool(find_statements(store, _STATEMENTS[name], asked, actor=asked.iri))
        return bool(_LISTS[name](store, first).total)

    return {name: label for name, label in TABS.items() if name == SAID or is_filled(name)}


def _describe(store: GraphStore, iri: str) -> dict[str, list[dict[str, str]]]:
    """Say who an actor is: by property lists of name, IRI, and address where it is in another place."""
    _, rows = ask_page(store, "actor", actor=iri)
    names = find_names(store, {row["value"] for row in rows if row["property"] in _THINGS})
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        key, value = row["property"], str(row["value"])
        told = {"name": value, "iri": "", "url": ""}
        if key == "type":
            if not value.startswith(SP.iri):
                continue
            told["name"] = value.removeprefix(SP.iri)
        elif key == "Wikidata":
            told |= {"name": value.rpartition("/")[2], "url": value}
        elif key in _THINGS:
            told |= {"name": names[value], "iri": value}
        found.setdefault(key, []).append(told)
    return {key: values[:_MOST_PARTS] for key, values in found.items()}


def _ask_offices(store: GraphStore, iri: str) -> Records:
    _, rows = ask_page(store, "offices", actor=iri)
    return add_names(store, rows, "holder", "at")


def _list_offices(store: GraphStore, asked: Asked) -> Table:
    columns = ("holder", "holder_iri", "office", "at", "at_iri", "former", "from", "until", "told_by")
    return cut(columns, _ask_offices(store, asked.iri), asked)


def _to_bars(rows: Records, iri: str) -> list[Bar]:
    """Turn offices with a date into bars: of a person by the office, of an organization by the person.

    The register has an office under each of its names: those of one time are one bar.
    """
    titles: dict[tuple[str, str | None, str | None], list[str]] = {}
    for row in rows:
        if row["from"] or row["until"]:
            other = row["at"] if row["holder_iri"] == iri else row["holder"]
            titles.setdefault((other or "", row["from"], row["until"]), []).append(row["office"])
    return [
        Bar(", ".join(filter(None, (other, "/".join(sorted(set(found)))))), start, end)
        for (other, start, end), found in titles.items()
    ]


def _list_signatures(store: GraphStore, asked: Asked) -> Table:
    _, rows = ask_page(store, "signatures", actor=asked.iri)
    columns = (
        *("published", "agreement", "agreement_iri", "stage", "person", "person_iri", "party", "party_iri"),
        *("on", "place", "article", "article_iri"),
    )
    return cut(columns, add_names(store, rows, "person", "party"), asked)


def _list_topics(store: GraphStore, asked: Asked) -> Table:
    _, rows = ask_page(store, "actor-topics", actor=asked.iri)
    return cut(("topic", "topic_iri", "claims"), add_names(store, rows, "topic"), asked)


def _list_positions(store: GraphStore, asked: Asked) -> Table:
    """List what the actor, and people on its behalf, said on each topic, or on the one that was asked for."""
    shown = SP.Statement if asked.parameters[ALL] else SP.FirmStatement
    given = {"topic": asked.parameters[TOPIC]} if asked.parameters[TOPIC] else {}
    _, rows = ask_named(store, "position-of", actor=asked.iri, shown=shown, **given)
    linked = {"on_iri": "about", "who_iri": "speaker", "words_iri": "claim"}
    columns = (
        *("on", "on_iri", "said_on", "who", "who_iri", "act", "polarity", "how", "hedged"),
        *("words", "words_iri", "article", "url"),
    )
    return cut(columns, [row | {name: row[of] for name, of in linked.items()} for row in rows], asked)


def _list_links(store: GraphStore, asked: Asked) -> Table:
    _, rows = ask_page(store, "links", actor=asked.iri)
    table = cut(("link", "other", "other_iri", "times"), rows, asked)
    return Table(
        table.columns, tuple(add_names(store, [dict(row) for row in table.rows], "other")), *_paging(table)
    )


def _paging(table: Table) -> tuple[int, int, int]:
    return table.total, table.number, table.size


_LISTS: Mapping[str, Callable[[GraphStore, Asked], Table]] = {
    "signatures": _list_signatures,
    "offices": _list_offices,
    "topics": _list_topics,
    "positions": _list_positions,
    "links": _list_links,
}

ACTOR = Page(
    "actor",
    "/actor/{rest:path}",
    "Who an actor is, what it said, what others said of it, its signatures, offices, topics and links.",
    show_actor,
    (Parameter(SHOW, "text", SAID, f"What to list: {', '.join(TABS)}"), *FILTERS),
    template="actor.html",
)
