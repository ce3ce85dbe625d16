"""Put values into the text of a query, where every server sees them: SPARQL has no parameters of its own.

A variable becomes the value wherever the query uses it, as if it had been bound before; only terms that
pyoxigraph has written are put in, so nothing in them is read as SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.errors import QueryError
from kg.store import Term

_TOKEN = re.compile(
    r"""(?P<text>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<comment>\#[^\n]*)
    |bound\s*\(\s*[?$](?P<bound>\w+)\s*\)
    |[?$](?P<variable>\w+)
    |(?P<word>[A-Za-z_][\w:.-]*)
    |(?P<mark>[(){}])""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# Where a clause ends in which a variable is a column and not a value.
_ENDS = frozenset({"SELECT", "WHERE", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "{", "}"})
_BEGINS = frozenset({"SELECT", "GROUP", "ORDER"})


def put_values(sparql: str, values: Mapping[str, Term]) -> str:
    """Put the values in the place of the variables; the answer has them as columns where SELECT names them.

    Raises QueryError where the query itself gives one of them a value, by AS or VALUES.
    """
    return "".join(_Writer(values).rewrite(sparql)) if values else sparql


def find_tokens(sparql: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Find the tokens of a query or update behind `start`: texts, IRIs, comments, words, marks."""
    return _TOKEN.finditer(sparql, start)


class _Writer:
    """Writer of a query; it knows in which clause it is, and how many braces and brackets are open."""

    def __init__(self, values: Mapping[str, Term]) -> None:
        self.values = values
        self.clause = self.before = ""
        self.braces = self.brackets = 0
        # Of a GROUP BY: whether a column was left out, and whether one stays.
        self.dropped = self.kept = False

    def rewrite(self, sparql: str) -> Iterator[str]:
        """Yield the query, piece by piece."""
        end = 0
        for token in find_tokens(sparql):
            yield sparql[end : token.start()]
            end = token.end()
            if token["mark"] or token["word"]:
                yield self._pass(token[0])
            elif token["bound"] in self.values:
                yield "true"
            elif token["variable"] in self.values:
                yield self._replace(token["variable"])
            else:
                self.kept = self.kept or bool(token["variable"])
                yield token[0]
            if not token["comment"]:
                self.before = token[0].upper()
        yield sparql[end:] + self._close_group()

    def _pass(self, token: str) -> str:
        """Follow clauses, braces and brackets."""
        word, closing = token.upper(), ""
        if word in _ENDS:
            closing, self.clause = self._close_group(), ""
        if word in _BEGINS:
            self.clause, self.dropped, self.kept = word, False, False
        self.kept = self.kept or token == "("
        self.braces += {"{": 1, "}": -1}.get(token, 0)
        self.brackets += {"(": 1, ")": -1}.get(token, 0)
        return closing + token

    def _close_group(self) -> str:
        """Return what a GROUP BY needs that has lost its only column: without, it gives a row of nothing."""
        is_empty = self.clause == "GROUP" and self.dropped and not self.kept
        return ' ("" AS ?kg_group) ' if is_empty else ""

    def _replace(self, name: str) -> str:
        term = str(self.values[name])
        if self.before in {"AS", "VALUES"}:
            raise QueryError(
                f"?{name} is a parameter, and the query gives it a value itself: rename one of them"
            )
        if self.brackets:
            return term
        if self.clause == "SELECT":
            # A column of a sub-query would stand for the variable outside, which has its value there already.
            return f"({term} AS ?{name}_{self.braces})" if self.braces else f"({term} AS ?{name})"
        if self.clause == "GROUP":
            self.dropped = True
            return ""
        return f"({term})" if self.clause == "ORDER" else term
