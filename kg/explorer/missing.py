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
from kg.vocab import fold_name

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
    wanted = fold_name(unquote(iri.rstrip("/").rpartition("/")[2]).replace("-", " "))
    names = [(fold_name(name), name, one) for name, one in _KINDS[what].list_names(store) if to_path(one)]
    near, words = set(find_near(wanted, [folded for folded, _, _ in names])), set(wanted.split())
    found: dict[str, tuple[bool, str]] = {}
    for folded, name, one in names:
        if folded in near or words & set(folded.split()):
            found.setdefault(one, (folded not in near, name))
    # Those whose name resembles it come first.
    return [(name, one) for one, (_, name) in sorted(found.items(), key=lambda pair: pair[1])][:_OFFERED]
