"""What ends a query: its time, its memory, its client; and what happens before and after that."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from kg.deep_stack import Limits
from kg.errors import LimitError
from kg.serve.jobs import Answer, Graphs, Problem, Query, Reply, Task
from kg.serve.pool import BusyError, GoneError, Pool
from kg.serve.snapshot import Watch
from kg.serve.spool import Spool
from tests.serve.conftest import serving

# Hours of work, without a row before its end.
_VALUES = (f"VALUES ?v{n} {{ {' '.join(map(str, range(40)))} }}" for n in range(12))
COUNT = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(_VALUES)} }}"
# Ever more memory: each row is new and kept.
KEPT = COUNT.replace("(COUNT(*) AS ?n)", "DISTINCT *") + " ORDER BY ?v1"
FAST = "ASK {}"


def to_task(location: Path, sparql: str) -> Task:
    return Task(Query(sparql, Graphs(), "http://example.org/", "*/*"), Watch(location).look())


async def stay() -> None:
    """A client that stays."""
    await asyncio.Event().wait()


def run(scenario: Callable[[Pool], Coroutine[Any, Any, None]], **limits: float) -> Pool:
    """Runs a scenario with one process, and a queue of two."""
    pool = Pool(1, 2, Limits(**({"seconds": 30.0, "megabytes": 1000.0} | limits)))

    async def live() -> None:
        await pool.start()
        try:
            await scenario(pool)
        finally:
            await pool.close()

    asyncio.run(live())
    return pool


@pytest.fixture
def pids(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were started, in order."""
    from kg.serve import pool

    started: list[int] = []
    real = pool.Worker.__init__

    def start(self: pool.Worker, spool: Path, limits: Limits) -> None:
        real(self, spool, limits)
        assert self.process.pid
        started.append(self.process.pid)

    monkeypatch.setattr(pool.Worker, "__init__", start)
    return started


def has_ended(pid: int) -> bool:
    """Whether a process ends, within seconds: who is to be told of its end may be slow."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        sleep(0.05)
    return False


def problem(reply: Reply) -> Problem:
    assert not isinstance(reply.outcome, Answer), reply
    return reply.outcome.problem


@pytest.mark.parametrize(
    ("sparql", "limits", "expected"),
    [
        (COUNT, {"seconds": 0.3}, Problem.TIME),
        (KEPT, {"megabytes": 30.0}, Problem.MEMORY),
    ],
)
def test_a_query_ends_at_its_limits(
    documents: Path, pids: list[int], sparql: str, limits: dict[str, float], expected: Problem
) -> None:
    async def scenario(pool: Pool) -> None:
        assert problem(await pool.run(to_task(documents, sparql), stay)) is expected
        reply = await pool.run(to_task(documents, FAST), stay)
        assert isinstance(reply.outcome, Answer) and b"true" in reply.outcome.body

    run(scenario, **limits)
    assert all(map(has_ended, pids))


def test_a_client_that_goes_ends_its_query(documents: Path, pids: list[int]) -> None:
    async def scenario(pool: Pool) -> None:
        with pytest.raises(GoneError):
            await pool.run(to_task(documents, COUNT), lambda: asyncio.sleep(0.2))
        await pool.run(to_task(documents, FAST), stay)
        assert has_ended(pids[0])

    pool = run(scenario)
    assert pool.tally.killed["client"] == 1
    assert len(pids) == 2


def test_who_comes_when_too_many_wait_is_told_so(documents: Path) -> None:
    async def scenario(pool: Pool) -> None:
        slow = asyncio.ensure_future(pool.run(to_task(documents, COUNT), stay))
        waiting = [asyncio.ensure_future(pool.run(to_task(documents, FAST), stay)) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert (pool.busy, pool.waiting) == (1, 2)
        with pytest.raises(BusyError):
            await pool.run(to_task(documents, FAST), stay)
        # A client that goes while it waits makes room.
        waiting[0].cancel()
        await asyncio.wait(waiting[:1])
        with pytest.raises(GoneError):
            await pool.run(to_task(documents, FAST), lambda: asyncio.sleep(0.05))
        slow.cancel()
        assert isinstance((await waiting[1]).outcome, Answer)

    assert run(scenario).tally.refused == 1


def test_a_process_that_dies_is_replaced(documents: Path, pids: list[int]) -> None:
    async def scenario(pool: Pool) -> None:
        asking = asyncio.ensure_future(pool.run(to_task(documents, COUNT), stay))
        await asyncio.sleep(0.2)
        os.kill(pids[0], signal.SIGKILL)
        assert problem(await asking) is Problem.MEMORY
        assert isinstance((await pool.run(to_task(documents, FAST), stay)).outcome, Answer)

    assert run(scenario).tally.killed["died"] == 1


def test_an_answer_that_is_too_long_is_given_up(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 2.0)
    with pytest.raises(LimitError, match="more than 2 MB"):
        while True:
            spool.write(b"x" * 100_000)
    spool.drop()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def long_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sends files in small pieces."""
    monkeypatch.setattr("kg.serve.responses.SERVE_PIECE", 1000)
    yield


def test_a_long_answer_comes_whole_and_leaves_no_file(documents: Path, long_answers: None) -> None:
    values = " ".join(f'"{n:06}"' for n in range(9_000))
    query = f"SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {' '.join(map(str, range(15)))} }} }}"
    with serving(documents) as client:
        pool = client.app.state.service.pool  # type: ignore[attr-defined]
        as_it_is = {"Accept": "text/csv", "Accept-Encoding": "identity"}
        response = client.post("/sparql", data={"query": query}, headers=as_it_is)
        assert int(response.headers["content-length"]) == len(response.content) > 1_000_000
        assert len(set(response.text.splitlines())) == 9_000 * 15 + 1
        assert list(Path(pool._room.name).iterdir()) == []
