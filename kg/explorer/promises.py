"""Show the ledger of promises: who promised what for when, and what became of it by a day."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kg.explorer.asking import Records, ask_first, ask_named
from kg.explorer.pages import Asked, Page, View, cut
from kg.explorer.statements import ALL
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import SP

AS_OF, THEME, STATUS = "as_of", "theme", "status"
# In this order the later word tells what became of a promise: what has come to pass settles it.
STATUSES = {
    "met": "somebody, or an article in its own words, said later that it has happened",
    "missed": "somebody, or an article in its own words, said later that it has not happened",
    "given up": "who promised it, or an article in its own words, said later that it will not be",
    "moved": "who promised it, or an article in its own words, told another time later",
    "disputed": "somebody else said another time, or that it will not be",
    "no word": "its time is over on that day, and no article says what became of it",
    "due": "its time is not over on that day, and nobody has said otherwise",
}
_COLUMNS = (
    *("who", "who_iri", "what", "what_iri", "promised", "said_on", "status", "act", "how", "hedged"),
    *("words", "words_iri", "article", "evidence"),
)


def show_promises(store: GraphStore, asked: Asked) -> View:
    """Show the promises, and what became of each by the day that was asked for."""
    newest = (ask_first(store, "newest") or {}).get("newest")
    as_of = asked.parameters[AS_OF] or str(newest or "")
    shown = SP.Statement if asked.parameters[ALL] else SP.FirmStatement
    given = {"as_of": as_of, "theme": asked.parameters[THEME], "shown": shown}
    ledger = _to_ledger(ask_named(store, "promises", **given)[1]) if as_of else []
    counts = Counter(row["status"] for row in ledger)
    wanted = asked.parameters[STATUS]
    table = cut(_COLUMNS, [row for row in ledger if wanted in ("", row["status"])], asked)
    data = {
        "as_of": as_of,
        "is_newest": not asked.parameters[AS_OF],
        "counts": {status: counts[status] for status in STATUSES},
        "evidence": {row["words_iri"]: row["later"] for row in table.rows},
    }
    return View("Promises", table, data, {"statuses": STATUSES})


def _to_ledger(rows: Records) -> Records:
    """Make one row of each promise, with all that was said of it later."""
    promises: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = row["claim"], row["matter"], row["agent"], row["promised"]
        promise = promises.setdefault(
            key,
            {
                **{column: row.get(column) for column in _COLUMNS},
                "who_iri": row["agent"],
                "what_iri": row["matter"],
                "words_iri": row["claim"],
                "later": [],
            },
        )
        status = row["status"]
        if row["later_claim"]:
            promise["later"].append(
                {
                    "status": status,
                    "published": row["since"],
                    "words": row["later_words"],
                    "words_iri": row["later_claim"],
                    "article": row["later_article"],
                }
            )
        promise["status"] = min(promise["status"] or status, status, key=list(STATUSES).index)
        promise["evidence"] = len(promise["later"])
    return list(promises.values())


PROMISES = Page(
    "promises",
    "/promises",
    "What actors said that they would do and for when, and what later articles say became of it.",
    show_promises,
    (
        Parameter(AS_OF, "date", "", "The day by which it is judged; else the newest article's"),
        Parameter(THEME, "text", "", "Only what happens to things with these words in their name"),
        Parameter(STATUS, "text", "", f"Only promises of that status: {', '.join(STATUSES)}"),
        Parameter(ALL, "text", "", "1: the doubtful statements too"),
    ),
    menu="Promises",
    template="promises.html",
)
