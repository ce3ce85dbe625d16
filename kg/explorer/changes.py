"""Show what has changed since the last build."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.diff import compare, list_values, open_sides, tell_fact
from kg.diff.comparing import Comparison
from kg.diff.pairing import FactChange
from kg.errors import StoreError
from kg.explorer.pages import Asked, Page, View, cut
from kg.generations import list_generations
from kg.store import GraphStore

_COLUMNS = ("change", "kind", "words", "words_iri", "before", "after", "article", "published")
_ARTICLES = ("came", "revised", "reread", "went")


def show_changes(store: GraphStore, asked: Asked) -> View:
    """Show which articles and facts came, went or are told in another way."""
    kept = list_generations(asked.location) if asked.location else []
    if len(kept) < 2:
        note = "There is no generation before the current one: build again when articles have changed."
        return View(
            "Since the last build", cut(_COLUMNS, [], asked), {"note": note, "articles": {}, "actors": []}
        )
    try:
        comparison = _compare(kept[-2], kept[-1])
    except StoreError as error:
        return View(
            "Since the last build",
            cut(_COLUMNS, [], asked),
            {"note": str(error), "articles": {}, "actors": []},
        )
    rows = [_to_row(change) for change in comparison.facts if change.fact.shown.get("firm", True)]
    data = {
        "note": "",
        "articles": {name: getattr(comparison, name) for name in _ARTICLES},
        "actors": [
            {"change": one.change, "old": [a.name for a in one.old], "new": [a.name for a in one.new]}
            for one in comparison.actors
        ],
    }
    return View("Since the last build", cut(_COLUMNS, rows, asked), data)


@lru_cache(maxsize=1)
def _compare(old: Path, new: Path) -> Comparison:
    """Compare two generations, which never change, once."""
    before, after = open_sides(new.parent, str(old), str(new))
    return compare(before.store, after.store, lambda *_: None)


def _to_row(change: FactChange) -> dict[str, Any]:
    before, after = (list_values(fact) if fact else {} for fact in (change.before, change.after))
    changed = [name for name in after if before and before.get(name) != after[name]]
    article = change.fact.shown["article"]
    return {
        "change": change.change,
        "kind": change.fact.kind,
        "words": tell_fact(change.fact),
        "words_iri": change.fact.shown["iri"] if change.after else None,
        "before": ", ".join(f"{name} {before[name]}" for name in changed) or None,
        "after": ", ".join(f"{name} {after[name]}" for name in changed) or None,
        "article": article["id"],
        "published": article["published"],
    }


CHANGES = Page(
    "changes",
    "/changes",
    "What came, went, or is told in another way since the build before: articles, facts, actors.",
    show_changes,
    menu="Since the last build",
    template="changes.html",
    is_slow=lambda folder: True,
)
