"""Show an agreement: its ledger, one row a party, the curve of the count beside the numbers that are stated,
whose signature is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.explorer.asking import Records, ask_page, find_names
from kg.explorer.bars import read_year
from kg.explorer.drawings import Point, draw_count
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, Page, View, cut
from kg.queries import Parameter, run_query
from kg.store import GraphStore
from kg.vocab import SP

ROSTER_NAME, BY_NAME = "roster", "as_of"
# The stages that count as a signature.
_SIGNED = ("signed", "acceded", "ratified")
_COLUMNS = (
    *("party", "party_iri", "person", "person_iri", "office", "stage", "on", "place", "number", "disputed"),
    *("evidence", "article", "article_iri", "published"),
)


def show_agreement(store: GraphStore, asked: Asked) -> View:
    """Show an agreement with its ledger."""
    check_there(store, "agreement", asked.iri)
    name = find_names(store, [asked.iri])[asked.iri]
    acts = _ask_ledger(store, asked.iri)
    parties = _fold(acts)
    roster, by = asked.parameters[ROSTER_NAME], asked.parameters[BY_NAME]
    counts = _ask(store, "stated-counts", iri=asked.iri)
    data = {
        "iri": asked.iri,
        "about": _describe(store, asked.iri),
        "roster": roster,
        "as_of": by,
        "not_seen": _ask_unseen(store, asked.iri, roster, by) if roster else [],
        "acts": acts,
        "stated": counts,
    }
    days = [row["on"] for row in parties if row["stage"] in _SIGNED and row["on"]]
    drawn = {
        "curve": draw_count(days, _to_points(counts)),
        "rosters": [row["name"] for row in ask_page(store, "rosters")[1]],
    }
    return View(name, cut(_COLUMNS, parties, asked), data, drawn)


def _describe(store: GraphStore, iri: str) -> dict[str, list[dict[str, str]]]:
    _, rows = ask_page(store, "agreement", agreement=iri)
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        value = str(row["value"])
        if row["property"] == "topic":
            one = {"name": find_names(store, [value])[value], "iri": value}
        else:
            words = {"true": "yes", "false": "no"}.get(value.lower(), value)
            one = {"name": words.removeprefix(SP.iri), "iri": ""}
        found.setdefault(row["property"], []).append(one)
    return found


def _ask_ledger(store: GraphStore, iri: str) -> Records:
    """Ask for the signature ledger, and add the IRIs of what it names."""
    rows = run_query(store, "signature-ledger", {"agreement": f"<{iri}>"})
    _, things = ask_page(store, "ledger-things", agreement=iri)
    keys = ("person_iri", "party_iri")
    names = find_names(store, {thing[key] for thing in things for key in keys if thing[key]})
    found = {key: {names[thing[key]]: thing[key] for thing in things if thing[key]} for key in keys}
    articles = {(thing["article"], thing["start"], thing["end"]): thing["article_iri"] for thing in things}
    acts = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    return [
        act
        | {key: found[key].get(str(act[key.removesuffix("_iri")])) for key in keys}
        | {"article_iri": articles.get((act["article"], act["start"], act["end"]))}
        for act in acts
    ]


def _fold(acts: Records) -> Records:
    """Fold the acts: one row for a party, or for a person who signs for none told, and each stage.

    The first dated act gives the row; `evidence` counts them all.
    """
    folded: dict[tuple[Any, Any], dict[str, Any]] = {}
    articles: dict[tuple[Any, Any], set[Any]] = {}
    for act in acts:
        key = (act["party"] or act["person"], act["stage"])
        row = folded.setdefault(key, dict(act))
        for name, value in act.items():
            if row.get(name) is None:
                row[name] = value
        articles.setdefault(key, set()).add(act["article"])
    return [row | {"evidence": len(articles[key])} for key, row in folded.items()]


def _ask_unseen(store: GraphStore, iri: str, roster: str, by: str) -> Records:
    """Ask of whom of a roster no signature was seen, by a day where one is given."""
    return _ask(store, "who-has-not-signed", iri, roster=roster, **({BY_NAME: by} if by else {}))


def _ask(store: GraphStore, name: str, iri: str, **more: str) -> Records:
    """Ask a named query about an agreement."""
    rows = run_query(store, name, {"agreement": f"<{iri}>"} | more)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def _to_points(counts: Iterable[Mapping[str, Any]]) -> list[Point]:
    """The stated numbers that have a day, each with what it says."""
    dated = ((read_year(row["as_of"]), row) for row in counts)
    return [
        Point(year, row["total"], f"{row['as_of']}: {row['words']}, in {row['article']}; {row['finding']}")
        for year, row in dated
        if year is not None
    ]


AGREEMENT = Page(
    "agreement",
    "/agreement/{rest:path}",
    "The signature ledger of an agreement: one row a party, with person, office, day, place and evidence.",
    show_agreement,
    (
        Parameter(ROSTER_NAME, "text", "", "A list of states: of whom of them no signature is seen"),
        Parameter(BY_NAME, "date", "", "Only signatures by that day, as 2024-12-31"),
    ),
    template="agreement.html",
)
