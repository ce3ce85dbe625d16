"""Say what of a comparison matters most to a reader."""

from __future__ import annotations

from typing import Any

from kg.diff.names import Names
from kg.diff.pairing import FactChange

_KINDS = ("signing", "office", "statement")
_CHANGES = ("came", "changed", "moved", "went")
_STRENGTHS = ("named", "office", "document", "unnamed")


def rank(change: FactChange, names: Names) -> tuple[Any, ...]:
    """Make the key to sort by: what is signed, then offices, then what is said; news before what is retold.

    Of what is said, that comes first which is firm, at first hand, of somebody known by name and quoted
    often, and the latest.
    """
    fact, shown = change.fact, change.fact.shown
    order = (_KINDS.index(fact.kind), change.elsewhere)
    which = _CHANGES.index(change.change)
    end = (shown["article"]["id"], shown["iri"])
    if fact.kind == "signing":
        return (*order, which, shown["stage"] != "signed", shown["agreement"]["name"], _name(shown), *end)
    if fact.kind == "office":
        place = _to_text(shown["organization"])
        return (*order, not place, place, which, shown["title"].casefold(), *end)
    prominence = max((names.count_statements(one["iri"]) for one in shown["who"]), default=0)
    strength = _STRENGTHS.index(shown["strength"]) if shown["strength"] in _STRENGTHS else len(_STRENGTHS)
    doubt = (not shown["firm"], shown["second_hand"], shown["hedged"])
    day = "".join(filter(str.isdecimal, shown["article"]["published"] or ""))
    return (*order, *doubt, which, strength, -prominence, -int(day or 0), *end)


def _name(shown: dict[str, Any]) -> str:
    return _to_text(shown["signatory"] or shown["on_behalf_of"])


def _to_text(actor: dict[str, str] | None) -> str:
    return actor["name"] if actor else ""
