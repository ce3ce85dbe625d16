"""Put the graphs of a request (using-graph-uri, using-named-graph-uri) into the text of a SPARQL Update.

The SPARQL 1.1 Protocol has them take the place of USING; pyoxigraph takes USING only. So they are written
before each WHERE that stands outside of all braces, and `DELETE WHERE { ... }`, which knows no USING, is
written out.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import QueryError
from kg.printable import shorten
from kg.servers.values import find_tokens


def add_using(sparql: str, default: Iterable[str], named: Iterable[str]) -> str:
    """Return the update with these graphs. Raises QueryError where it names some itself, by USING or WITH."""
    clauses = [f"USING <{_check(iri)}>" for iri in default]
    clauses += [f"USING NAMED <{_check(iri)}>" for iri in named]
    if not clauses:
        return sparql
    using, parts, end, depth, before = " ".join(clauses) + " ", [], 0, 0, ""
    for token in find_tokens(sparql):
        if token["mark"] or token["word"]:
            word = token[0].upper()
            depth += {"{": 1, "}": -1}.get(word, 0)
            if depth == 0 and word in ("USING", "WITH"):
                raise QueryError(
                    "the request names graphs by using-graph-uri or using-named-graph-uri, and the update by "
                    "USING or WITH: leave one of them out"
                )
            if depth == 0 and word == "WHERE":
                template = _copy_braces(sparql, token.end()) if before == "DELETE" else ""
                parts += [sparql[end : token.start()], template, using]
                end = token.start()
            before = word
    return "".join([*parts, sparql[end:]])


def _copy_braces(sparql: str, start: int) -> str:
    """Copy the braces that begin behind `start`, with all that is in them."""
    depth = 0
    for token in find_tokens(sparql, start):
        depth += {"{": 1, "}": -1}.get(token["mark"] or "", 0)
        if token["mark"] == "}" and depth == 0:
            return sparql[start : token.end()] + " "
    return ""


def _check(iri: str) -> str:
    if not iri or any(character in '<>"{}|^`\\' or character <= " " for character in iri):
        raise QueryError(f"{shorten(iri)} is no IRI of a graph")
    return iri
