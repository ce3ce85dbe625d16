"""What a query may do: it reads this graph, asks no other host, and is of a size that can be parsed.

pyoxigraph has no switch for SERVICE and tells nobody what it has parsed. So its parser itself is asked: with
every SERVICE (or FROM) of the text misspelt, a query still parses exactly where none of them was the keyword,
but all were parts of strings, IRIs, comments or names. Nothing is evaluated for that but on an empty store,
and the text that is tried has no SERVICE left to call.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from pyoxigraph import Store

from kg.errors import QueryError
from kg.printable import shorten
from kg.settings import BASE_IRI, LONGEST_QUERY
from kg.vocab import KNOWN_PREFIXES, SP

_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_FROM = re.compile("from", re.IGNORECASE | re.ASCII)
_FETCH = re.compile("service|load", re.IGNORECASE | re.ASCII)
# The keyword as it stands before an address, with white space and comments between; it is no part of a name.
_SPACE = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE_CLAUSE = rf"(?<![\w?$:])service(?![\w:])(?:{_SPACE}silent)?"
# Terms of our ontology, outside of strings, comments and IRIs.
_TERMS = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*'|<[^<>\s]*>|\#[^\n]*|(?<![\w:?$-])sp:(?P<term>\w+)""",
    re.DOTALL,
)
_NOT_A_BREAK = re.compile(r"[^\n\r]")

_NOTHING = Store()


def check_query(sparql: str, services: Collection[str] = ()) -> None:
    """Refuse a query that is too long to be parsed, has a misspelt term, or asks another host.

    A SERVICE passes whose address is one of `services`, written in full. Raises QueryError.
    """
    if len(sparql) > LONGEST_QUERY:
        raise QueryError(
            f"the query has {len(sparql):,} characters, and at most {LONGEST_QUERY:,} are read: "
            "ask it in parts, or put long lists of values into several queries"
        )
    _check_terms(sparql)
    if not _SERVICE.search(sparql):
        return
    others = _as_graph(sparql, rf"{_SERVICE_CLAUSE}{_SPACE}(?={_one_of(services)})") if services else sparql
    if find_syntax_error(_misspell(others, _SERVICE)) is None:
        return
    error = find_syntax_error(_as_graph(sparql, _SERVICE_CLAUSE))
    if error:
        raise QueryError(error)
    raise QueryError(
        "SERVICE is refused: it sends parts of the graph to another host and takes its answers for facts. "
        "To let one through, write its address in full, as SERVICE <https://example.org/sparql>, and call "
        "kg query or kg serve with --allow-service https://example.org/sparql"
    )


def check_update(sparql: str) -> None:
    """Refuse an update that is none, or fetches from another host by LOAD or SERVICE. Raises QueryError."""
    try:
        Store().update(_misspell(sparql, _FETCH), base_iri=BASE_IRI, prefixes=KNOWN_PREFIXES)
    except SyntaxError as error:
        refused = " (LOAD and SERVICE are refused in an update)" if _FETCH.search(sparql) else ""
        raise QueryError(to_syntax_message(sparql, str(error)) + refused) from error
    except (OSError, RuntimeError, ValueError):
        pass  # It was parsed, and cannot be run on an empty graph.


def _check_terms(sparql: str) -> None:
    """Raise QueryError for a misspelt term of our ontology: it would find nothing, without a word."""
    declared = re.search(r"prefix\s+sp:\s*<([^>]*)>", sparql, re.IGNORECASE)
    if declared and declared[1] != SP.iri:
        return
    for match in _TERMS.finditer(sparql):
        term = match["term"]
        if term and term not in SP.terms:
            near = get_close_matches(term, SP.terms)
            guess = f"; did you mean {' or '.join(f'sp:{one}' for one in near)}?" if near else ""
            raise QueryError(f"sp:{shorten(term)} is no term of the ontology{guess} docs/graph.md lists them")


def states_dataset(sparql: str) -> bool:
    """Whether FROM or FROM NAMED names the graphs to query; undefined for text that is no SPARQL."""
    return bool(_FROM.search(sparql)) and find_syntax_error(_misspell(sparql, _FROM)) is not None


def find_syntax_error(sparql: str) -> str | None:
    """Describe the syntax error on one line, or return None for SPARQL.

    The text is run on an empty store, so give it only text without the keyword SERVICE. Whether relative IRIs
    have a base is not asked.
    """
    try:
        _NOTHING.query(sparql, base_iri=BASE_IRI, prefixes=KNOWN_PREFIXES)
    except SyntaxError as error:
        return to_syntax_message(sparql, str(error))
    except (OSError, RuntimeError, ValueError):
        pass  # It was parsed, and cannot be evaluated.
    return None


def to_syntax_message(sparql: str, error: str) -> str:
    """Shorten the parser's list of expected tokens to one clear line."""
    place = re.search(r"(\d+):(\d+)", error)
    reason = re.search(r"Prefix not found|[A-Z][a-z]*(?: [A-Za-z]+){2,}", error)
    if not place:
        return f"this is not SPARQL: {shorten(error.splitlines()[0])}"
    line, column = int(place[1]), int(place[2])
    lines = sparql.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1].strip()
    why = f" ({reason[0].lower()})" if reason else ""
    return f'this is not SPARQL: line {line}, column {column}{why}: "{shorten(text)}"'


def _misspell(sparql: str, keyword: re.Pattern[str]) -> str:
    """Turn each occurrence of the word into one of the same length that is no keyword."""
    return keyword.sub(lambda match: f"x{'q' * (len(match[0]) - 2)}x", sparql)


def _as_graph(sparql: str, clause: str) -> str:
    """Turn each SERVICE of that form into a GRAPH, which stands in the same places and asks nobody.

    Every other character keeps its place, for the message.
    """

    def rewrite(match: re.Match[str]) -> str:
        return "GRAPH" + _NOT_A_BREAK.sub(" ", match[0][len("GRAPH") :])

    return re.sub(clause, rewrite, sparql, flags=re.IGNORECASE | re.ASCII)


def _one_of(addresses: Collection[str]) -> str:
    return "|".join(f"<{re.escape(address)}>" for address in addresses)
