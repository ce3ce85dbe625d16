"""Hold what every route shares: options, the graph, the processes, the figures."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.deep_stack import Limits
from kg.errors import StoreError
from kg.explorer.registry import PAGES_BY_NAME
from kg.serve.jobs import (
    Answer,
    Description,
    DescriptionQuery,
    Drawing,
    Job,
    PageRequest,
    Problem,
    Query,
    Task,
    Update,
)
from kg.serve.metrics import Metrics
from kg.serve.pool import Pool
from kg.serve.responses import AnswerResponse, HttpError, is_known, make_not_modified, make_tag
from kg.serve.snapshot import Snapshot, Watch
from kg.settings import (
    SERVE_DESCRIPTION_SECONDS,
    SERVE_MEGABYTES,
    SERVE_QUEUE,
    SERVE_RETRY_SECONDS,
    SERVE_SECONDS,
)

# A generation may go while it is opened; another one is current by then.
_TRIES, _PAUSE = 5, 0.05
# What gives another value each time.
_CHANGING = re.compile(r"\b(?:now|rand|uuid|struuid)\s*\(", re.IGNORECASE)
_LIMITS = Limits(SERVE_SECONDS, SERVE_MEGABYTES)
RETRY = {"Retry-After": str(SERVE_RETRY_SECONDS)}


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve: `hosts` are the names by which clients may call the server (none: any), `origins` those
    of pages that may read its answers, `services` the addresses that SERVICE may name; with a `token` updates
    are taken from whoever has it.
    """

    location: Path
    processes: int
    limits: Limits = _LIMITS
    queue: int = SERVE_QUEUE
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    token: str = ""


class Service:
    """A graph that is served; `log` takes a line for each request."""

    def __init__(self, options: Options, log: Callable[[str], object] = lambda line: None) -> None:
        self.options, self.log = options, log
        self.watch = Watch(options.location)
        self.metrics = Metrics()
        self.pool = Pool(options.processes, options.queue, options.limits)
        describing = Limits(SERVE_DESCRIPTION_SECONDS, options.limits.megabytes)
        # The description and other slow pages are made in a process of their own.
        self.describer = Pool(1, options.queue, describing)
        self._updating = asyncio.Lock()

    async def start(self) -> None:
        """Start the processes."""
        await asyncio.gather(self.pool.start(), self.describer.start())

    async def close(self) -> None:
        """End the processes."""
        await asyncio.gather(self.pool.close(), self.describer.close())

    def look(self) -> Snapshot:
        """Return the generation that is current now. Raises HttpError where there is none."""
        try:
            return self.watch.look()
        except StoreError as error:
            raise HttpError(503, str(error), RETRY) from error

    async def respond(self, request: Request, job: Job) -> Response:
        """Answer a request by a job. Raises HttpError."""
        is_tagged = request.method in ("GET", "HEAD") and not _changes(job)
        if is_tagged and is_known(request, tag := make_tag(request, self.look())):
            return make_not_modified(tag)
        answer, snapshot = await self.perform(request, job)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if is_tagged:
            headers["ETag"] = make_tag(request, snapshot)
        return AnswerResponse(answer, headers)

    async def perform(self, request: Request, job: Job) -> tuple[Answer, Snapshot]:
        """Have a job done on the current graph. Raises HttpError, BusyError, GoneError."""
        if isinstance(job, Update):
            async with self._updating:
                return await self._perform(request, job, self.pool)
        return await self._perform(request, job, self.describer if self._is_slow(job) else self.pool)

    def _is_slow(self, job: Job) -> bool:
        """Whether a job takes longer than a query may."""
        if isinstance(job, PageRequest):
            return PAGES_BY_NAME[job.name].is_slow(self.look().folder)
        return isinstance(job, Description | DescriptionQuery | Drawing)

    async def _perform(self, request: Request, job: Job, pool: Pool) -> tuple[Answer, Snapshot]:
        for _ in range(_TRIES):
            snapshot = self.look()
            reply = await pool.run(Task(job, snapshot), lambda: wait_until_gone(request))
            if isinstance(reply.outcome, Answer):
                return reply.outcome, snapshot
            failure = reply.outcome
            if failure.problem is not Problem.GONE:
                retry = RETRY if failure.problem is Problem.BROKEN else None
                raise HttpError(failure.problem.value, failure.message, retry)
            await asyncio.sleep(_PAUSE)
        raise HttpError(503, "the graph is replaced faster than it can be read: come again", RETRY)


def get_service(request: Request) -> Service:
    """Return the service of a request."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def wait_until_gone(request: Request) -> None:
    """Wait until the client has gone. The body of the request must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _changes(job: Job) -> bool:
    """Whether a job may have another answer on the same graph."""
    query = job.query if isinstance(job, DescriptionQuery) else job
    return isinstance(query, Query) and bool(query.services or _CHANGING.search(query.sparql))
