"""Parse a user's value of a query parameter to RDF terms: one function a type, all in PARAMETER_TYPES."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, find_near
from kg.printable import shorten
from kg.store import GraphStore
from kg.vocab import FOAF, KNOWN_PREFIXES, RDF, RDFS, SKOS, SP, XSD

# What a parameter is bound to.
Value = NamedNode | Literal

# Inside one graph, for the union of all graphs repeats the type and the name of an actor with every article.
_ACTOR_NAMES = f"""
SELECT DISTINCT ?iri ?name WHERE {{
  GRAPH ?graph {{ ?iri <{RDF.type}> ?type ; <{FOAF.name}>|<{RDFS.label}>|<{SKOS.altLabel}> ?name }}
  FILTER(?type IN (<{SP.Person}>, <{SP.Organization}>, <{SP.State}>, <{SP.Group}>))
}}"""
_AGREEMENT_NAMES = f"""
SELECT DISTINCT ?iri ?name WHERE {{
  GRAPH ?graph {{ ?iri <{RDF.type}> <{SP.Agreement}> ; <{RDFS.label}> ?name }}
}}"""

_ROSTER_NAMES = f"""
SELECT DISTINCT ?iri ?name WHERE {{
  ?iri <{RDF.type}> <{SP.Roster}> ; <{RDFS.label}>|<{SKOS.altLabel}> ?name
}}"""
_MEMBERS = f"SELECT DISTINCT ?roster ?member WHERE {{ ?roster <{SP.member}> ?member }}"
_TOPIC_NAMES = f"""
SELECT DISTINCT ?iri ?name WHERE {{
  ?iri <{RDF.type}> <{SP.Topic}> ; <{RDFS.label}>|<{SKOS.altLabel}> ?name
}}"""


def to_terms(store: GraphStore, kind: str, name: str, value: str) -> Sequence[Value] | None:
    """Parse `value` to terms; None where an empty value leaves the variable free.

    Raises QueryError where the value does not fit the type, or nothing in the graph has that name.
    """
    if not value and kind in FREE_WHEN_EMPTY:
        return None
    try:
        return PARAMETER_TYPES[kind](store, value)
    except ValueError as error:
        raise QueryError(f"{name}={shorten(value)}: {error}") from error


def expand_iri(value: str) -> str:
    """Expand `<...>`, an IRI, or a prefixed name such as id:organization/nasa to a full IRI.

    Raises ValueError where it is none of these.
    """
    value = value.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = value.partition(":")
    if colon and prefix in KNOWN_PREFIXES:
        value = KNOWN_PREFIXES[prefix] + rest
    try:
        # "nasa:" is one for the parser, but nobody means it.
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+", value):
            return NamedNode(value).value
    except ValueError:
        pass
    raise ValueError("not an IRI; write it in full, or abbreviated as id:organization/nasa")


def find_named(store: GraphStore, sparql: str, what: str, wanted: str) -> list[NamedNode]:
    """Find the IRIs whose name is `wanted`, whatever the case; where none is, those whose name has these
    words.

    `sparql` gives ?iri and ?name. Raises ValueError, with the near names, where there is none at all.
    """
    if re.match(r"<|https?://|id:", wanted):
        return [NamedNode(expand_iri(wanted))]
    names = [(row["name"].value, row["iri"].value) for row in store.select(sparql)]
    folded = " ".join(wanted.casefold().split())
    exact = {iri for name, iri in names if name.casefold() == folded}
    found = exact or {iri for name, iri in names if f" {folded} " in f" {name.casefold()} "}
    if not found:
        near = find_near(wanted, sorted({name for name, _ in names}))
        guess = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ValueError(f"no {what} of that name is in this graph{guess}")
    return [NamedNode(iri) for iri in sorted(found)]


def is_day(text: str) -> bool:
    """Whether the text is a day as ISO 8601 writes it in full: 2022-07-27, and not 20220727."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _to_text(_: GraphStore, value: str) -> list[Literal]:
    return [Literal(value)]


def _to_year(_: GraphStore, value: str) -> list[Literal]:
    if not re.fullmatch("[0-9]{4}", value):
        raise ValueError("not a year; write four digits, as 2030")
    return [Literal(value)]


def _to_date(_: GraphStore, value: str) -> list[Literal]:
    if not is_day(value):
        raise ValueError("not a date; write it as 2022-07-27")
    return [Literal(value, datatype=NamedNode(XSD.date))]


def _to_iri(_: GraphStore, value: str) -> list[NamedNode]:
    return [NamedNode(expand_iri(value))]


def _find_actor(store: GraphStore, value: str) -> list[NamedNode]:
    return find_named(store, _ACTOR_NAMES, "actor", value)


def _find_roster(store: GraphStore, value: str) -> list[NamedNode]:
    """Find the members of the roster of that name, or the actors of a list: "France, Italy"."""
    if "," in value:
        return [term for name in value.split(",") for term in _find_actor(store, name.strip())]
    try:
        rosters = find_named(store, _ROSTER_NAMES, "roster", value)
    except ValueError as error:
        known = sorted({row["name"].value for row in store.select(_ROSTER_NAMES)})
        raise ValueError(f"{error}; there are {', '.join(known)}, or names with commas between") from None
    rows = (row for roster in rosters for row in store.select(_MEMBERS, {"roster": roster}))
    members = sorted({row["member"] for row in rows}, key=str)
    if not members:
        raise ValueError("nobody is on this roster")
    return members


def _find_agreement(store: GraphStore, value: str) -> list[NamedNode]:
    return find_named(store, _AGREEMENT_NAMES, "agreement", value)


def _find_topic(store: GraphStore, value: str) -> list[NamedNode]:
    return find_named(store, _TOPIC_NAMES, "topic", value)


PARAMETER_TYPES: dict[str, Callable[[GraphStore, str], Sequence[Value]]] = {
    "actor": _find_actor,
    "agreement": _find_agreement,
    "date": _to_date,
    "iri": _to_iri,
    "roster": _find_roster,
    "text": _to_text,
    "topic": _find_topic,
    "year": _to_year,
}
# A variable of these kinds may stay free: then it ranges over the whole graph.
FREE_WHEN_EMPTY = frozenset({"actor", "agreement", "iri", "topic"})
