"""Let a few processes answer tasks: a queue before them, and an end for whatever takes too long.

A process that works for a client that has gone, or past its time, is killed, for nothing else stops compiled
code. Another one takes its place.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.deep_stack import Limits
from kg.processes import safe_path
from kg.serve.jobs import Failure, Problem, Reply, Task
from kg.serve.spool import spool_prefix
from kg.serve.worker import run
from kg.settings import SERVE_GRACE_SECONDS

# A server of forks starts a process in a hundredth of the time, off one that has imported all and has no
# threads; where there is none, each is started from nothing.
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_STARTING = threading.Lock()

# Waits until the client has gone.
Gone = Callable[[], Coroutine[Any, Any, object]]


class BusyError(Exception):
    """Raised where too many wait already, or one has waited too long."""


class GoneError(Exception):
    """Raised where the client has gone: nobody wants the answer."""


@dataclass(slots=True)
class Tally:
    """What has happened to tasks, for the metrics."""

    refused: int = 0
    killed: dict[str, int] = field(default_factory=lambda: {"client": 0, "time": 0, "died": 0})


class Worker:
    """A process that answers one task at a time."""

    def __init__(self, spool: Path, limits: Limits) -> None:
        context = multiprocessing.get_context(_METHOD)
        self.connection, theirs = context.Pipe()
        self.process = context.Process(  # type: ignore[attr-defined]
            target=run, args=(theirs, spool, limits), name="kg serve", daemon=True
        )
        with _STARTING, safe_path():
            self.process.start()
        theirs.close()

    def ask(self, task: Task) -> Reply:
        """Send a task and wait for the reply. Raises EOFError or OSError where the process ends."""
        self.connection.send(task)
        reply = self.connection.recv()
        assert isinstance(reply, Reply)
        return reply


class Pool:
    """So many processes, and the queue before them."""

    def __init__(self, size: int, queue: int, limits: Limits) -> None:
        self.size, self.queue, self.limits = size, queue, limits
        self.tally = Tally()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._under_way: set[asyncio.Future[Any]] = set()
        # A killed process is waited for in a thread, while one asks the next.
        self._threads = ThreadPoolExecutor(2 * size + 2, "kg serve")

    @property
    def busy(self) -> int:
        """How many processes answer, or are started."""
        return self.size - len(self._idle)

    @property
    def waiting(self) -> int:
        """How many tasks wait."""
        return len(self._waiting)

    async def start(self) -> None:
        """Start the processes."""
        self._room = tempfile.TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True)
        if _METHOD == "forkserver":
            multiprocessing.get_context(_METHOD).set_forkserver_preload(["__main__", "kg.serve.worker"])
        await asyncio.gather(*(self._start_one() for _ in range(self.size)))

    async def close(self) -> None:
        """End the processes, whatever they do."""
        self.size = 0
        for worker in [*self._all]:
            self._replace(worker)
        await asyncio.gather(*self._under_way, return_exceptions=True)
        self._threads.shutdown()
        self._room.cleanup()

    async def run(self, task: Task, gone: Gone) -> Reply:
        """Have a task answered by the first process that is free.

        Raises BusyError where too many wait, GoneError where the client goes; the process then ends.
        """
        watch: asyncio.Future[Any] = asyncio.ensure_future(gone())
        try:
            worker = await self._take(watch)
            return await self._ask(worker, task, watch)
        finally:
            watch.cancel()

    async def _take(self, watch: asyncio.Future[Any]) -> Worker:
        if self._idle:
            return self._idle.pop()
        if len(self._waiting) >= self.queue:
            self.tally.refused += 1
            raise BusyError
        free: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(free)
        try:
            await _wait_for_first(free, watch, self.limits.seconds)
            if not free.done():
                self.tally.refused += not watch.done()
                raise GoneError if watch.done() else BusyError
            return free.result()
        except BaseException:
            free.cancel()
            with contextlib.suppress(ValueError):
                self._waiting.remove(free)
            if free.done() and not free.cancelled():
                self._give(free.result())
            raise

    def _give(self, worker: Worker) -> None:
        """Give a process that is free to whoever has waited longest."""
        while self._waiting:
            free = self._waiting.popleft()
            if not free.done():
                free.set_result(worker)
                return
        self._idle.append(worker)

    async def _ask(self, worker: Worker, task: Task, watch: asyncio.Future[Any]) -> Reply:
        asking = asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, task)
        seconds = self.limits.seconds + SERVE_GRACE_SECONDS
        try:
            await _wait_for_first(asking, watch, seconds)
        finally:
            if not asking.done():
                self._keep(asking)
                self._replace(worker)
        if not asking.done():
            self.tally.killed["client" if watch.done() else "time"] += 1
            if watch.done():
                raise GoneError
            return _fail(Problem.TIME, f"it takes longer than {self.limits.seconds:,g} seconds: ask for less")
        try:
            reply = asking.result()
        except (EOFError, OSError):
            self.tally.killed["died"] += 1
            self._replace(worker)
            return _fail(Problem.MEMORY, "the process that answered has died, perhaps of too little memory")
        if reply.is_last:
            self._replace(worker)
        else:
            self._give(worker)
        return reply

    def _replace(self, worker: Worker) -> None:
        """End a process, and start another one in its place."""
        self._all.discard(worker)
        self._keep(asyncio.get_running_loop().run_in_executor(self._threads, self._end, worker))
        if self.size:
            self._keep(asyncio.ensure_future(self._start_one()))

    def _keep(self, future: asyncio.Future[Any]) -> None:
        """Keep what nobody waits for until it is done, and take no notice of how it ended."""
        self._under_way.add(future)
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        future.add_done_callback(self._under_way.discard)

    def _end(self, worker: Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        for file in Path(self._room.name).glob(spool_prefix(worker.process.pid) + "*"):
            file.unlink(missing_ok=True)

    async def _start_one(self) -> None:
        loop = asyncio.get_running_loop()
        room = Path(self._room.name)
        worker = await loop.run_in_executor(self._threads, Worker, room, self.limits)
        self._all.add(worker)
        if self.size:
            self._give(worker)
        else:
            worker.process.kill()


def _fail(problem: Problem, message: str) -> Reply:
    return Reply(Failure(problem, message), is_last=True)


async def _wait_for_first(one: asyncio.Future[Any], other: asyncio.Future[Any], seconds: float) -> None:
    await asyncio.wait([one, other], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
