"""Locks: who comes second is refused or waits, and nothing that a process does keeps it for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg import locks
from kg.locks import hold

HOLDER = """
import sys, time
from pathlib import Path
from kg.locks import hold

with hold(Path(sys.argv[1]), wait=False):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(params=["fcntl", "no fcntl"])
def path(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "no fcntl":
        monkeypatch.setattr(locks, "fcntl", None)
    return tmp_path / "LOCK"


def test_who_does_not_wait_is_refused(path: Path) -> None:
    with hold(path, wait=False), pytest.raises(BlockingIOError, match="wait until"), hold(path, wait=False):
        pass
    with hold(path, wait=False):
        pass


def test_who_waits_is_told_so_once_and_comes_next(path: Path) -> None:
    told: list[str] = []
    waits, done = threading.Event(), threading.Event()

    def tell() -> None:
        told.append("another one holds it")
        waits.set()

    def come_second() -> None:
        with hold(path, wait=True, on_wait=tell):
            done.set()

    second = threading.Thread(target=come_second)
    with hold(path, wait=True, on_wait=lambda: told.append("nobody holds it")):
        second.start()
        assert waits.wait(10)
        assert not done.wait(0.3)
    second.join(10)
    assert done.is_set() and told == ["another one holds it"]


def test_a_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "LOCK")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    with pytest.raises(BlockingIOError), hold(tmp_path / "LOCK", wait=False):
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    with hold(tmp_path / "LOCK", wait=False):
        pass


def test_a_file_that_is_removed_while_one_waits_for_it_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    waits, has_it, may_go = threading.Event(), threading.Event(), threading.Event()

    def come_second() -> None:
        with hold(path, wait=True, on_wait=waits.set):
            has_it.set()
            may_go.wait(10)

    second = threading.Thread(target=come_second)
    with hold(path, wait=False):
        second.start()
        assert waits.wait(10)
        path.unlink()
    assert has_it.wait(10)
    with pytest.raises(BlockingIOError), hold(path, wait=False):
        pass
    may_go.set()
    second.join(10)
