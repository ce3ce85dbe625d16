"""Read what is looked for out of text: the parameters of a search, with what each takes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import UsageError
from kg.printable import shorten
from kg.queries import Parameter
from kg.query_parameters import is_day, to_terms
from kg.search.searching import KINDS, SORTS, Wanted
from kg.store import GraphStore

PARAMETERS = (
    Parameter("q", "text", "", 'Words, "a phrase", a beginning*, or a -word that must not be there'),
    Parameter("kind", "text", "", f"One of {', '.join(KINDS)}"),
    Parameter("act", "text", "", "What was done by saying it, such as denial"),
    Parameter("actor", "actor", "", "Who says it, or has to do with it: a name or an IRI"),
    Parameter("topic", "topic", "", "What it is about: a name or an IRI; narrower topics count"),
    Parameter("outlet", "text", "", "Who published it"),
    Parameter("said", "year", "", "Said, or else published, in that year"),
    Parameter("about", "year", "", "About a time that begins in that year"),
    Parameter("said_since", "date", "", "Said, or else published, on that day or later"),
    Parameter("said_until", "date", "", "Said, or else published, on that day or before"),
    Parameter("about_since", "date", "", "About a time that reaches to that day or further"),
    Parameter("about_until", "date", "", "About a time that begins on that day or before"),
    Parameter("confidence", "number", "", "At least so sure a reading, from 0 to 1"),
    Parameter("all", "text", "", "With any value doubtful statements, and what copies say again, too"),
    Parameter("sort", "text", "", f"One of {', '.join(SORTS)}"),
)


def read_wanted(store: GraphStore, given: Mapping[str, str]) -> Wanted:
    """Read PARAMETERS; what is not given is empty. Raises UsageError and QueryError for what does not fit."""
    value = {one.name: given.get(one.name, "") for one in PARAMETERS}
    for name, choices in (("kind", KINDS), ("sort", SORTS)):
        if value[name] and value[name] not in choices:
            raise UsageError.unknown(name, value[name], choices)
    for one in PARAMETERS:
        _check(one, value[one.name])
    return Wanted(
        words=value["q"],
        actors=_find(store, "actor", value["actor"]),
        topics=_find(store, "topic", value["topic"]),
        confidence=_read_confidence(value["confidence"]),
        everything=bool(value["all"]),
        kind=value["kind"],
        act=value["act"],
        outlet=value["outlet"],
        said=value["said"],
        about=value["about"],
        said_since=value["said_since"],
        said_until=value["said_until"],
        about_since=value["about_since"],
        about_until=value["about_until"],
        sort=value["sort"],
    )


def _check(parameter: Parameter, value: str) -> None:
    if value and parameter.kind == "date" and not is_day(value):
        raise UsageError(f"{parameter.name}={shorten(value)}: not a date; write it as 2022-07-27")
    if value and parameter.kind == "year" and not re.fullmatch("-?[0-9]{4}", value):
        raise UsageError(f"{parameter.name}={shorten(value)}: not a year; write four digits, as 2030")


def _find(store: GraphStore, kind: str, value: str) -> tuple[str, ...]:
    """Find the IRIs of an actor or topic, by name or IRI; none where any will do."""
    return tuple(term.value for term in to_terms(store, kind, kind, value) or ())


def _read_confidence(value: str) -> float:
    try:
        number = float(value or 0)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise UsageError(f"confidence={shorten(value)}: write a number from 0 to 1")
    return number
