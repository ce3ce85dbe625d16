"""Define the command that serves a graph over HTTP."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import FOLDER, Debug
from kg.cli.printing import print_exactly, print_message
from kg.cli.query_commands import AllowService, MemoryLimit, TimeLimit
from kg.errors import OutputError, UsageError
from kg.settings import (
    SERVE_HOST,
    SERVE_MEGABYTES,
    SERVE_MOST_PROCESSES,
    SERVE_PORT,
    SERVE_QUEUE,
    SERVE_SECONDS,
    SHORTEST_TOKEN,
)

TOKEN = "KG_SERVE_TOKEN"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

Served = Annotated[Path, typer.Option("--store", help="The folder of the graph.")]
Host = Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 is reached from other machines.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")]
Processes = Annotated[
    int | None, typer.Option(min=1, help="Processes that answer; chosen by the number of cores if left out.")
]
Queue = Annotated[
    int, typer.Option(min=0, help="So many requests may wait; one more is told to come again (503).")
]
Cors = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ORIGIN", help="Let the pages of that origin read answers, * those of all; may be repeated."
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="A name by which the server is called, as by a proxy; may be repeated."
    ),
]
Writable = Annotated[
    bool,
    typer.Option("--writable", help=f"Take updates and decisions from whoever sends the token of {TOKEN}."),
]


def serve(
    store: Served = FOLDER,
    host: Host = SERVE_HOST,
    port: Port = SERVE_PORT,
    processes: Processes = None,
    queue: Queue = SERVE_QUEUE,
    time_limit: TimeLimit = SERVE_SECONDS,
    memory_limit: MemoryLimit = SERVE_MEGABYTES,
    cors: Cors = None,
    allow_host: AllowHost = None,
    allow_service: AllowService = None,
    writable: Writable = False,
    debug: Debug = False,
) -> None:
    """Serve the graph over HTTP: pages to look at, SPARQL, and the queries as JSON and CSV.

    Answers are read-only, from this machine only, and follow the current graph: a build may run meanwhile.
    One line of JSON for each request goes to stdout. Ctrl-C ends it.

    Example: kg serve --port 7979
    """
    from kg.deep_stack import Limits
    from kg.serve.running import serve as run
    from kg.serve.service import Options

    if str(store).lower().startswith(("http:/", "https:/")):
        raise UsageError("that is a SPARQL server already: name the folder of a graph with --store")
    is_local = host in (*_LOOPBACK, "::1")
    names = (*_LOOPBACK, *(allow_host or ())) if is_local or allow_host else ()
    options = Options(
        location=store,
        processes=processes or min(SERVE_MOST_PROCESSES, max(2, os.cpu_count() or 1)),
        limits=Limits(time_limit or inf, memory_limit or inf),
        queue=queue,
        hosts=tuple(name.lower() for name in names),
        origins=tuple(cors or ()),
        services=tuple(allow_service or ()),
        token=_read_token() if writable else "",
    )
    run(options, host, port, _log, lambda address: print_message(_tell(store, address)))


def _tell(store: Path, address: str) -> str:
    return f"{store} is served at {address}/ for people, and for SPARQL at {address}/sparql"


def _read_token() -> str:
    """Read the token from the environment. Raises UsageError where there is none, or one to be guessed."""
    token = os.environ.get(TOKEN, "")
    if len(token) < SHORTEST_TOKEN:
        raise UsageError(
            f"--writable needs a token of {SHORTEST_TOKEN} characters or more in the environment, as {TOKEN}"
        )
    return token


def _log(line: str) -> None:
    """Write a line of the log at once; where nobody reads it any more, the server goes on."""
    with suppress(OutputError):
        print_exactly(line + "\n")
        sys.stdout.flush()
