"""Hold the signatures that articles tell of against an official list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pyoxigraph import NamedNode

from kg.edtf import bounds
from kg.queries import ask, list_page_queries
from kg.reconcile.lists import Entry
from kg.reconcile.resolving import Resolved
from kg.spelling import to_canonical, to_sound
from kg.store import GraphStore
from kg.vocab import RDFS

Finding = Literal["agrees", "differs", "only here", "only there", "unknown there"]
# In the order in which they are shown: what has to be looked at first.
FINDINGS: tuple[Finding, ...] = ("differs", "only there", "only here", "unknown there", "agrees")
Telling = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A party in the list, in the articles, or in both.

    `compared` are the parts of the signature that both tell (of what differs, those that do); `listed` is the
    row of the list, `told` what articles say, the telling that the finding rests on first.
    """

    finding: Finding
    party: str
    iri: str
    compared: tuple[str, ...] = ()
    listed: Entry | None = None
    told: tuple[Telling, ...] = ()

    @property
    def days(self) -> tuple[str, ...]:
        """The days that the articles tell, each once."""
        return tuple(dict.fromkeys(one["on"] for one in self.told if one["on"]))

    @property
    def persons(self) -> tuple[str, ...]:
        """The persons who signed by the articles, each once."""
        return tuple(dict.fromkeys(one["person"] for one in self.told if one["person"]))


def reconcile(store: GraphStore, agreement: str, listed: Resolved) -> list[Line]:
    """Compare a list with the signatures of an agreement (its IRI): one line a party, differences first.

    A day agrees with a month or a year that contains it. A party that signs in any article is told.
    """
    told: dict[str, list[Telling]] = {}
    for row in _ask_told(store, agreement):
        told.setdefault(row["party"], []).append(row)
    lines = [
        _compare(_name(store, iri), iri, listed.parties.get(iri), told.get(iri, []))
        for iri in {**dict.fromkeys(listed.parties), **dict.fromkeys(told)}
    ]
    lines += [Line("unknown there", entry.party, "", (), entry) for entry in listed.unknown]
    return sorted(lines, key=lambda line: (FINDINGS.index(line.finding), line.party.casefold(), line.iri))


def _ask_told(store: GraphStore, agreement: str) -> list[Telling]:
    """Ask for the signatures; an accession or a ratification counts where a party is told to sign nowhere."""
    query = next(query for query in list_page_queries() if query.name == "told-signatures")
    rows = ask(store, query, {"agreement": f"<{agreement}>"})
    told: list[Telling] = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    signed = {row["party"] for row in told if row["stage"] == "signed"}
    return [row for row in told if row["stage"] == "signed" or row["party"] not in signed]


def _name(store: GraphStore, iri: str) -> str:
    quads = store.rdf.quads_for_pattern(NamedNode(iri), NamedNode(RDFS.label), None, None)
    return min((str(quad.object.value) for quad in quads), default=iri.rpartition("/")[2])  # type: ignore[union-attr]


def _compare(name: str, iri: str, entry: Entry | None, told: Sequence[Telling]) -> Line:
    if entry is None:
        return Line("only here", name, iri, told=tuple(told))
    if not told:
        return Line("only there", name, iri, listed=entry)
    verdicts = [_hold_against(entry, one) for one in told]
    against = [[part for part, fits in verdict.items() if not fits] for verdict in verdicts]
    if any(against):
        first = sorted(zip(against, told, strict=True), key=lambda pair: not pair[0])
        parts = tuple(dict.fromkeys(part for differing in against for part in differing))
        return Line("differs", name, iri, parts, entry, tuple(one for _, one in first))
    parts = tuple(dict.fromkeys(part for verdict in verdicts for part in verdict))
    dated = sorted(told, key=lambda one: one["on"] is None)
    return Line("agrees", name, iri, ("party", *parts), entry, tuple(dated))


def _hold_against(entry: Entry, one: Telling) -> dict[str, bool]:
    """Whether each part that both the list and an article tell is the same."""
    found = {}
    if entry.date and one["earliest"] and one["latest"]:
        first, last = bounds(entry.date)
        inside = str(first) <= one["earliest"] and one["latest"] <= str(last)
        around = one["earliest"] <= str(first) and str(last) <= one["latest"]
        found["date"] = inside or around
    if entry.signatory and one["person"]:
        found["signatory"] = is_same_person(entry.signatory, one["person"])
    return found


def is_same_person(one: str, other: str) -> bool:
    """Whether two spellings may name one person: the words of the shorter sound like words of the other."""
    first, second = ({*to_sound(to_canonical(name)).replace(".", "").split()} for name in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return shorter <= longer
