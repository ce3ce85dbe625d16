"""List statements: first which ones, in their order, then what is told of those that are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.explorer.asking import Records, ask_page, find_names
from kg.explorer.pages import Asked, Table
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import SP

COLUMNS = (
    "published",
    "who",
    "who_iri",
    "on_behalf_of",
    "on_behalf_of_iri",
    "anonymity",
    "act",
    "words",
    "words_iri",
    "said_on",
    "about",
    "reacts_to",
    "reacts_to_iri",
    "hedged",
    "confidence",
    "article",
    "article_iri",
    "url",
)
# Those of them that name things.
_NAMING = ("who", "on_behalf_of", "reacts_to", "said_on", "about")
ACT, TOPIC, ALL = "act", "topic", "all"
FILTERS = (
    Parameter(ACT, "text", "", "Only statements of that act, such as intention"),
    Parameter(TOPIC, "text", "", "Only statements about the topic of that IRI, or one that is narrower"),
    Parameter(ALL, "text", "", "1: the doubtful statements too"),
)


@dataclass(frozen=True)
class Listed:
    """The statements of one page, and how many there are of each act."""

    table: Table
    acts: Mapping[str, int]


def list_statements(store: GraphStore, query: str, asked: Asked, **parameters: str) -> Listed:
    """List the statements that a query of `queries/pages/` finds, as the filters that were asked for let."""
    return list_found(store, find_statements(store, query, asked, **parameters), asked)


def find_statements(store: GraphStore, query: str, asked: Asked, **parameters: str) -> Records:
    """Find the statements of a query, firm ones unless all were asked for."""
    shown = SP.Statement if asked.parameters.get(ALL) else SP.FirmStatement
    return ask_page(store, query, shown=shown, **parameters)[1]


def list_found(store: GraphStore, found: Records, asked: Asked) -> Listed:
    """List statements that were found, as the filters that were asked for let."""
    shown = SP.Statement if asked.parameters.get(ALL) else SP.FirmStatement
    if topic := asked.parameters.get(TOPIC):
        _, rows = ask_page(store, "of-topic", topic=find_narrower(store, topic), shown=shown)
        among = {row["statement"] for row in rows}
        found = [row for row in found if row["statement"] in among]
    acts = Counter(row["act"] for row in found)
    act = asked.parameters.get(ACT)
    wanted = list(dict.fromkeys(row["statement"] for row in found if not act or row["act"] == act))
    start = (asked.number - 1) * asked.size
    rows = tell(store, wanted[start : start + asked.size])
    table = Table(_find_columns(rows), tuple(rows), len(wanted), asked.number, asked.size)
    return Listed(table, dict(acts.most_common()))


def find_narrower(store: GraphStore, topic: str) -> str:
    """Find a topic with all that are narrower: their IRIs, with blanks between."""
    _, rows = ask_page(store, "narrower", topic=topic)
    return " ".join([topic, *(row["narrower"] for row in rows)])


def tell(store: GraphStore, statements: Sequence[str]) -> Records:
    """Tell of each statement who said what where, one row each, in the order in which they are given."""
    if not statements:
        return []
    given = " ".join(statements)
    _, rows = ask_page(store, "statements", statement=given)
    _, parts = ask_page(store, "statement-parts", statement=given)
    names = find_names(store, {part["thing"] for part in parts})
    things: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for part in parts:
        things[part["statement_iri"], part["part"]].append(part["thing"])
    told = {row["statement_iri"]: row | _name(row["statement_iri"], things, names) for row in rows}
    return [told[statement] for statement in statements if statement in told]


def _name(
    statement: str, things: Mapping[tuple[str, str], Sequence[str]], names: Mapping[str, str]
) -> dict[str, Any]:
    """Name the parts of a statement; of several speakers all are named, and the first one's IRI is given."""
    record: dict[str, Any] = {}
    for part in _NAMING:
        found = things.get((statement, part), ())
        record[part] = "; ".join(names[thing] for thing in found) or None
        record[f"{part}_iri"] = found[0] if found else None
    return record


def _find_columns(rows: Records) -> tuple[str, ...]:
    """Leave out the columns that are empty on a page, but those that every list has."""
    always = {"published", "who", "who_iri", "act", "words", "words_iri", "article", "article_iri"}
    return tuple(one for one in COLUMNS if one in always or any(row[one] is not None for row in rows))
