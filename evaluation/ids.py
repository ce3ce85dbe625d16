"""Measure how many mentions of states and agencies in a graph have an item of Wikidata.

    python evaluation/ids.py GRAPH [--missing 20]

The mentions are those of GRAPH, the items those of ontology/identifiers.ttl today, whatever it was when GRAPH
was built. An agency is an organization of the gazetteer below a government, Congress, the European Union or
the United Nations, or one whose name says that it is an agency. Takes a second.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.model import Entity
from kg.ontology import load_actors
from kg.store import GraphStore, open_store
from kg.vocab import SP

_MENTIONS = (
    f"SELECT ?actor (COUNT(DISTINCT ?mention) AS ?n) {{ ?mention <{SP.denotes}> ?actor }} GROUP BY ?actor"
)
# What only agencies are called, and the names of those whose parts are agencies too.
_AGENCY = re.compile(
    r"(?i)\bspace (agency|administration|office|cent(er|re)|command)\b|\bagency\b|\bcommission\b"
)
_WHOLES = re.compile(r"(?i) government$|^US Congress$|^NASA$|^ESA$|^European Union$|^United Nations$")


def main() -> int:
    """Print the shares, and what lacks an item."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--missing", type=int, default=20, help="how many actors without an item to list")
    arguments = parser.parse_args()
    actors = load_actors()
    with open_store(arguments.graph) as store:
        mentions = count_mentions(store)
    agencies = find_agencies(actors)
    parts = {
        "states": [actor for actor in actors if actor.type == "State"],
        "agencies": [actor for actor in actors if actor.iri in agencies],
        "other organizations": [
            actor for actor in actors if actor.type == "Organization" and actor.iri not in agencies
        ],
        "people": [actor for actor in actors if actor.type == "Person"],
    }
    print("actors of the gazetteer   mentioned  with item  mentions  with item")
    for name, part in parts.items():
        print(_line(name, part, mentions))
    print(_line("states and agencies", [*parts["states"], *parts["agencies"]], mentions))
    lacking = [actor for name in ("states", "agencies") for actor in parts[name] if not actor.same_as]
    for actor in sorted(lacking, key=lambda actor: -mentions[actor.iri])[: arguments.missing]:
        print(f"  none: {actor.name}, {mentions[actor.iri]:,} mentions")
    return 0


def count_mentions(store: GraphStore) -> Counter[str]:
    """Count the mentions of each actor, by its IRI."""
    return Counter({row["actor"].value: int(row["n"].value) for row in store.select(_MENTIONS)})


def find_agencies(actors: Iterable[Entity]) -> set[str]:
    """Find the organizations that are agencies."""
    by_name = {actor.name: actor for actor in actors if actor.type == "Organization"}
    return {actor.iri for actor in by_name.values() if _is_agency(actor, by_name)}


def _is_agency(actor: Entity, by_name: dict[str, Entity]) -> bool:
    if any(_AGENCY.search(name) for name in (actor.name, *actor.aliases)):
        return True
    above: Entity | None = actor
    while above is not None and not _WHOLES.search(above.name):
        above = by_name.get(above.parent or "")
    return above is not None


def _line(name: str, actors: Iterable[Entity], mentions: Counter[str]) -> str:
    """Write a row of the table: actors that are mentioned, and their mentions."""
    seen = [actor for actor in actors if mentions[actor.iri]]
    known = [actor for actor in seen if actor.same_as]
    total, found = (sum(mentions[actor.iri] for actor in part) for part in (seen, known))
    share = f"{found / total:.1%}" if total else "-"
    return f"{name:24} {len(seen):10,} {len(known):10,} {total:9,} {found:6,} {share}"


if __name__ == "__main__":
    raise SystemExit(main())
