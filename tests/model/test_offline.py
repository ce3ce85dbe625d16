"""Nothing leaves the machine while articles are read, and nothing of the current folder is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent.parent
# Reads in the given number of processes, and lives on until what waits some seconds would have called home.
BUILD = """
import sys, time
from pathlib import Path
from kg.pipeline import build

if __name__ == "__main__":
    started = time.monotonic()
    build([Path(sys.argv[1])], Path(sys.argv[2]), jobs=int(sys.argv[3]))
    time.sleep(max(0.0, float(sys.argv[4]) - (time.monotonic() - started)))
"""
# onnxruntime called home from the twelfth second on.
LONG_ENOUGH = 14
# Modules that a starting process imports, among those that anybody may write into a folder of articles.
LURES = ("multiprocessing", "struct", "pickle", "signal", "numpy", "spacy", "kg", "sitecustomize")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder in which nothing was ever written."""
    path = tmp_path / "home"
    path.mkdir()
    return path


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """That of a user: libraries that keep quiet in CI are not told that they are there."""
    kept = {name: value for name, value in os.environ.items() if not re.match("CI$|XDG_|ORT_|GITHUB_", name)}
    return kept | {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The build as a script, since processes that are spawned read it again."""
    path = tmp_path / "build.py"
    path.write_text(BUILD, encoding="utf-8")
    return path


def run(command: list[object], environment: dict[str, str], folder: Path) -> None:
    done = subprocess.run(
        list(map(str, command)), env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_writes_nothing_into_the_home_folder(
    articles_folder: Path, tmp_path: Path, home: Path, script: Path, environment: dict[str, str], jobs: int
) -> None:
    run([sys.executable, script, articles_folder, tmp_path / "graph", jobs, 0], environment, tmp_path)
    assert (tmp_path / "graph" / "CURRENT").is_file()
    assert list(home.rglob("*")) == []


@pytest.mark.skipif(
    not shutil.which("strace"), reason="strace, which shows what a process asks for, is absent"
)
def test_a_build_asks_no_host_and_writes_nowhere_but_into_the_store(
    articles_folder: Path, tmp_path: Path, script: Path, environment: dict[str, str]
) -> None:
    calls, store = tmp_path / "calls", tmp_path / "graph"
    traced = "trace=connect,sendto,sendmsg,sendmmsg,openat,open,creat,rename,mkdir"
    command = ["strace", "-f", "-qq", "-e", traced, "-o", calls, sys.executable, script]
    run([*command, articles_folder, store, 2, LONG_ENOUGH], environment, tmp_path)
    lines = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any("reader.onnx" in line for line in lines), "the network was not loaded: nothing is shown"
    assert [line for line in lines if re.search(r"\b(connect|sendto|sendmsg|sendmmsg)\(", line)] == []
    assert set(find_written(lines)) - {str(store)} <= {"/dev/null"}


def find_written(lines: list[str]) -> Iterator[str]:
    """The files that were opened to write, and what was made or renamed; those in the store as the store.

    Semaphores that processes share, and the names of threads, are no files that stay.
    """
    for line in lines:
        changes = re.search(r"O_WRONLY|O_RDWR|O_CREAT|\b(?:creat|rename|mkdir)\(", line)
        for path in re.findall(r'"([^"]*)"', line) if changes else ():
            if not re.match(r"/dev/shm/sem\.|/proc/self/task/\d+/comm$", path):
                inside = re.match(r".*/graph(?=/|$)", path)
                yield inside[0] if inside else path


def test_nothing_of_the_current_folder_is_run(
    articles_folder: Path, tmp_path: Path, script: Path, environment: dict[str, str]
) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for name in LURES:
        mark = f"open({str(tmp_path / 'ran')!r}, 'a').write(__name__ + '\\n')"
        (folder / f"{name}.py").write_text(mark, encoding="utf-8")
    run([sys.executable, script, articles_folder, tmp_path / "graph", 2, 0], environment, folder)
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text(encoding="utf-8")
