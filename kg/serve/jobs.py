"""Define what the processes are asked for, and what they answer; all of it crosses between processes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from kg.serve.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs that a request names: those that are the default graph, and those that GRAPH may name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query; `graphs` come before those that it names itself, `base` is that of relative IRIs."""

    sparql: str
    graphs: Graphs
    base: str
    accept: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the project, by its name, with its parameters; `format` is json, csv or turtle."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    accept: str
    format: Literal["json", "csv", "turtle"] | None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of the explorer, by its name, with the rest of its address and its parameters."""

    name: str
    rest: str
    parameters: tuple[tuple[str, str], ...]
    format: Literal["html", "json", "csv"]
    is_writable: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """The network as it is drawn, by that clock."""

    clock: str


@dataclass(frozen=True, slots=True)
class Graph:
    """One named graph, or all of them together where none is named."""

    name: str | None
    accept: str


@dataclass(frozen=True, slots=True)
class Description:
    """What the graph holds, in VoID, as it is asked for at `endpoint`."""

    endpoint: str
    accept: str


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL Update; `graphs` are those that each WHERE is asked of, `base` is that of relative IRIs."""

    sparql: str
    graphs: Graphs
    base: str


@dataclass(frozen=True, slots=True)
class DescriptionQuery:
    """A SPARQL query that is asked of the description."""

    query: Query


@dataclass(frozen=True, slots=True)
class Decide:
    """A decision against the reading, as the fields of its form."""

    fields: tuple[tuple[str, str], ...]


Job = Query | DescriptionQuery | NamedQuery | PageRequest | Drawing | Graph | Description | Update | Decide


@dataclass(frozen=True, slots=True)
class Task:
    """A job, and the graph that it is asked of."""

    job: Job
    snapshot: Snapshot


class Problem(Enum):
    """Why there is no answer; the value is the status of HTTP."""

    WRONG = 400
    UNKNOWN = 404
    UNACCEPTABLE = 406
    FAULT = 500
    BROKEN = 503
    TIME = 504
    MEMORY = 507
    # The generation went away while it was read: ask the one that is current now.
    GONE = 0


class RefusalError(Exception):
    """Raised in a process for a task that has no answer."""

    def __init__(self, problem: Problem, message: str) -> None:
        super().__init__(message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its media type, and its content, in memory or in a file, which whoever sends it removes."""

    media: str
    body: bytes = b""
    path: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, and why."""

    problem: Problem
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a process says of a task; `is_last`: it ends now, and another one must take its place."""

    outcome: Answer | Failure
    is_last: bool = False
