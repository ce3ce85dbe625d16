"""Time the network by a clock: publication, statement, or the times that statements are about.

A spell is a pair of ISO days, both included. An edge is alive when a piece of its evidence is: by the clock
`published` on the day of publication; by `said` on the day of the statement or signing as the article tells
it, else on the day of publication; by `about` in the times that the words refer to, for a signing and an
office when they took place. A co-signature dates from the later of the two signatures. A node is alive from
the first spell of its edges to the last. Open times end where all the others end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import networkx as nx

from kg.edtf import to_order
from kg.network.evidence import Evidence, ask
from kg.network.filters import Publication
from kg.store import GraphStore

Clock = Literal["published", "said", "about"]
Spell = tuple[str, str]
# Either end is None where it is open.
_Open = tuple[str | None, str | None]

# Calendars of programs begin here.
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


def add_spells(
    network: nx.MultiDiGraph,
    store: GraphStore,
    clock: Clock,
    ties: Mapping[tuple[str, str, str], Iterable[Evidence]],
    publications: Mapping[str, Publication],
) -> None:
    """Add `spells` to every edge and node, and `bounds` (a spell) to the network.

    An edge without a time by this clock, and a node without such an edge, is alive all the time.
    """
    times = _read_times(store, clock)
    found: dict[tuple[str, str, str], list[_Open]] = {}
    for tie, rows in ties.items():
        by: dict[str, list[_Open]] = {}
        for row in rows:
            by.setdefault(row.by, []).extend(_times_of(row, clock, times, publications))
        found[tie] = (
            _join(*by.values()) if tie[2] == "co-signed" else [time for one in by.values() for time in one]
        )
    bounds = _find_bounds(time for several in found.values() for time in several)
    network.graph["bounds"] = bounds
    for (source, target, kind), several in found.items():
        spells = to_spells(several, bounds)
        network.edges[source, target, kind]["spells"] = spells
    for iri in network:
        touching = [
            spell
            for edges in (network.out_edges(iri, data="spells"), network.in_edges(iri, data="spells"))
            for _, _, spells in edges
            for spell in spells
        ]
        network.nodes[iri]["spells"] = (_span(touching),) if touching else (bounds,)


def to_spells(times: Iterable[_Open], bounds: Spell) -> tuple[Spell, ...]:
    """Close the times at the bounds, sort them and merge those that meet; the bounds where there is none."""
    closed = sorted(((start or bounds[0], end or bounds[1]) for start, end in times), key=_to_key)
    merged: list[Spell] = []
    for start, end in closed:
        if merged and to_order(start) <= to_order(merged[-1][1]):
            merged[-1] = merged[-1][0], max(merged[-1][1], end, key=to_order)
        else:
            merged.append((start, end))
    return tuple(merged) or (bounds,)


def _read_times(store: GraphStore, clock: Clock) -> dict[str, list[_Open]]:
    """Read the times of each piece of evidence by the clock; none where the article tells no time."""
    times: dict[str, list[_Open]] = {}
    if clock == "published":
        return times
    for row in ask(store, f"clock-{clock}"):
        start, end = (_clip(row[name]) for name in ("earliest", "latest"))
        if start or end:
            times.setdefault(row["evidence"].value, []).append((start, end))
    return times


def _clip(day: str | None) -> str | None:
    """Clip a day to the calendar: years before Christ are the first one."""
    return FIRST_DAY if day and to_order(day) < to_order(FIRST_DAY) else day


def _times_of(
    row: Evidence, clock: Clock, times: Mapping[str, list[_Open]], publications: Mapping[str, Publication]
) -> list[_Open]:
    known = times.get(row.evidence, [])
    published = publications[row.article].published
    if clock != "about" and not known and published:
        return [(published, published)]
    return known


def _join(some: list[_Open], others: list[_Open]) -> list[_Open]:
    """Combine each time of one with each of the other into the later of both.

    Where no time of one is known, it may be any after the other's.
    """
    unknown: list[_Open] = [(None, None)]
    if not some and not others:
        return []
    return [
        (_find_later(start, other_start), end and other_end and _find_later(end, other_end))
        for start, end in dict.fromkeys(some or unknown)
        for other_start, other_end in dict.fromkeys(others or unknown)
    ]


def _find_later(*days: str | None) -> str | None:
    return max((day for day in days if day), key=to_order, default=None)


def _find_bounds(times: Iterable[_Open]) -> Spell:
    """Return the first and the last day that is known; all time where none is."""
    days = sorted({day for time in times for day in time if day}, key=to_order)
    return (days[0], days[-1]) if days else (FIRST_DAY, LAST_DAY)


def _span(spells: Iterable[Spell]) -> Spell:
    starts, ends = zip(*spells, strict=True)
    return min(starts, key=to_order), max(ends, key=to_order)


def _to_key(spell: Spell) -> tuple[tuple[int, str], tuple[int, str]]:
    return to_order(spell[0]), to_order(spell[1])
