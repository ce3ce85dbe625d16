"""Find whom the rows of a list name: by name as the reader finds it, by code, by IRI or item of Wikidata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import find_near
from kg.name_lookup import ACTOR
from kg.ontology import load_actors
from kg.printable import shorten
from kg.query_parameters import find_named
from kg.reconcile.lists import Entry
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.known import load_gazetteer
from kg.rules.country_codes import COUNTRY_CODES
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import fold_name

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)")
_WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True)
class Resolved:
    """Whom a list names: the first row of each actor (its IRI), the rows that name nobody who is known, and
    what is amiss, a line of text for each such row and for each actor that stands twice.
    """

    parties: Mapping[str, Entry]
    unknown: tuple[Entry, ...]
    problems: tuple[str, ...]


def resolve_list(store: GraphStore, where: str, entries: Iterable[Entry]) -> Resolved:
    """Find the actors of the rows of the list `where`, each once."""
    gazetteer, names = load_gazetteer(), [actor.name for actor in load_actors() if actor.type == "State"]
    items = {actor.same_as.rpartition("/")[2]: actor.iri for actor in load_actors() if actor.same_as}
    parties: dict[str, Entry] = {}
    unknown, problems = [], []
    for entry in entries:
        iri = _find(store, gazetteer, items, entry.party)
        shown = f"{where}:{entry.line}: {shorten(entry.party)}"
        if iri is None:
            near = find_near(entry.party, names)
            guess = f"; did you mean {' or '.join(near)}?" if near else ""
            unknown.append(entry)
            problems.append(f"{shown} is nobody who is known here{guess}")
        elif iri in parties:
            problems.append(f"{shown} stands twice, first in line {parties[iri].line}; the first counts")
        else:
            parties[iri] = entry
    return Resolved(parties, tuple(unknown), tuple(problems))


def _find(store: GraphStore, gazetteer: Gazetteer, items: Mapping[str, str], written: str) -> str | None:
    """Find one actor; None where nobody, or more than one, is called so."""
    if item := _ITEM.fullmatch(written):
        return items.get(item[1])
    if written.startswith((BASE_IRI, "id:")):
        return next((one.value for one in find_named(store, ACTOR, written)), None)
    item_of_code = COUNTRY_CODES.find_item(written)
    if item_of_code and item_of_code in items:
        return items[item_of_code]
    if entity := gazetteer.find(written):
        return entity.iri
    try:
        found = [iri for iri in ACTOR.find(store, written) if _is_called(store, iri, written)]
    except ValueError:
        return None
    return found[0] if len(found) == 1 else None


def _is_called(store: GraphStore, iri: str, written: str) -> bool:
    """Whether a name that the lookup finds is the whole name, and not some words of one."""
    rows = store.select(
        "SELECT DISTINCT ?name WHERE { ?actor <https://w3id.org/spacepolicy/ontology#foldedName> ?name }",
        {"actor": find_named(store, ACTOR, f"<{iri}>")[0]},
    )
    return fold_name(written) in {row["name"].value for row in rows if row["name"]}
