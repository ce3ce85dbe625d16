"""Define the commands that read the graph. None of them imports spaCy."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.options import (
    STORE,
    All,
    Debug,
    Excel,
    MinConfidence,
    Outlet,
    Since,
    Store,
    Ties,
    Topic,
    Until,
    split_kinds,
)
from kg.cli.output import show_explanation, show_progress, show_queries, show_rows, show_table, show_warning
from kg.cli.printing import print_line, print_message
from kg.csv_text import check_excel
from kg.errors import LimitError, ListError, UsageError
from kg.printable import shorten
from kg.settings import QUERY_MEGABYTES, QUERY_SECONDS

if TYPE_CHECKING:
    from kg.store import GraphStore

Question = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME|FILE|SPARQL", help="A query of `kg query --list`, a .rq file, SPARQL, or - to read it."
    ),
]
Param = Annotated[
    list[str] | None, typer.Option(metavar="NAME=VALUE", help="A value for the query; may be repeated.")
]
AllowService = Annotated[
    list[str] | None,
    typer.Option(
        metavar="URL",
        help="Let SERVICE <URL> of the query ask that host, and send it what it is asked; may be repeated.",
    ),
]
TimeLimit = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="Stop a query that takes longer; 0 lets it run.")
]
MemoryLimit = Annotated[
    float, typer.Option(metavar="MB", min=0, help="Stop a query that needs more memory; 0 lets it have all.")
]
List = Annotated[bool, typer.Option("--list", help="List the queries, what they answer and what they take.")]
RowFormat = Annotated[
    Literal["table", "csv", "json", "turtle"], typer.Option(help="How to print the answer.")
]
TableFormat = Annotated[Literal["table", "csv", "json"], typer.Option(help="How to print the answer.")]
Analysis = Annotated[str, typer.Argument(help="One of {kg.analyse.ANALYSES}.")]
Actor = Annotated[str, typer.Option(metavar="NAME", help="For ties and path: a name, an alias or an IRI.")]
Other = Annotated[str, typer.Option(metavar="NAME", help="For path: where it leads to.")]
At = Annotated[
    str, typer.Option(metavar="DAY", help="For change: the day on which the second period begins.")
]
Iri = Annotated[str, typer.Argument(metavar="IRI", help="In full, or abbreviated as id:organization/nasa.")]


def query(
    name: Question = None,
    param: Param = None,
    format: RowFormat = "table",
    excel: Excel = False,
    list: List = False,
    all: All = False,
    allow_service: AllowService = None,
    time_limit: TimeLimit = QUERY_SECONDS,
    memory_limit: MemoryLimit = QUERY_MEGABYTES,
    store: Store = STORE,
    debug: Debug = False,
) -> None:
    """Ask the graph, by the name of a query or in SPARQL.

    Any SPARQL query may stand in a file with the suffix .rq, in quotation marks, or on standard input (-);
    our prefixes need not be declared. It asks this graph and no other host.

    Example: kg query who-said-what --param actor=NASA
    """
    from kg.absence import explain_absence
    from kg.deep_stack import Limits
    from kg.queries import list_queries, run_query
    from kg.servers import open_graph

    if list:
        return show_queries(list_queries())
    if name is None:
        raise UsageError("name a query or a .rq file: `kg query --list` shows the queries that there are")
    check_excel(excel, format)
    parameters = _to_parameters(param or [])
    graph = open_graph(store)
    parameters = _read_lists(graph, name, parameters)
    limits = Limits(time_limit or inf, memory_limit or inf)
    try:
        rows = run_query(graph, name, parameters, allow_service or (), all, limits)
    except LimitError as error:
        hint = f"ask for less, or allow it more by --{error.limit}-limit (0: without end)"
        raise LimitError(error.limit, f"{error}: {hint}") from error
    show_rows(rows, format, excel)
    if not rows.terms and name != "-" and not allow_service:
        for line in explain_absence(graph, name, parameters):
            print_message(line)


def analyse(
    name: Analysis,
    actor: Actor = "",
    other: Other = "",
    at: At = "",
    ties: Ties = "",
    since: Since = "",
    until: Until = "",
    topic: Topic = "",
    outlet: Outlet = "",
    min_confidence: MinConfidence = 0.0,
    all: All = False,
    format: TableFormat = "table",
    excel: Excel = False,
    store: Store = STORE,
    debug: Debug = False,
) -> None:
    """Measure the network of actors.

    Who is central, who belongs together, who connects, what has changed between two periods; the ties of
    one --actor, and the chain of evidence from it to the --other.

    Example: kg analyse path --actor NASA --other Roscosmos
    """
    from kg.analyse import AnalysisRequest
    from kg.analyse import analyse as run_analysis
    from kg.network import ACTOR_TIES, EvidenceFilter
    from kg.servers import open_graph

    check_excel(excel, format)
    filters = EvidenceFilter(since, until, topic, outlet, min_confidence, all)
    kinds = split_kinds(ties) or ACTOR_TIES
    with show_progress() as progress:
        request = AnalysisRequest(open_graph(store), kinds, filters, actor, other, at, progress)
        table = run_analysis(name, request)
    show_table(table, format, excel)


def verify(store: Store = STORE, debug: Debug = False) -> None:
    """Check the graph against its articles and shapes.

    Reads every quotation again, applies the SHACL shapes and asks the violation queries.
    Prints what is wrong, one finding a line; the exit code is then 1.

    Example: kg verify
    """
    from kg.servers import open_graph
    from kg.verify import verify as find_faults

    with show_progress() as progress:
        findings = find_faults(open_graph(store), progress)
    for finding in findings:
        print_line(str(finding))
    print_message(f"{len(findings)} findings")
    raise typer.Exit(1 if findings else 0)


def explain(iri: Iri, store: Store = STORE, debug: Debug = False) -> None:
    """Show what is said of one thing, where, and how it was read.

    With the words of the articles that it was read from; the rule that read it, its confidence and what that
    has meant on annotated text; what would have been read next; and what people decided on it.

    Example: kg explain id:organization/nasa
    """
    from kg.explain import explain as find_explanation
    from kg.servers import open_graph

    show_explanation(find_explanation(open_graph(store), iri))


def suggest(
    format: RowFormat = "table", excel: Excel = False, store: Store = STORE, debug: Debug = False
) -> None:
    """List the actors that are named most often and that the gazetteer lacks.

    What is missing there is added to ontology/actors.ttl: ontology/README.md says how.

    Example: kg gazetteer suggest --format csv > missing.csv
    """
    from kg.queries import run_query
    from kg.servers import open_graph

    check_excel(excel, format)
    show_rows(run_query(open_graph(store), "unknown-actors", {}), format, excel)


def _read_lists(graph: GraphStore, name: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Read the files that stand for rosters, "@members.csv": their actors by IRI. Warns of what names nobody.

    Raises ListError for a file that cannot be read, or that names nobody who is known.
    """
    if not any(value.startswith("@") for value in parameters.values()):
        return dict(parameters)
    from kg.queries import load_query
    from kg.reconcile import read_list, resolve_list

    read = dict(parameters)
    for one in load_query(name).parameters:
        value = parameters.get(one.name, "")
        if one.kind != "roster" or not value.startswith("@"):
            continue
        resolved = resolve_list(graph, value[1:], read_list(Path(value[1:])))
        for problem in resolved.problems:
            show_warning(problem)
        if not resolved.parties:
            raise ListError(f"{shorten(value[1:])}: names nobody who is known here")
        read[one.name] = "".join(f"<{iri}>," for iri in resolved.parties).rstrip(",")
    return read


def _to_parameters(assignments: list[str]) -> dict[str, str]:
    """Parse ["actor=NASA"] to {"actor": "NASA"}. Raises UsageError without "=", or for a name given twice."""
    parameters: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            given = shorten(assignment)
            raise UsageError(f"--param {given}: write it as name=value, for example actor=NASA")
        if name in parameters:
            both = f"{shorten(parameters[name])!r} and {shorten(value)!r}"
            raise UsageError(f"--param {shorten(name)} is given twice, {both}: keep one")
        parameters[name] = value
    return parameters
