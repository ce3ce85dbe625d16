"""Show what clashes: contradictions and shifts, both passages side by side, with the words that clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from kg.explorer.asking import Records, ask_page, find_names
from kg.explorer.marking import Mark, Segment, cut_text
from kg.explorer.pages import Asked, Page, View, cut
from kg.explorer.reading import Span
from kg.explorer.statements import ALL
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import SP

SIDES = ("earlier", "later")
_OF_SIDE = ("said_on", "who", "who_iri", "said", "words", "words_iri", "article", "article_iri")
_COLUMNS = ("what", "what_iri", "clash", *(f"{side}_{one}" for side in SIDES for one in _OF_SIDE))
# What the words say that cannot both be so.
CLASHES = {
    "time": "The times do not meet.",
    "amount": "The amounts do not meet.",
    "denied": "One says that it is so, the other that it is not.",
}


def show_disagreements(type: str, title: str, store: GraphStore, asked: Asked) -> View:
    """Show the disagreements of a type, the newest first."""
    shown = SP.Statement if asked.parameters[ALL] else SP.FirmStatement
    _, rows = ask_page(store, "disagreements", type=type, shown=shown)
    pairs = _pair(rows, find_names(store, {row["who_iri"] for row in rows} - {None}))
    pairs.sort(key=lambda row: (row["later_said_on"] or "", row["earlier_said_on"] or ""), reverse=True)
    table = cut(_COLUMNS, pairs, asked)
    spans = _find_spans(store, table.rows)
    marked = {(row["disagreement"], side): _mark(row, side, spans) for row in table.rows for side in SIDES}
    return View(title, table, {}, {"marked": marked, "sides": SIDES, "clashes": CLASHES})


def _pair(rows: Records, names: Mapping[str, str]) -> Records:
    """Make one row of the two sides of each disagreement; where one is not shown, neither is the other."""
    sides: defaultdict[str, dict[str, Records]] = defaultdict(lambda: {side: [] for side in SIDES})
    for row in rows:
        sides[row["disagreement"]][row["side"]].append(row)
    found = []
    for iri, both in sides.items():
        if not all(both.values()):
            continue
        first = both[SIDES[0]][0]
        pair: dict[str, Any] = {
            "disagreement": iri,
            "what": first["what"],
            "what_iri": first["matter"],
            "clash": first["clash"],
        }
        for side, some in both.items():
            told = {one: some[0].get(one) for one in (*_OF_SIDE, "telling")}
            told["who"] = "; ".join(sorted({names[row["who_iri"]] for row in some if row["who_iri"]}))
            pair |= {f"{side}_{one}": value for one, value in told.items()}
        found.append(pair)
    return found


def _find_spans(store: GraphStore, rows: Sequence[Mapping[str, Any]]) -> dict[str, Records]:
    """Find the passages of the claims and of what they tell."""
    facts = sorted(
        {row[f"{side}_{of}"] for row in rows for side in SIDES for of in ("words_iri", "telling")} - {None}
    )
    found: defaultdict[str, Records] = defaultdict(list)
    for row in ask_page(store, "spans", fact=" ".join(facts))[1] if facts else ():
        found[row["fact_iri"]].append(row)
    return found


def _mark(row: Mapping[str, Any], side: str, spans: Mapping[str, Records]) -> list[list[Segment]]:
    """Mark in the passages of a claim what it tells ("told"), and of it the words that clash ("clash")."""
    telling = row[f"{side}_telling"] or ""
    # The IRI of what is told ends in the place of its first words.
    trigger = telling.rpartition("/")[2]
    told = spans.get(telling, ()) if telling else spans.get(row[f"{side}_words_iri"], ())
    marks = []
    for one in told:
        is_clash = bool(one["timex"]) if row["clash"] == "time" else f"{one['start']}-{one['end']}" == trigger
        marks.append((one["start"], one["end"], "clash" if is_clash or not telling else "told"))
    return [
        cut_text(
            part["exact"],
            [
                Mark(Span(start - part["start"], end - part["start"]), kind, kind)
                for start, end, kind in marks
            ],
        )
        for part in spans.get(row[f"{side}_words_iri"], ())
    ]


_ALL = (Parameter(ALL, "text", "", "1: the doubtful statements too"),)
SHIFTS = Page(
    "shifts",
    "/shifts",
    "What an actor said of one matter, and otherwise when it next spoke of it.",
    partial(show_disagreements, SP.Shift, "Shifts"),
    _ALL,
    menu="Shifts",
    template="disagreements.html",
)
CONTRADICTIONS = Page(
    "contradictions",
    "/contradictions",
    "Claims of two speakers within sixty days, or in two reports of one day, that cannot both hold.",
    partial(show_disagreements, SP.Contradiction, "Contradictions"),
    _ALL,
    menu="Contradictions",
    template="disagreements.html",
)
