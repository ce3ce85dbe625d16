"""What goes wrong on a machine: a disk that is full or read-only, no memory, a damaged or old graph, a kill.

The graph before stays readable, the message says what to do, and nothing is left behind.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.cli import main
from kg.locks import hold
from kg.pipeline import build
from kg.pipeline.reading import Failure, read_article
from kg.placing import put_in_place
from kg.settings import STORE_FORMAT
from kg.store import open_store
from tests.conftest import Answer, Run
from tests.first_words import TEXTS, to_nquads, write_articles
from tests.without_model import COMMAND, ENVIRONMENT, run_kg

CURATE = ("curate", "merge", "Orbita", "Freedonia")


@pytest.fixture
def location(tmp_path: Path, read_ids: list[str]) -> Path:
    """Where a graph lies, an article of which has changed since."""
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    write_articles(tmp_path / "in", {"moon": TEXTS["moon"] + " Again."})
    return tmp_path / "graph"


# Root may write where the bits forbid it, unless it gives that up.
AS_USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.fixture
def read_only(location: Path) -> Iterator[Path]:
    """The same graph where nobody may write."""
    if AS_USER and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and this system has no setpriv")
    _allow(location, 0o555)
    yield location
    _allow(location, 0o755)


def _allow(folder: Path, mode: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(mode)


def test_where_nobody_may_write_the_message_says_what_to_do(tmp_path: Path, read_only: Path) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        done = run_kg(*arguments, "--store", read_only, before=AS_USER)
        assert "fault" not in done.stderr and "Traceback" not in done.stderr, done.stderr
        return done

    for command in (("build", tmp_path / "in"), (*CURATE, "--later")):
        done = run(*command)
        assert done.returncode == 1 and "Permission denied; make it writable, or" in done.stderr
        assert "--store" in done.stderr
    done = run("export", "nquads", read_only / "new.nq")
    assert done.returncode == 1 and "make it writable, or name another path" in done.stderr
    done = run("query", "articles")
    assert done.returncode == 0 and "Orbita" in done.stdout


def test_a_report_that_cannot_be_written_is_told_before_anything_is_read(
    kg: Run, tmp_path: Path, location: Path, read_ids: list[str]
) -> None:
    read_ids.clear()
    (tmp_path / "file").write_text("no folder")
    answer = kg("build", tmp_path / "in", "--store", location, "--report", tmp_path / "file" / "report.jsonl")
    assert answer.code == 1 and "report.jsonl" in answer.err and not read_ids


def test_errors_that_cannot_be_written_are_told_before_anything_is_read(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    answer = kg("evaluate", "claims", tmp_path, "--errors", tmp_path / "file" / "errors.txt")
    assert answer.code == 2 and "errors.txt" in answer.err


@pytest.fixture
def small_disk(tmp_path: Path, location: Path) -> Iterator[Path]:
    """A disk of its own that holds the graph, and on which one block is free."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        shutil.copytree(location, disk / "graph")
        _fill(disk, 4_096)
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def _fill(disk: Path, free: int) -> None:
    """Leave so many bytes of a disk free."""
    status = os.statvfs(disk)
    with (disk / "filler").open("ab") as file:
        file.write(bytes(status.f_bavail * status.f_frsize - free))


def test_a_full_disk_is_told_and_leaves_the_graph(
    tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = small_disk / "graph"
    before = sorted(path.name for path in graph.iterdir())
    commands: list[tuple[object, ...]] = [
        ("build", tmp_path / "in"),
        ("build", tmp_path / "in", "--fresh"),
        CURATE,
        ("export", "nquads", small_disk / "graph.nq"),
        ("export", "turtle", small_disk / "graph.ttl"),
        ("export", "jsonld", small_disk / "graph.json"),
        ("report", small_disk / "graph.html"),
    ]
    for command in commands:
        code = main([*map(str, command), "--store", str(graph)])
        err = capsys.readouterr().err
        assert code == 1 and "No space left on device" in err and "make room on its disk, or" in err, err
        assert "--debug" not in err
        assert sorted(os.listdir(small_disk)) == ["filler", "graph"]
        assert sorted(set(os.listdir(graph)) - {"curation.ttl.lock"}) == before
        assert len(list(open_store(graph).articles())) == 3
    (small_disk / "filler").unlink()
    assert main(["build", str(tmp_path / "in"), "--store", str(graph)]) == 0
    assert to_nquads(graph)


@pytest.mark.parametrize("free", [0, 60_000, 150_000, 250_000, 400_000])
def test_wherever_in_a_build_the_disk_is_full_it_is_told(
    tmp_path: Path, small_disk: Path, free: int, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_disk / "filler").unlink()
    _fill(small_disk, free)
    code = main(["build", str(tmp_path / "in"), "--store", str(small_disk / "graph"), "--fresh"])
    err = capsys.readouterr().err
    assert code == 1 and f"cannot write to {small_disk / 'graph'}: " in err and "make room" in err
    assert len(list(open_store(small_disk / "graph").articles())) == 3


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "half an article": lambda content: content[: len(content) // 3],
    "nested without end": lambda content: b"[" * 200_000,
    "no text": lambda content: b"\xff\xfe" + content,
    "another key": lambda content: content.replace(b'"id"', b'"ix"', 1),
    "nothing": lambda content: b"null\n" + content,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_articles_are_no_fault_of_kg(
    kg: Run, tmp_path: Path, location: Path, damage: Callable[[bytes], bytes]
) -> None:
    articles = location / "generation-000001" / "articles.jsonl"
    articles.write_bytes(damage(articles.read_bytes()))
    for command in (("explain", "id:organization/orbita"), ("verify",), CURATE):
        answer = kg(*command, "--store", location)
        assert answer.code == 1 and "cannot be read" in answer.err and "kg build" in answer.err
        assert "fault" not in answer.err
    mended = kg("build", tmp_path / "in", "--store", location)
    assert mended.code == 0 and "all articles are read anew" in mended.err
    assert kg("verify", "--store", location).code == 0


def test_a_graph_of_another_version_says_so_and_is_built_anew(
    kg: Run, tmp_path: Path, location: Path
) -> None:
    manifest = location / "generation-000001" / "manifest.json"
    written = manifest.read_text()
    assert f'"store_format": {STORE_FORMAT}' in written
    manifest.write_text(written.replace(f'"store_format": {STORE_FORMAT}', '"store_format": 0'))
    for command in (("query", "articles"), CURATE, ("diff",), ("export", "gexf", tmp_path / "x.gexf")):
        answer = kg(*command, "--store", location)
        assert (
            answer.code == 1
            and f"form 0, this one reads {STORE_FORMAT}" in answer.err
            and "kg build" in answer.err
        )
    assert kg("build", tmp_path / "in", "--store", location).code == 0
    assert kg("query", "articles", "--store", location).code == 0


def _allow_memory(megabytes: int) -> list[str]:
    limit = megabytes * 1024 * 1024
    script = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit})); "
    return [sys.executable, "-c", script + "os.execv(sys.argv[1], sys.argv[1:])"]


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_AS"), reason="this system limits no memory")
@pytest.mark.parametrize("megabytes", [150, 700])
def test_too_little_memory_is_no_fault_of_kg(location: Path, megabytes: int) -> None:
    before = to_nquads(location)
    done = run_kg("query", "articles", "--store", location, before=_allow_memory(megabytes))
    assert done.returncode != 0 and "fault of kg" not in done.stderr
    assert to_nquads(location) == before


