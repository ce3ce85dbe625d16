"""Answer tasks in a process of its own, which can be ended whatever compiled code is doing."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from kg.deep_stack import Limits, call_on_deep_stack, peak_memory
from kg.errors import KgError, LimitError, StoreError
from kg.printable import to_line
from kg.processes import end_with_parent
from kg.serve.answering import HANDLERS
from kg.serve.jobs import Answer, Failure, Problem, RefusalError, Reply, Task
from kg.serve.snapshot import Snapshot
from kg.serve.spool import Spool
from kg.settings import SERVE_WORN_SHARE
from kg.store import GraphStore, open_generation

_LIMITS = {"time": Problem.TIME, "memory": Problem.MEMORY, "answer": Problem.MEMORY}


def run(connection: Connection, spool: Path, limits: Limits) -> None:
    """Answer the tasks that come, until there is no one left who sends them, or this process is worn."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its processes.
    end_with_parent()
    desk = Desk(spool, limits)
    while True:
        try:
            reply = desk.perform(connection.recv())
            connection.send(reply)
        except (EOFError, OSError):
            return
        if reply.is_last:
            connection.close()
            os._exit(0)  # A query that was given up still runs in a thread of this process.


class Desk:
    """What a process keeps from task to task: the generation that it has open."""

    def __init__(self, spool: Path, limits: Limits) -> None:
        self.spool, self.limits = spool, limits
        self._began_with = peak_memory()
        self._snapshot: Snapshot | None = None
        self._store: GraphStore | None = None

    def perform(self, task: Task) -> Reply:
        """Answer a task, within the limits."""
        spool = Spool(self.spool, self.limits.megabytes)
        try:
            outcome: Answer | Failure = call_on_deep_stack(lambda: self._answer(task, spool), self.limits)
        except Exception as error:
            spool.drop()
            # A query that goes on without anybody must end, and so must a process that is out of memory.
            is_last = isinstance(error, MemoryError) or getattr(error, "limit", "answer") != "answer"
            return Reply(self._to_failure(error, task.snapshot), is_last)
        is_worn = peak_memory() - self._began_with > SERVE_WORN_SHARE * self.limits.megabytes
        return Reply(outcome, is_worn)

    def _answer(self, task: Task, spool: Spool) -> Answer:
        return HANDLERS[type(task.job)](self._open(task.snapshot), task.job, task.snapshot, spool)

    def _open(self, snapshot: Snapshot) -> GraphStore:
        """Open a generation, or take the one that is open already."""
        if self._store is None or snapshot != self._snapshot:
            self._store = None
            self._store = open_generation(snapshot.folder, snapshot.location)
            self._snapshot = snapshot
        return self._store

    def _to_failure(self, error: Exception, snapshot: Snapshot) -> Failure:
        if not isinstance(error, LimitError) and not snapshot.folder.is_dir():
            self._store = None
            return Failure(Problem.GONE, f"{snapshot.folder} was replaced while it was read")
        if isinstance(error, RefusalError):
            return Failure(error.problem, str(error))
        if isinstance(error, LimitError):
            return Failure(_LIMITS[error.limit], f"{error}: ask for less, or serve with a higher limit")
        if isinstance(error, MemoryError):
            return Failure(Problem.MEMORY, "there is not enough memory: ask for less")
        if isinstance(error, StoreError):
            return Failure(Problem.BROKEN, str(error))
        if isinstance(error, KgError):
            return Failure(Problem.WRONG, str(error))
        return Failure(Problem.FAULT, to_line(f"this is a fault of kg: {type(error).__name__}: {error}"))
