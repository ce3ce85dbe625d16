"""Where what is exported goes: pipes and links stay, articles and graphs are never overwritten."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import ExportError
from kg.export import EXPORTERS, FOLDERS, SHARE, ExportOptions, export
from kg.export import NETWORKS as WRITERS
from kg.finding import Inputs
from kg.pipeline import build
from kg.placing import put_in_place
from kg.report import write_report
from kg.store import GraphStore, in_memory, open_store
from tests.first_words import TEXTS, write_articles
from tests.test_export_gexf import rich_store

# A share pack needs the texts of its articles: tests/test_share.py.
FILES = [format for format in EXPORTERS if format not in (*FOLDERS, SHARE)]


def put(place: Path, text: str = "whole", inputs: Inputs | None = None) -> list[Path]:
    return put_in_place(place, lambda finished: finished.write_text(text), inputs)


def put_folder(place: Path, inputs: Inputs | None = None) -> list[Path]:
    def write(finished: Path) -> None:
        finished.mkdir()
        for name in ("edges.csv", "nodes.csv"):
            (finished / name).write_text("whole")

    return put_in_place(place, write, inputs, folder=True)


def read_beside(path: Path) -> tuple[threading.Thread, list[bytes]]:
    """Somebody who reads from a pipe."""
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()), daemon=True)
    reader.start()
    return reader, got


@pytest.mark.parametrize("format", FILES)
def test_a_pipe_is_written_into(tmp_path: Path, format: str) -> None:
    [path] = export(rich_store(), format, tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    reader, got = read_beside(tmp_path / "pipe")
    assert export(rich_store(), format, tmp_path / "pipe") == [tmp_path / "pipe"]
    reader.join(20)
    assert got == [path.read_bytes()]
    assert stat.S_ISFIFO(os.stat(tmp_path / "pipe").st_mode)
    assert sorted(os.listdir(tmp_path)) == ["file", "pipe"]


def test_pipes_in_the_place_of_the_tables_are_written_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "nodes.csv")
    reader, got = read_beside(tmp_path / "nodes.csv")
    export(rich_store(), "csv", tmp_path)
    reader.join(20)
    assert got[0].startswith(b"Id,Label") and stat.S_ISFIFO(os.stat(tmp_path / "nodes.csv").st_mode)


def test_a_device_is_written_into(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        (tmp_path / "null").write_text("")
    except OSError:
        pytest.skip("only root may make devices, and not everywhere")
    put(tmp_path / "null")
    export(rich_store(), "gexf", tmp_path / "null")
    assert stat.S_ISCHR(os.stat(tmp_path / "null").st_mode)
    assert os.listdir(tmp_path) == ["null"]


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="this system has no /proc")
def test_the_standard_output_can_be_named(written_graph: Path, tmp_path: Path) -> None:
    """By a link of our own: where this fails, that of the system must not be what is replaced."""
    (tmp_path / "stdout").symlink_to("/proc/self/fd/1")
    command = "import sys; from kg.cli import main; sys.exit(main())"
    arguments = ["export", "nquads", str(tmp_path / "stdout"), "--store", str(written_graph)]
    done = subprocess.run([sys.executable, "-c", command, *arguments], capture_output=True, check=False)
    [path] = export(open_store(written_graph), "nquads", tmp_path / "file")
    assert done.stdout == path.read_bytes() and done.stderr.startswith(b"wrote ")
    assert os.readlink(tmp_path / "stdout") == "/proc/self/fd/1"
    quoted = " ".join(arguments)
    closed = subprocess.run(
        ["bash", "-c", f"{sys.executable} -c '{command}' {quoted} | true"], capture_output=True, check=False
    )
    assert b"Traceback" not in closed.stderr and b"fault" not in closed.stderr


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="this system has no /dev/shm")
def test_what_lies_among_the_devices_is_written_into() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        place = Path(folder, "file")
        place.write_text("something longer than what comes")
        before = place.stat().st_ino
        put(place)
        assert place.read_text() == "whole" and place.stat().st_ino == before
        put(Path(folder, "new", "file"))
        assert sorted(os.listdir(folder)) == ["file", "new"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "old").write_text("old")
    for name, target in (("link", "far/old"), ("broken", "far/new/file"), ("twice", "link")):
        (tmp_path / name).symlink_to(target)
        assert put(tmp_path / name, name) == [tmp_path / name]
        assert os.readlink(tmp_path / name) == target and (tmp_path / name).read_text() == name
    assert (tmp_path / "far" / "new" / "file").read_text() == "broken"
    (tmp_path / "folder").symlink_to("far/tables")
    put_folder(tmp_path / "folder")
    assert sorted(os.listdir(tmp_path / "far" / "tables")) == ["edges.csv", "nodes.csv"]
    assert sorted(os.listdir(tmp_path / "far")) == ["new", "old", "tables"]


def test_links_that_loop_are_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ExportError, match=r"cannot write .*loop: Too many levels"):
        put(tmp_path / "loop")
    assert os.readlink(tmp_path / "loop") == "loop"


def test_a_folder_for_a_file_and_a_file_for_a_folder_are_clear_errors(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match=r"cannot write .*folder: it is a folder; name a file"):
        put(tmp_path / "folder")
    with pytest.raises(ExportError, match=r"cannot write .*file: it is a file, and a folder"):
        put_folder(tmp_path / "file")
    (tmp_path / "folder" / "nodes.csv").mkdir()
    with pytest.raises(ExportError, match=r"nodes\.csv: it is a folder"):
        put_folder(tmp_path / "folder")
    assert os.listdir(tmp_path / "folder") == ["nodes.csv"] and (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("format", ["csv", "gexf"])
def test_an_interrupted_export_leaves_nothing_behind(
    tmp_path: Path, format: str, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(store: GraphStore, path: Path, options: ExportOptions) -> None:
        if format == "csv":
            path.mkdir()
            path = path / "nodes.csv"
        path.write_text("half")
        raise error

    monkeypatch.setitem(WRITERS, format, begin)
    with pytest.raises(error):
        export(in_memory([]), format, tmp_path / "graph")
    assert os.listdir(tmp_path) == []


@pytest.fixture
def store(tmp_path: Path, read_ids: list[str]) -> GraphStore:
    """A graph of the articles in `tmp_path`/in."""
    build([write_articles(tmp_path / "in", TEXTS)[0].parent], tmp_path / "graph")
    return open_store(tmp_path / "graph")


def _export(store: GraphStore, path: Path) -> object:
    return export(store, "turtle", path)


def _report(store: GraphStore, path: Path) -> object:
    return write_report(store, path, ExportOptions())


@pytest.mark.parametrize("write", [_export, _report])
def test_articles_are_never_overwritten(
    tmp_path: Path, store: GraphStore, write: Callable[[GraphStore, Path], object]
) -> None:
    article = tmp_path / "in" / "moon.txt"
    (tmp_path / "link").symlink_to(tmp_path / "in")
    (tmp_path / "link.ttl").symlink_to(article)
    for path in (article, tmp_path / "in" / ".." / "in" / "moon.txt", tmp_path / "link" / "moon.txt"):
        with pytest.raises(ExportError, match=r"moon\.txt: the graph was built from this article"):
            write(store, path)
    with pytest.raises(ExportError, match=r"link\.ttl: the graph was built from this article"):
        write(store, tmp_path / "link.ttl")
    assert article.read_text() == TEXTS["moon"]


def test_beside_the_articles_all_else_can_be_written(tmp_path: Path, store: GraphStore) -> None:
    (tmp_path / "in" / "photo.ttl").write_text("no article")
    (tmp_path / "in" / "README.md").write_text("no article")
    for name in ("photo.ttl", "README.md", "new.txt"):
        export(store, "turtle", tmp_path / "in" / name)
    for _ in range(2):  # The page is an .html file, as articles are, but it is our own.
        export(store, "html", tmp_path / "in" / "graph.html")
    (tmp_path / "in" / "moon.txt").rename(tmp_path / "in" / "luna.dat")
    export(store, "turtle", tmp_path / "in" / "moon.txt")
    (tmp_path / "in").rename(tmp_path / "elsewhere")
    export(store, "turtle", tmp_path / "elsewhere" / "mars.txt")


def test_tables_never_take_the_place_of_an_article_by_a_link(tmp_path: Path, store: GraphStore) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "nodes.csv").symlink_to(tmp_path / "in" / "mars.txt")
    with pytest.raises(ExportError, match=r"nodes\.csv: the graph was built from this article"):
        export(store, "csv", tmp_path / "tables")
    assert os.listdir(tmp_path / "tables") == ["nodes.csv"]
    assert (tmp_path / "in" / "mars.txt").read_text() == TEXTS["mars"]


@pytest.mark.parametrize(
    "name",
    [
        "CURRENT",
        "LOCK",
        "curation.ttl",
        "generation-000001/manifest.json",
        "generation-000001/rdf/CURRENT",
        "generation-000002/new",
    ],
)
def test_the_files_of_a_graph_are_never_overwritten(tmp_path: Path, store: GraphStore, name: str) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / "graph").rglob("*") if path.is_file()}
    for write in (_export, _report):
        with pytest.raises(ExportError, match="it is a part of a graph of kg; name another path"):
            write(store, tmp_path / "graph" / name)
    with pytest.raises(ExportError, match="a part of a graph of kg"):
        put(tmp_path / "graph" / name)
    assert {path: path.read_bytes() for path in (tmp_path / "graph").rglob("*") if path.is_file()} == before


def test_tables_do_not_go_into_a_generation(tmp_path: Path, store: GraphStore) -> None:
    with pytest.raises(ExportError, match="a part of a graph of kg"):
        export(store, "csv", tmp_path / "graph" / "generation-000001")
    export(store, "csv", tmp_path / "graph")
    assert (tmp_path / "graph" / "nodes.csv").is_file()


def test_annotated_texts_are_not_overwritten_by_the_list_of_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Measured:
        figures, text, faults, skipped = {}, "figures", "what was missed", ()

    monkeypatch.setattr("kg.evaluate.evaluate", lambda what, request: Measured)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "one.json").write_text("annotated")
    arguments = ["evaluate", "claims", str(tmp_path / "gold"), "--errors"]
    assert main([*arguments, str(tmp_path / "gold" / "one.json")]) == 2
    assert "a part of the annotated texts" in capsys.readouterr().err
    assert (tmp_path / "gold" / "one.json").read_text() == "annotated"
    os.mkfifo(tmp_path / "pipe")
    reader, got = read_beside(tmp_path / "pipe")
    assert main([*arguments, str(tmp_path / "pipe")]) == 0
    reader.join(20)
    assert got == [b"what was missed"]