def test_an_error_of_memory_says_what_to_do(
    kg: Run, tmp_path: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("kg.pipeline.new_generation", fail)
    answer = kg("build", tmp_path / "in", "--store", location)
    assert answer.code == 1 and "not enough memory" in answer.err and "--jobs 1" in answer.err


def test_an_article_that_takes_too_much_memory_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import samples

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("kg.pipeline.reading._load", lambda model: (None, None))
    monkeypatch.setattr("kg.pipeline.reading.normalize", fail)
    failure = read_article(samples.ARTICLE, "model")
    assert isinstance(failure, Failure) and "not enough memory" in failure.reason


def test_a_second_build_is_told_to_wait(kg: Run, tmp_path: Path, location: Path) -> None:
    with hold(location / "LOCK", wait=False):
        answer: Answer = kg("build", tmp_path / "in", "--store", location)
    assert answer.code == 1 and "another build is writing" in answer.err and "wait until" in answer.err
    assert kg("build", tmp_path / "in", "--store", location).code == 0


def test_what_a_killed_build_left_goes_even_where_nothing_has_changed(
    kg: Run, tmp_path: Path, location: Path
) -> None:
    assert kg("build", tmp_path / "in", "--store", location).code == 0
    resting = sorted(os.listdir(location))
    (location / "generation-000003" / "rdf").mkdir(parents=True)
    (location / "generation-000003" / "articles.jsonl").write_text("{")
    (location / "generation-000004" / "rdf.tmp").mkdir(parents=True)  # while the graph before was taken over
    (location / "generation-000005").mkdir()
    (location / "CURRENT.new").write_text("generation-000005")
    answer = kg("build", tmp_path / "in", "--store", location)
    assert "nothing has changed" in answer.out and sorted(os.listdir(location)) == resting
    assert kg("build", tmp_path / "in", "--store", location, "--keep", "1").code == 0
    assert len(list(location.glob("generation-*"))) == 1


WRITE_FOREVER = """
import pathlib, sys, time
from kg.placing import put_in_place
def write(finished):
    finished.write_text("half")
    print("writing", flush=True)
    time.sleep(60)
put_in_place(pathlib.Path(sys.argv[1]), write)
"""


def test_what_a_killed_export_left_goes_with_the_next_one_but_not_what_is_in_use(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE_FOREVER, str(tmp_path / "first")]
    writing = [subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT) for _ in range(2)]
    for process in writing:
        assert process.stdout and process.stdout.readline() == b"writing\n"
    killed, living = writing
    killed.kill()
    killed.wait()
    assert len(list(tmp_path.glob(".kg-export-*"))) == 2
    put_in_place(tmp_path / "second", lambda finished: finished.write_text("whole"))
    assert len(list(tmp_path.glob(".kg-export-*"))) == 1
    living.kill()
    living.wait()
    (tmp_path / ".kg-export-notes").mkdir()  # somebody else's
    put_in_place(tmp_path / "second", lambda finished: finished.write_text("whole"))
    assert sorted(os.listdir(tmp_path)) == [".kg-export-notes", "second"]


def test_a_decision_that_was_killed_while_it_was_written_leaves_nothing_for_long(
    kg: Run, location: Path
) -> None:
    (location / ".curation.ttl.new").write_text("half")
    assert kg(*CURATE, "--later", "--store", location).code == 0
    assert not (location / ".curation.ttl.new").exists()


def test_a_build_that_is_killed_leaves_the_graph_and_the_next_one_mends(
    tmp_path: Path, location: Path
) -> None:
    before = to_nquads(location)
    command = [*COMMAND, "build", str(tmp_path / "in"), "--fresh", "--store", str(location)]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (location / "generation-000002").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if (location / "CURRENT").read_text().strip() == "generation-000001":
        assert to_nquads(location) == before
    build([tmp_path / "in"], location)
    assert len(list(location.glob("generation-*"))) == 2
