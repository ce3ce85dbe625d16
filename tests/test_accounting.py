"""What became of every input of a build: the report adds up, whatever the inputs are."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import ExportError, KgError
from kg.pipeline import build, extract_records
from tests.first_words import TEXTS, write_articles

BROKEN = "This one is broken, and that is all there is to say of it."
MANGLED = "The agencyâ€™s plan is here, and that is all there is to say of it."


def read_report(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def build_with_report(folder: Path) -> list[dict[str, Any]]:
    build([folder / "in"], folder / "graph", report=folder / "report.jsonl")
    return read_report(folder / "report.jsonl")


def test_every_input_has_its_outcome(tmp_path: Path, read_ids: list[str]) -> None:
    folder = tmp_path / "in"
    write_articles(folder, TEXTS)
    build([folder], tmp_path / "graph")
    write_articles(
        folder, {"empty": "", "fault": BROKEN, "luna": TEXTS["moon"], "new": "It is the one that is new."}
    )
    (folder / "photo.png").touch()
    (folder / "two.jsonl").write_text('{"text": "That is all there is to say of it."}\n{}\n')
    assert build_with_report(tmp_path) == [
        {"input": f"{folder}/empty.txt", "outcome": "failed", "reason": "is empty: there is no text to read"},
        {
            "input": f"{folder}/fault.txt",
            "outcome": "failed",
            "article": "fault",
            "reason": "ValueError: broken",
        },
        {"input": f"{folder}/luna.txt", "outcome": "read", "article": "luna"},
        {"input": f"{folder}/mars.txt", "outcome": "unchanged", "article": "mars"},
        {"input": f"{folder}/moon.txt", "outcome": "copy", "article": "moon", "of": "luna"},
        {"input": f"{folder}/new.txt", "outcome": "read", "article": "new"},
        {"input": f"{folder}/photo.png", "outcome": "skipped", "reason": "no reader for '.png' files"},
        {"input": f"{folder}/two.jsonl:1", "outcome": "read", "article": "two:1"},
        {"input": f"{folder}/two.jsonl:2", "outcome": "failed", "reason": 'has no "text"; it has: nothing'},
        {"input": f"{folder}/venus.txt", "outcome": "unchanged", "article": "venus"},
    ]


def test_a_build_that_changes_nothing_reports_all_the_same(tmp_path: Path, read_ids: list[str]) -> None:
    write_articles(tmp_path / "in", TEXTS)
    assert {row["outcome"] for row in build_with_report(tmp_path)} == {"read"}
    assert [row["outcome"] for row in build_with_report(tmp_path)] == ["unchanged"] * 3


def test_a_build_without_any_article_reports_all_the_same(tmp_path: Path, read_ids: list[str]) -> None:
    write_articles(tmp_path / "in", {"empty": ""})
    with pytest.raises(KgError, match="none of these is an article"):
        build_with_report(tmp_path)
    (row,) = read_report(tmp_path / "report.jsonl")
    assert row["outcome"] == "failed"


def test_a_report_overwrites_no_article(tmp_path: Path, read_ids: list[str]) -> None:
    (path,) = write_articles(tmp_path / "in", {"moon": TEXTS["moon"]})
    with pytest.raises(ExportError, match="the graph was built from this article"):
        build([path], tmp_path / "graph", report=path)
    assert path.read_text() == TEXTS["moon"]


TEXT = st.sampled_from([*TEXTS.values(), "", BROKEN, "Ни один из них не знал об этом."])
NAME = st.sampled_from(
    ["a.txt", "b.txt", "c.md", "README.md", ".d.txt", "e.png", "f", "sub/a.txt", "sub/.g/h.txt"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.lists(st.dictionaries(NAME, TEXT), min_size=1, max_size=3))
def test_the_counts_add_up(tmp_path: Path, read_ids: list[str], rounds: list[dict[str, str]]) -> None:
    shutil.rmtree(tmp_path / "graph", ignore_errors=True)
    for files in rounds:
        shutil.rmtree(tmp_path / "in", ignore_errors=True)
        for name, text in ({"z.txt": "Orbita is the one that is always here."} | files).items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        summary = build([tmp_path / "in"], tmp_path / "graph", report=tmp_path / "report.jsonl")
        outcomes = Counter(row["outcome"] for row in read_report(tmp_path / "report.jsonl"))
        assert outcomes["failed"] == len(summary.failed)
        assert outcomes["skipped"] == len(summary.skipped)
        assert outcomes["copy"] == len(summary.duplicates)
        assert outcomes["read"] == summary.read
        assert outcomes["read"] + outcomes["unchanged"] == summary.counts.articles
        assert outcomes.total() == 1 + len(files)


def test_what_nobody_takes_for_an_article_is_told_in_one_line_and_fails_nothing(
    tmp_path: Path, read_ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    write_articles(folder, {"moon": TEXTS["moon"]})
    for name in ("README.md", "LICENSE", ".a", ".b", ".c", ".d", "package.json"):
        (folder / name).touch()
    (folder / "map.json").write_text('{"name": "x"}')
    report = tmp_path / "report.jsonl"
    arguments = ["build", str(folder), "--store", str(tmp_path / "graph"), "--report", str(report)]
    assert main([*arguments, "--jobs", "1"]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("skipped")]
    assert lines[0] == f'skipped {folder}/map.json: has no "text"; it has: name'
    assert (
        "LICENSE (a file of a project" in lines[1] and "2 more, which `kg build --report` lists" in lines[1]
    )
    assert len(lines) == 2
    assert sum(row["outcome"] == "skipped" for row in read_report(report)) == 8


@pytest.mark.parametrize(("tolerated", "code"), [("0", 1), ("1", 1), ("2", 0), ("9", 0)])
def test_failures_are_tolerated_up_to_a_number(
    tmp_path: Path, read_ids: list[str], tolerated: str, code: int
) -> None:
    write_articles(tmp_path / "in", {"moon": TEXTS["moon"], "empty": "", "fault": BROKEN})
    arguments = ["build", str(tmp_path / "in"), "--store", str(tmp_path / "graph"), "--jobs", "1"]
    assert main([*arguments, "--tolerate", tolerated]) == code


def test_what_is_skipped_failed_or_mended_is_told(
    tmp_path: Path, read_ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    write_articles(
        folder, {"moon": TEXTS["moon"], "empty": "", "long": TEXTS["mars"] * 9, "mangled": MANGLED}
    )
    (folder / "photo.png").touch()
    arguments = ["build", str(folder), "--store", str(tmp_path / "graph"), "--jobs", "1", "--longest", "200"]
    assert main(arguments) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if "texts are read by rules" not in line]
    assert lines == [
        f"kg: warning: {folder}/mangled.txt: mojibake (such as 'â€™' for ’) was repaired in 1 line",
        f"skipped {folder}/photo.png: no reader for '.png' files",
        f"failed {folder}/empty.txt: is empty: there is no text to read",
        f"failed {folder}/long.txt: has 747 characters, more than the 200 that are read of an article: "
        "cut it, or allow more with --longest",
        "kg: 2 could not be read and are not in the result",
    ]


def test_records_come_with_what_was_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes: list[str] = []
    (path,) = write_articles(tmp_path, {"mangled": MANGLED})
    monkeypatch.setattr("kg.pipeline.read_all", lambda *_: (one for one in ()))
    add: Callable[[str], object] = notes.append
    with pytest.raises(RuntimeError):
        list(extract_records([path], jobs=1, warn=add))
    assert notes == [f"{path}: mojibake (such as 'â€™' for ’) was repaired in 1 line"]
