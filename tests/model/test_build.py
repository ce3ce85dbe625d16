"""Articles in, a graph out, with the trained model: through the command line, as a user would."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import main
from kg.export.rdf import write_nquads
from kg.pipeline import build
from kg.readers import find_files
from kg.store import open_store

pytestmark = pytest.mark.model

# The answer to Ctrl-C is inherited: a script that runs the tests in the background has it ignored.
_RUN = """\
import signal, sys
signal.signal(signal.SIGINT, signal.{answer})
from kg.cli import main
sys.exit(main())"""
KG = [sys.executable, "-c", _RUN.format(answer="default_int_handler")]
KG_IN_BACKGROUND = [sys.executable, "-c", _RUN.format(answer="SIG_IGN")]


def _nquads(location: Path) -> bytes:
    output = location.parent / "sorted.nq"
    write_nquads(open_store(location), output)
    return output.read_bytes()


def test_jobs_and_order_change_no_byte(sample_graph: Path, articles_folder: Path, tmp_path: Path) -> None:
    files = find_files([articles_folder])
    random.Random(7).shuffle(files)
    build(files, tmp_path / "graph", jobs=2)
    assert _nquads(tmp_path / "graph") == _nquads(sample_graph)


def test_unreadable_files_are_named_and_the_rest_is_built(
    tmp_path: Path, articles_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = find_files([articles_folder])[0]
    (folder / good.name).write_bytes(good.read_bytes())
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "german.txt").write_text(
        "Die Agentur hat am Montag mitgeteilt, dass die Rakete erst im Herbst startet, weil es im Sommer zu "
        "warm ist und die Mannschaft sich noch auf den Flug vorbereitet."
    )
    (folder / "cut.jsonl").write_text('{"id": "a", "text": ')
    code = main(["build", str(folder), "--store", str(tmp_path / "graph")])
    out, err = capsys.readouterr()
    assert code == 1
    assert all(f"{name}" in err for name in ("empty.txt", "binary.txt", "german.txt", "cut.jsonl"))
    assert "is not English" in err and "kg: 4 could not be read" in err and "Traceback" not in err
    assert "1 articles read" in out
    assert [article.id for article in open_store(tmp_path / "graph").articles()] == [good.stem]


def test_a_fault_in_one_article_is_reported_as_its_own(
    tmp_path: Path,
    articles_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import kg.extract

    whole = kg.extract.extract
    first, second, *_ = find_files([articles_folder])

    def extract(article: object, doc: object) -> object:
        if article.id == first.stem:  # type: ignore[attr-defined]
            raise ValueError("no such clause")
        return whole(article, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.extract, "extract", extract)
    arguments = ["build", str(first), str(second), "--store", str(tmp_path / "graph")]
    assert main(arguments) == 1
    assert f"failed {first}: ValueError: no such clause\n" in capsys.readouterr().err
    assert main([*arguments, "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err
    assert [article.id for article in open_store(tmp_path / "graph").articles()] == [second.stem]


def test_extract_prints_one_object_an_article(
    articles_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = find_files([articles_folder])[:2]
    assert main(["extract", *map(str, files), "--format", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["id"] for record in records] == [file.stem for file in files]
    assert all(record["claims"] and record["actors"] for record in records)


def test_a_missing_model_is_named_before_anything_is_written(
    tmp_path: Path, articles_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["build", str(articles_folder), "--model", "en_none", "--store", str(tmp_path / "graph")])
    assert code == 1
    assert "kg: spaCy model 'en_none' is not installed" in capsys.readouterr().err
    assert not (tmp_path / "graph" / "CURRENT").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_build_leaves_the_old_graph(
    sample_graph: Path, articles_folder: Path, tmp_path: Path, how: signal.Signals, jobs: str
) -> None:
    """Stopped while it writes: the new generation's folder is there, CURRENT still names the old one."""
    texts = [path.read_text(encoding="utf-8") for path in find_files([articles_folder])]
    location = tmp_path / "graph"
    first = tmp_path / "first.md"
    first.write_text(texts[0], encoding="utf-8")
    build([first], location)
    before = _nquads(location)
    many = _write_many(tmp_path, texts, 40)
    command = [*KG, "build", str(many), "--store", str(location), "--jobs", jobs]
    process = _build_and_send(how, command, location)
    _, err = process.communicate(timeout=60)
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in err, err
    assert _nquads(location) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_in_the_background_is_not_stopped(articles_folder: Path, tmp_path: Path, jobs: str) -> None:
    """A shell lets what a script starts with & ignore Ctrl-C; the processes that read ignore it with it."""
    texts = [path.read_text(encoding="utf-8") for path in find_files([articles_folder])[:4]]
    many = _write_many(tmp_path, texts, 2)
    location = tmp_path / "graph"
    command = [*KG_IN_BACKGROUND, "build", str(many), "--store", str(location), "--jobs", jobs]
    process = _build_and_send(signal.SIGINT, command, location)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert len(list(open_store(location).articles())) == 8


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_processes_that_read_end_with_the_build(
    articles_folder: Path, tmp_path: Path, how: signal.Signals
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in find_files([articles_folder])]
    many = _write_many(tmp_path, texts, 40)
    command = [*KG, "build", str(many), "--store", str(tmp_path / "graph"), "--jobs", "2"]
    process = _build_and_send(how, command, tmp_path / "graph", to_all=False)
    process.communicate(timeout=60)
    with pytest.raises(ProcessLookupError):
        for _ in range(600):
            os.killpg(process.pid, 0)
            time.sleep(0.1)


def _write_many(folder: Path, texts: list[str], times: int) -> Path:
    many = folder / "many.jsonl"
    lines = [
        json.dumps({"id": f"{number}-{place}", "text": f"{text} {number}."})
        for number in range(times)
        for place, text in enumerate(texts)
    ]
    many.write_text("\n".join(lines), encoding="utf-8")
    return many


def _build_and_send(
    how: signal.Signals, command: list[str], location: Path, to_all: bool = True
) -> subprocess.Popen[str]:
    """Start a build and send the signal to it, and to all its processes or not, half a second after it began
    to write.
    """
    before = set(location.glob("generation-*/articles.jsonl"))
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while set(location.glob("generation-*/articles.jsonl")) <= before and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(process.pid, how) if to_all else process.send_signal(how)
    return process
