"""Help whoever asked for what is not there: the things of that kind with the nearest names."""

from __future__ import annotations

import re
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.errors import find_near
from kg.explorer.links import to_path
from kg.explorer.pages import MissingError
from kg.name_lookup import ACTOR, AGREEMENT, TOPIC, Named
from kg.printable import shorten
from kg.store import GraphStore

_KINDS: dict[str, Named] = {"actor": ACTOR, "agreement": AGREEMENT, "topic": TOPIC}
# So many are offered.
_OFFERED = 8
_IRI = re.compile(r"[^\s<>\"{}|^`\\]+")


def check_there(store: GraphStore, what: str, iri: str) -> NamedNode:
    """Return the node of a thing. Raises MissingError where the graph does not have it."""
    if _IRI.fullmatch(iri):
        try:
            node = NamedNode(iri)
        except ValueError:
            pass
        else:
            if next(iter(store.rdf.quads_for_pattern(node, None, None, None)), None):
                return node
    raise MissingError(f"no {what} of this graph is called {shorten(iri)}", _find_near(store, what, iri))


def _find_near(store: GraphStore, what: str, iri: str) -> list[tuple[str, str]]:
    """Find things whose name has the words of the IRI's end, or resembles it."""
    if what not in _KINDS:
        return []
    wanted = unquote(iri.rstrip("/").rpartition("/")[2]).replace("-", " ")
    names = [(name, one) for name, one in _KINDS[what].list_names(store) if to_path(one)]
    words = set(wanted.casefold().split())
    near = set(find_near(wanted, [name for name, _ in names]))
    found = {one: name for name, one in names if name in near or words & set(name.casefold().split())}
    return sorted(((name, one) for one, name in found.items()), key=lambda pair: (pair[0] not in near, pair))[
        :_OFFERED
    ]
