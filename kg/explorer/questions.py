"""Ask the named queries by forms: a page for each of them, and the list of all."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pyoxigraph import NamedNode

from kg.explorer.asking import find_name
from kg.explorer.pages import IRI_SUFFIX, Asked, Page, Table, View, cut
from kg.queries import ALL_STATEMENTS, SHOWN, Parameter, Query, ask, list_queries
from kg.rows import Rows
from kg.store import GraphStore, Term
from kg.vocab import abbreviate

ASK = "/ask"


def show_questions(store: GraphStore, asked: Asked) -> View:
    """List the questions that there are."""
    rows = [{"question": query.summary, "name": query.name} for query in list_queries()]
    return View("Ask", cut(("question", "name"), rows, asked))


def make_question(query: Query) -> Page:
    """Make the page of a query: a form of its parameters, and the answer under it."""
    return Page(
        f"ask-{query.name}",
        f"{ASK}/{query.name}",
        query.summary,
        _show(query),
        # What is left empty is the query's default.
        parameters=tuple(replace(one, default=one.default and "") for one in query.parameters),
        template="question.html",
    )


def to_table(store: GraphStore, rows: Rows, asked: Asked) -> Table:
    """Convert an answer to a page of it, in which things bear their names and lead to their pages."""
    part = cut(rows.columns, [dict(zip(rows.columns, row, strict=True)) for row in rows.rows], asked)
    start = (asked.number - 1) * asked.size
    iris = [_find_iris(rows.columns, row) for row in rows.terms[start : start + asked.size]]
    links = set().union(*iris)
    names = {
        iri: find_name(store, iri) or abbreviate(iri) for iri in {i for row in iris for i in row.values()}
    }
    made = [
        {**row, **{column: names[iri] for column, iri in found.items()}}
        | {column + IRI_SUFFIX: found.get(column) for column in links}
        for row, found in zip(part.rows, iris, strict=True)
    ]
    columns = [name for one in rows.columns for name in ([one, one + IRI_SUFFIX] if one in links else [one])]
    return replace(part, columns=tuple(columns), rows=tuple(made))


def _find_iris(columns: Sequence[str], terms: Iterable[Term | None]) -> dict[str, str]:
    """Find the columns of a row in which things stand, by their IRIs."""
    pairs = zip(columns, terms, strict=True)
    return {column: term.value for column, term in pairs if isinstance(term, NamedNode)}


def _show(query: Query) -> Callable[[GraphStore, Asked], View]:
    required = [one.name for one in query.parameters if one.default is None]

    def show(store: GraphStore, asked: Asked) -> View:
        is_asked = all(asked.parameters[name] for name in required)
        given = {name: value for name, value in asked.parameters.items() if value}
        table = to_table(store, ask(store, query, given), asked) if is_asked else Table()
        drawn = {"query": query, "fields": _to_fields(query, asked), "is_asked": is_asked}
        return View(query.summary.rstrip("."), table, drawn=drawn)

    return show


def _to_fields(query: Query, asked: Asked) -> list[dict[str, object]]:
    """Describe the form: a field for each parameter, a box for that which counts doubtful statements too."""
    examples = _read_examples(query)
    return [
        {
            "parameter": one,
            "value": asked.parameters[one.name],
            "example": examples.get(one.name, ""),
            "box": ALL_STATEMENTS if one.name == SHOWN else "",
            "label": _to_label(one),
        }
        for one in query.parameters
    ]


def _to_label(parameter: Parameter) -> str:
    if parameter.name == SHOWN:
        return "Doubtful statements too"
    return parameter.name.replace("_", " ").capitalize()


def _read_examples(query: Query) -> dict[str, str]:
    """Read the values of the query's example, `--param actor=NASA`."""
    words = shlex.split(query.example)
    given = [after for word, after in pairwise(words) if word == "--param"]
    return {name: value for name, _, value in (pair.partition("=") for pair in given)}


QUESTIONS = Page(
    "ask",
    ASK,
    "Questions that can be asked of the graph, in plain words.",
    show_questions,
    menu="Ask",
    template="questions.html",
)
ALL_QUESTIONS = tuple(make_question(query) for query in list_queries())
