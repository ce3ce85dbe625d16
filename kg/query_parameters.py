"""Parse a user's value of a query parameter to RDF terms: one function a type, all in PARAMETER_TYPES."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.name_lookup import ACTOR, AGREEMENT, ROSTER, TOPIC, Named
from kg.printable import shorten
from kg.settings import VALUES_AT_ONCE
from kg.store import GraphStore
from kg.vocab import KNOWN_PREFIXES, SP, XSD

# What a parameter is bound to.
Value = NamedNode | Literal

_MEMBERS = f"SELECT DISTINCT ?roster ?member WHERE {{ ?roster <{SP.member}> ?member }}"


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


def to_runs(
    sparql: str, names: Collection[str], values: Mapping[str, Sequence[Value]]
) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the runs of a query with parameters of these `names`: its SPARQL, and what is substituted in it.

    Where it says `VALUES ?name { UNDEF }` the values are written, all at once, and pyoxigraph plans the query
    by them; any other parameter is substituted, one value a run.
    """
    written = [name for name in names if re.search(_place(name), sparql)]
    for name in written:
        if name not in values:
            sparql = re.sub(_place(name), "", sparql)
    parts = {name: _cut(terms, VALUES_AT_ONCE if name in written else 1) for name, terms in values.items()}
    for choice in itertools.product(*parts.values()):
        text, rest = sparql, dict[str, Value]()
        for name, terms in zip(parts, choice, strict=True):
            if name in written:
                text = _write_values(text, name, terms)
            else:
                rest[name] = terms[0]
        yield text, rest


def _cut(terms: Sequence[Value], size: int) -> list[Sequence[Value]]:
    return [terms[start : start + size] for start in range(0, len(terms), size)]


def _place(name: str) -> str:
    return rf"VALUES\s+\?{name}\s*\{{\s*UNDEF\s*\}}"


def _write_values(sparql: str, name: str, terms: Iterable[Value]) -> str:
    # The text of a term is N-Triples, in which all that could end it is escaped.
    values = f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"
    return re.sub(_place(name), lambda _: values, sparql)


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


def find_named(store: GraphStore, kind: Named, wanted: str) -> list[NamedNode]:
    """Find the things of that IRI or name. Raises ValueError, with the near names, where there is none."""
    if re.match(r"<|https?://|id:", wanted):
        return [NamedNode(expand_iri(wanted))]
    return [NamedNode(iri) for iri in kind.find(store, wanted)]


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


def _to_iris(_: GraphStore, value: str) -> list[NamedNode]:
    """Parse IRIs with blanks between them."""
    return [NamedNode(expand_iri(one)) for one in value.split()]


def _find_actor(store: GraphStore, value: str) -> list[NamedNode]:
    return find_named(store, ACTOR, value)


def _find_roster(store: GraphStore, value: str) -> list[NamedNode]:
    """Find the members of the roster of that name, or the actors of a list: "France, Italy"."""
    if "," in value:
        return [term for name in value.split(",") for term in _find_actor(store, name.strip())]
    try:
        rosters = find_named(store, ROSTER, value)
    except ValueError as error:
        known = sorted({name for name, _ in ROSTER.list_names(store)})
        raise ValueError(f"{error}; there are {', '.join(known)}, or names with commas between") from None
    rows = (row for roster in rosters for row in store.select(_MEMBERS, {"roster": roster}))
    members = sorted({row["member"] for row in rows}, key=str)
    if not members:
        raise ValueError("nobody is on this roster")
    return members


def _find_agreement(store: GraphStore, value: str) -> list[NamedNode]:
    return find_named(store, AGREEMENT, value)


def _find_topic(store: GraphStore, value: str) -> list[NamedNode]:
    return find_named(store, TOPIC, value)


PARAMETER_TYPES: dict[str, Callable[[GraphStore, str], Sequence[Value]]] = {
    "actor": _find_actor,
    "agreement": _find_agreement,
    "date": _to_date,
    "iri": _to_iri,
    "iris": _to_iris,
    "roster": _find_roster,
    "text": _to_text,
    "topic": _find_topic,
    "year": _to_year,
}
# A variable of these kinds may stay free: then it ranges over the whole graph.
FREE_WHEN_EMPTY = frozenset({"actor", "agreement", "iri", "topic"})
