"""Write a comparison for people, as a brief, and for programs, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from kg.diff.actors import ActorChange
from kg.diff.comparing import Comparison
from kg.diff.facts import Fact
from kg.diff.opening import Side
from kg.diff.pairing import FactChange
from kg.printable import shorten

# What a person can take in of each part at once.
SHOWN_CHANGES = 10
# Of what somebody said so many characters: two lines of a terminal.
SHOWN_WORDS = 160

_SIGNS = {"came": "+", "went": "-", "moved": "~", "changed": "~"}
_PLURALS = {"signing": "signings", "office": "offices", "statement": "statements"}


def to_json(comparison: Comparison, old: Side, new: Side) -> dict[str, Any]:
    """Write all of a comparison as JSON."""
    listed: dict[str, list[dict[str, Any]]] = {plural: [] for plural in _PLURALS.values()}
    for change in comparison.facts:
        listed[_PLURALS[change.fact.kind]].append(
            {
                "change": change.change,
                "elsewhere": change.elsewhere,
                "before": _to_record(change.before),
                "after": _to_record(change.after),
            }
        )
    articles = {name: getattr(comparison, name) for name in ("came", "revised", "reread", "went")}
    return {
        "old": _describe(old),
        "new": _describe(new),
        "articles": articles,
        "shared": comparison.shared,
        "quads": {"came": comparison.quads_came, "went": comparison.quads_went},
        "actors": [asdict(change) for change in comparison.actors],
        **listed,
    }


def to_brief(comparison: Comparison, old: Side, new: Side, everything: bool = False) -> Iterator[str]:
    """Write a comparison as lines for people, what matters most first.

    Left out of each part are the doubtful statements, signings and offices that other articles tell too, and
    what comes behind SHOWN_CHANGES lines, unless `everything` is shown.
    """
    yield f"{_to_title(old)} -> {_to_title(new)}"
    if not (comparison.quads_came or comparison.quads_went):
        yield "nothing has changed"
        return
    articles = (f"{len(getattr(comparison, one))} {one}" for one in ("came", "revised", "reread", "went"))
    yield f"articles: {', '.join(articles)}"
    yield f"quads: {comparison.quads_came:,} came, {comparison.quads_went:,} went"
    if comparison.shared:
        yield f"besides articles: {', '.join(comparison.shared)}"
    dates = [change for change in comparison.facts if change.change == "moved"]
    others = [change for change in comparison.facts if change.change != "moved"]
    parts: list[tuple[str, Iterable[str]]] = [
        ("signed", _list_lines(others, "signing", everything)),
        ("offices", _list_lines(others, "office", everything)),
        ("actors", map(_to_actor_line, comparison.actors)),
        ("dates", [line for kind in _PLURALS for line in _list_lines(dates, kind, everything)]),
        ("said", _list_lines(others, "statement", everything)),
    ]
    for title, lines in parts:
        yield from _to_part(title, list(lines), everything)


def _to_part(title: str, lines: list[str], everything: bool) -> Iterator[str]:
    shown = lines if everything else lines[:SHOWN_CHANGES]
    if lines:
        yield ""
        yield f"{title} ({len(lines)})"
        yield from shown
    if len(lines) > len(shown):
        yield f"  and {len(lines) - len(shown)} more: --all shows them"


def _list_lines(changes: Iterable[FactChange], kind: str, everything: bool) -> list[str]:
    """Make the lines of one kind of fact; what several articles tell alike is one."""
    told: dict[tuple[Any, ...], list[FactChange]] = {}
    for change in changes:
        fact = change.fact
        is_shown = fact.shown.get("firm", True) and not change.elsewhere
        if fact.kind == kind and (everything or is_shown):
            told.setdefault((change.change, change.before, change.after), []).append(change)
    return [_to_line(same[0], len(same) - 1) for same in told.values()]


def _to_line(change: FactChange, more: int) -> str:
    where = change.fact.shown["article"]
    source = ", ".join(filter(None, (where["id"], where["published"], f"and {more} more" if more else "")))
    text = tell_fact(change.fact)
    if change.before and change.after:
        before, after = list_values(change.before), list_values(change.after)
        changed = (f"{name} {before[name]} -> {after[name]}" for name in after if before[name] != after[name])
        text = f"{text}: {', '.join(changed)}"
    else:
        dates = [f"{name} {', '.join(times)}" for name, times in change.fact.dates if times]
        text = ", ".join([text, *dates])
    return f"{_SIGNS[change.change]} {text} ({source})"


def tell_fact(fact: Fact) -> str:
    """Tell a fact on one line."""
    shown = fact.shown
    if fact.kind == "signing":
        signers = " for ".join(one["name"] for one in (shown["signatory"], shown["on_behalf_of"]) if one)
        return f"{signers or 'somebody'}: {shown['agreement']['name']}, {shown['stage']}"
    if fact.kind == "office":
        place = shown["organization"]
        office = ", ".join(filter(None, (shown["title"], place and place["name"])))
        return f"{_to_name(shown['person'])}: {'formerly ' if shown['former'] else ''}{office}"
    who = ", ".join(one["name"] for one in shown["who"]) or "somebody"
    doubts = [name.replace("_", " ") for name in ("second_hand", "hedged") if shown[name]]
    return f'{who}: "{shorten(shown["words"], SHOWN_WORDS)}" [{", ".join([shown["act"], *doubts])}]'


def list_values(fact: Fact) -> dict[str, str]:
    """List everything that can change in a fact, as text."""
    shown = fact.shown
    values = {"who": ", ".join(one["name"] for one in shown["who"])} if "who" in shown else {}
    for name in ("act", "stage", "title", "former", "hedged", "second_hand"):
        if name in shown:
            values[name.replace("_", " ")] = str(shown[name]).lower()
    for name, times in fact.dates:
        values[name] = ", ".join(times) or "no day"
    return values


def _to_actor_line(change: ActorChange) -> str:
    old, new = (", ".join(actor.name for actor in actors) for actors in (change.old, change.new))
    if old == new:
        old, new = (", ".join(actor.iri for actor in actors) for actors in (change.old, change.new))
    mentions = f" ({change.mentions} mentions)" if change.mentions else ""
    return f"~ {change.change}: {old} -> {new}{mentions}"


def _to_name(actor: dict[str, str] | None) -> str:
    return actor["name"] if actor else "somebody"


def _to_record(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {**fact.shown, "dates": {name: list(times) for name, times in fact.dates}}


def _to_title(side: Side) -> str:
    built = side.store.manifest.get("built")
    return f"{side.folder} (built {built})" if built else str(side.folder)


def _describe(side: Side) -> dict[str, Any]:
    return {"folder": str(side.folder), "built": side.store.manifest.get("built")}
