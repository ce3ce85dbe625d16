"""Hold the answer to a query, and write it as CSV, SPARQL results JSON or Turtle."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.csv_text import to_csv_text
from kg.errors import ExportError, UsageError
from kg.printable import to_printable
from kg.settings import ROWS_SHOWN
from kg.store import Term
from kg.vocab import WRITTEN_PREFIXES, XSD

if TYPE_CHECKING:
    from pandas import DataFrame

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
        return [tuple(to_plain(term) for term in row) for row in self.terms]

    def to_pandas(self) -> DataFrame:
        """Make a data frame. Raises ExportError without pandas, the extra of that name."""
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise ExportError("a data frame is made by pandas: pip install pandas") from error
        return DataFrame(self.rows, columns=list(self.columns))

    def _repr_html_(self) -> str:
        """Show the first rows as a table, in a notebook; what stands in them is text there, never HTML."""
        head = "".join(f"<th>{_to_html(column)}</th>" for column in self.columns)
        shown = ["".join(f"<td>{_to_html(value)}</td>" for value in row) for row in self.rows[:ROWS_SHOWN]]
        body = "".join(f"<tr>{cells}</tr>" for cells in shown)
        count = f"{len(self.terms):,} rows" + (
            f", {ROWS_SHOWN} shown" if len(self.terms) > ROWS_SHOWN else ""
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{count}</p>"


def to_csv(rows: Rows, excel: bool = False) -> str:
    """Write CSV with a header line; an unbound cell is empty. `excel`: see `kg.csv_text`."""
    return to_csv_text([rows.columns, *([to_cell(value) for value in row] for row in rows.rows)], excel)


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


def to_plain(term: Term | None) -> Plain:
    """Convert a term to a string, a number or a boolean; None stays None."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    read = _READ.get(term.datatype.value, str)
    try:
        return read(term.value)
    except (KeyError, ValueError):  # "abc"^^xsd:integer is RDF, and no integer.
        return term.value


def to_cell(value: Plain) -> Plain:
    """Convert a value to what a cell of CSV has."""
    return str(value).lower() if isinstance(value, bool) else value


def _to_html(value: Plain) -> str:
    return escape(to_printable(str(to_cell(value)))) if value is not None else ""


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
