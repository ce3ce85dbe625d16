"""Load and run queries: .rq files of SPARQL under a header of `#+` lines, values bound by substitution only.

    #+ summary: What an actor said, as reported: the newest first.
    #+ param: actor:actor  The speaker's name, an alias, or words of the name
    #+ param: since:date=0001-01-01  Only what was published on that day or later
    #+ example: --param actor=NASA

A parameter is `NAME[:KIND][=DEFAULT]`, two spaces and its meaning; the kinds are in `kg.query_parameters`.
One without a default is required; an empty default of the kinds actor, agreement, iri leaves the variable
free. pyoxigraph substitutes a variable only where SELECT names it, and every sub-SELECT that uses it; the
columns of the parameters are taken out of the answer again.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryTriples

from kg.deep_stack import NO_LIMITS, Limits, call_on_deep_stack
from kg.errors import LimitError, QueryError, UsageError
from kg.files import open_regular
from kg.printable import shorten
from kg.query_parameters import PARAMETER_TYPES, Value, to_runs, to_terms
from kg.rows import Rows
from kg.settings import LONGEST_QUERY, data_folder
from kg.store import Answer, GraphStore

# The parameter by which a query counts only firm statements, and the value with which it counts all.
SHOWN, ALL_STATEMENTS = "shown", "sp:Statement"

_HEADER = re.compile(r"#\+\s*(\w+):\s*(.*)")
_PARAMETER = re.compile(r"(\w+)(?::(\w+))?(=.*?)?\s{2,}(.+)")

_PAGE_HEAD = """# Queries

Written from the headers of `queries/*.rq` by `python -m kg.queries`; change those instead.

An actor is found by name or alias, whatever the case: the exact name where there is one, else every actor
whose name has these words. An agreement and a topic likewise, and a roster, which is a list of states: by its
name, or written out with commas. An IRI does as well, in full or as `id:organization/nasa`.
"""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query; `default` is None where a value must be given."""

    name: str
    kind: str
    default: str | None
    help: str


