"""Hold the answer to a query, and write it as CSV, SPARQL results JSON or Turtle."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.csv_text import to_csv_text
from kg.errors import UsageError
from kg.store import Term
from kg.vocab import WRITTEN_PREFIXES, XSD

Plain = str | int | float | bool | None


@dataclass(frozen=True)
class Rows:
    """Columns and rows. `terms` are RDF terms (None where unbound); `rows` the same as plain Python values.

    `form` tells the kind of query: a CONSTRUCT answers in rows of subject, predicate, object.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    form: str = "SELECT"

    @classmethod
    def of_triples(cls, triples: Iterable[tuple[Term, ...]]) -> Rows:
        """Make the answer of a CONSTRUCT or DESCRIBE, each triple once and sorted."""
        return cls(("subject", "predicate", "object"), tuple(sorted(set(triples), key=str)), "CONSTRUCT")

    @classmethod
    def of_answer(cls, answer: bool) -> Rows:
        """Make the answer of an ASK."""
        return cls(("answer",), ((Literal(answer),),), "ASK")

    @property
    def rows(self) -> list[tuple[Plain, ...]]:
        """Every row as strings, numbers and booleans; None where a column is empty."""
        return [tuple(_to_plain(term) for term in row) for row in self.terms]


def to_csv(rows: Rows, excel: bool = False) -> str:
    """Write CSV with a header line; an unbound cell is empty. `excel`: see `kg.csv_text`."""
    return to_csv_text([rows.columns, *([_to_cell(value) for value in row] for row in rows.rows)], excel)


def to_json(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results JSON (W3C); a CONSTRUCT comes as a table of its triples."""
    if rows.form == "ASK":
        return json.dumps({"head": {}, "boolean": rows.rows[0][0]}) + "\n"
    bindings = [
        {
            column: _to_binding(term)
            for column, term in zip(rows.columns, row, strict=True)
            if term is not None
        }
        for row in rows.terms
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def to_turtle(rows: Rows) -> str:
    """Write the Turtle of a CONSTRUCT. Raises UsageError for a table, which is no graph."""
    if rows.form != "CONSTRUCT":
        raise UsageError("only a CONSTRUCT can be written as turtle; choose table, csv or json")
    triples = [Triple(*row) for row in rows.terms]  # type: ignore[arg-type]
    output = io.BytesIO()
    serialize(triples, output, RdfFormat.TURTLE, prefixes=WRITTEN_PREFIXES)
    # pyoxigraph writes the prefixes in an order that changes from run to run.
    lines = output.getvalue().decode("utf-8").splitlines(keepends=True)
    count = len(WRITTEN_PREFIXES)
    return "".join(sorted(lines[:count]) + lines[count:])


# How a literal of that type becomes a plain value; all others stay text.
_READ: dict[str, Callable[[str], Plain]] = {
    XSD.boolean: {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    XSD.decimal: float,
    XSD.integer: int,
}


def _to_plain(term: Term | None) -> Plain:
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    read = _READ.get(term.datatype.value, str)
    try:
        return read(term.value)
    except (KeyError, ValueError):  # "abc"^^xsd:integer is RDF, and no integer.
        return term.value


def _to_cell(value: Plain) -> Plain:
    return str(value).lower() if isinstance(value, bool) else value


def _to_binding(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise UsageError("a triple term cannot be written as json; choose csv or table")
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD.string:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
