"""The same articles give the same sorted N-Quads, whoever reads them and wherever the graph is kept."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from kg.pipeline import ray_engine
from tests.conftest import Run
from tests.first_words import to_nquads
from tests.servers import start_oxigraph, start_virtuoso

pytestmark = pytest.mark.model

_PATIENCE = 120


def kill_reader(killed: list[int]) -> None:
    """Kills the first worker of Ray that reads, as soon as there is one."""
    until = monotonic() + _PATIENCE
    while not killed and monotonic() < until:
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (folder / "cmdline").read_bytes().startswith(b"ray::read_task"):
                    os.kill(int(folder.name), signal.SIGKILL)
                    killed.append(int(folder.name))
                    return
        sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="finds the worker in /proc")
def test_read_by_ray_with_a_worker_killed(
    kg: Run,
    sample_graph: Path,
    articles_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'spacepolicy-kg[ray]'")
    monkeypatch.setattr(ray_engine, "FILES_PER_TASK", 3)
    monkeypatch.setenv("HOME", str(tmp_path))  # Ray leaves a token there.
    killed: list[int] = []
    killer = threading.Thread(target=kill_reader, args=(killed,), daemon=True)
    killer.start()
    answer = kg("build", articles_folder, "--engine", "ray", "--jobs", 2, "--shards", tmp_path / "shards")
    killer.join(_PATIENCE)
    assert killed, "no worker was seen"
    assert answer.code == 0 and "12 articles" in answer.out
    assert kg("load", tmp_path / "shards", "--store", tmp_path / "graph").code == 0
    assert to_nquads(tmp_path / "graph") == to_nquads(sample_graph)


@pytest.mark.parametrize("start", [start_oxigraph, start_virtuoso])
def test_kept_on_a_server(
    kg: Run, sample_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: object
) -> None:
    with start(tmp_path) as server:  # type: ignore[operator]
        for name, value in server.login.items():
            monkeypatch.setenv(name, value)
        assert kg("load", sample_graph, "--store", server.address).code == 0
        export = tmp_path / "server.nq"
        assert kg("export", "nquads", export, "--store", server.address).code == 0
    assert export.read_bytes() == to_nquads(sample_graph)