@dataclass(frozen=True)
class Query:
    """A query: its name (that of the file), its summary and the SPARQL; a check has a remedy too."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    example: str
    remedy: str
    sparql: str

    def usage(self) -> str:
        """Show on one line how to run it."""
        return f"kg query {self.name} {self.example}".rstrip()


def list_queries() -> list[Query]:
    """List the queries of the project, by name."""
    return _read_folder(data_folder("queries"))


def list_checks() -> list[Query]:
    """List the queries that must return no row on a good graph, by name."""
    return _read_folder(data_folder("queries") / "checks")


def list_page_queries() -> list[Query]:
    """List the queries that the pages of `kg serve` are made by, by name."""
    return _read_folder(data_folder("queries") / "pages")


def load_query(name_or_path: str) -> Query:
    """Load the query of that name, or from a .rq file, SPARQL text, or ("-") standard input.

    Raises UsageError where there is none, and QueryError where the header cannot be read.
    """
    if name_or_path == "-":
        return _parse_query("standard input", _read_standard_input())
    if "{" in name_or_path:
        return _parse_query("of your own", name_or_path)
    known = {path.stem: path for path in data_folder("queries").glob("*.rq")}
    path = known.get(name_or_path, Path(name_or_path))
    if path.suffix != ".rq" and not os.path.isfile(path):
        raise UsageError.unknown("query", name_or_path, known)
    try:
        return _read_query(path)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the query {path}: {error}") from error


def run_query(
    store: GraphStore,
    name_or_path: str,
    params: Mapping[str, str] | None = None,
    services: Collection[str] = (),
    everything: bool = False,
    limits: Limits = NO_LIMITS,
) -> Rows:
    """Run the query of that name or file.

    Where a name fits several actors, it is asked for each of them. SERVICE is refused, unless its address is
    one of `services`. With `everything` doubtful statements count too. Raises UsageError for an unknown query
    or parameter and a missing value, QueryError for bad SPARQL, what is refused or fails, or a value that
    does not fit, and LimitError beyond its `limits`: the process should then end, and the query with it.
    """
    query = load_query(name_or_path)
    counts_firm = any(parameter.name == SHOWN for parameter in query.parameters)
    all_of_them = {SHOWN: ALL_STATEMENTS} if everything and counts_firm else {}
    return ask(store, query, all_of_them | dict(params or {}), services, limits)


def ask(
    store: GraphStore,
    query: Query,
    params: Mapping[str, str],
    services: Collection[str] = (),
    limits: Limits = NO_LIMITS,
) -> Rows:
    """Run a query that is loaded already; see `run_query`."""
    names = [parameter.name for parameter in query.parameters]
    runs = list(to_runs(query.sparql, names, _bind(store, query, params)))
    try:
        return call_on_deep_stack(
            lambda: _merge([_to_rows(store.query(text, rest, services), query) for text, rest in runs]),
            limits,
        )
    except LimitError as error:
        raise LimitError(error.limit, f"query {query.name}: {error}, and was stopped") from error
    except QueryError as error:
        raise QueryError(f"query {query.name}: {error}") from error


def read_headers(text: str) -> dict[str, list[str]]:
    """Read the `#+ name: value` lines of a query: the values of each name, in their order."""
    headers: dict[str, list[str]] = {}
    for line in text.splitlines():
        if match := _HEADER.match(line):
            headers.setdefault(match[1], []).append(match[2].strip())
    return headers


def to_markdown(queries: Iterable[Query]) -> str:
    """Write the page docs/queries.md: every query with its parameters and an example."""
    parts = [_PAGE_HEAD]
    for query in queries:
        table = "".join(f"| `{p.name}` | {p.kind} | {_default(p)} | {p.help} |\n" for p in query.parameters)
        header = "\n| parameter | kind | default | meaning |\n|---|---|---|---|\n" if table else ""
        parts.append(f"\n## {query.name}\n\n{query.summary}\n\n    {query.usage()}\n{header}{table}")
    return "".join(parts)


def _read_folder(folder: Path) -> list[Query]:
    return [_read_query(path) for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem)]


def _read_query(path: Path) -> Query:
    with open_regular(path) as (file, size):
        if size > 4 * LONGEST_QUERY:  # no character of UTF-8 takes more bytes
            raise QueryError(f"{path}: the file has {size:,} bytes, and a query {LONGEST_QUERY:,} characters")
        return _parse_query(path.stem, file.read(size).decode("utf-8-sig"))


def _read_standard_input() -> str:
    """Read standard input up to the limit of a query. Raises UsageError where it is no text."""
    try:
        return sys.stdin.read(LONGEST_QUERY + 1) if sys.stdin else ""
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read the query on standard input: {error}") from error


def _parse_query(name: str, text: str) -> Query:
    """Parse a query with its header."""
    headers = read_headers(text)
    parameters = tuple(_read_parameter(name, line) for line in headers.get("param", []))
    summary, example, remedy = (" ".join(headers.get(key, [])) for key in ("summary", "example", "remedy"))
    return Query(name, summary, parameters, example, remedy, text)


def _read_parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match:
        given = shorten(line)
        raise QueryError(f"query {query}: write `#+ param: name:kind=default  What it means`, not '{given}'")
    kind = match[2] or "text"
    if kind not in PARAMETER_TYPES:
        kinds = ", ".join(sorted(PARAMETER_TYPES))
        raise QueryError(f"query {query}: '{shorten(kind)}' is no kind of parameter; there are: {kinds}")
    return Parameter(match[1], kind, match[3][1:] if match[3] else None, match[4])


def _bind(store: GraphStore, query: Query, params: Mapping[str, str]) -> dict[str, Sequence[Value]]:
    """Parse the values of each parameter to RDF terms: several where a name fits several actors."""
    known = {parameter.name for parameter in query.parameters}
    for name in params:
        if name not in known:
            raise UsageError(f"query {query.name} has no parameter '{shorten(name)}'. {_describe(query)}")
    bound: dict[str, Sequence[Value]] = {}
    for parameter in query.parameters:
        value = params.get(parameter.name, parameter.default)
        # An empty value of what must be given would leave it free, and ask about everything there is.
        if value is None or (parameter.default is None and not value):
            raise UsageError(f"query {query.name} needs a value for {parameter.name!r}. {_describe(query)}")
        terms = to_terms(store, parameter.kind, parameter.name, value)
        if terms is not None:
            bound[parameter.name] = terms
    return bound


def _describe(query: Query) -> str:
    if not query.parameters:
        return "It takes none."
    listed = "; ".join(f"{p.name} ({p.help}{_describe_default(p)})" for p in query.parameters)
    return f"Its parameters: {listed}. Example: {query.usage()}"


def _describe_default(parameter: Parameter) -> str:
    return f", default {parameter.default!r}" if parameter.default else ""


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return "required"
    return f"`{parameter.default}`" if parameter.default else "all"


def _to_rows(answer: Answer, query: Query) -> Rows:
    """Convert the answer of one run, without the columns that only repeat a parameter's value."""
    if isinstance(answer, QueryBoolean):
        return Rows.of_answer(bool(answer))
    given = {parameter.name for parameter in query.parameters}
    try:
        if isinstance(answer, QueryTriples):
            return Rows.of_triples((t.subject, t.predicate, t.object) for t in answer)
        columns = tuple(v.value for v in answer.variables if v.value not in given)
        terms = [tuple(row[column] for column in columns) for row in answer]
    except (OSError, RuntimeError, ValueError) as error:  # What fails, fails when its row is asked for.
        raise QueryError(f"the query cannot be run: {shorten(str(error))}") from error
    # Without the columns of the parameters, two rows may have become one.
    return Rows(columns, tuple(dict.fromkeys(terms) if given else terms))


def _merge(answers: list[Rows]) -> Rows:
    """Merge the answers of several runs, each row once."""
    if len(answers) == 1:
        return answers[0]
    terms = dict.fromkeys(row for answer in answers for row in answer.terms)
    return Rows(answers[0].columns, tuple(terms), answers[0].form)


if __name__ == "__main__":
    print(to_markdown(list_queries()), end="")
