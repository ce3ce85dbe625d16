"""Deciding beside other builds, and when builds fail: what is told as done is done, all of it or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import generations, pipeline
from kg.cli import main
from kg.curation import (
    Decision,
    add_decision,
    decide_merge,
    read_applied_decisions,
    read_decisions,
    remove_decision,
)
from kg.curation.decision_file import NAME
from kg.errors import CurationError, KgError, ModelError
from kg.generations import building
from kg.model import Article
from kg.pipeline import apply_decision, build, rebuild, undo_decision
from kg.pipeline.reading import Failure, Reading
from kg.store import GraphStore, open_store
from tests.first_words import read_first_word, to_nquads, write_articles

ROOT = Path(__file__).parent.parent
NAMES = ("Altora", "Belmara", "Corvona", "Dalmesia", "Estrava", "Falmora", "Girona", "Helvara")
TEXTS = {
    name.lower(): f"{name} said on Monday that it would not take part in the flight to the moon."
    for name in NAMES
}

# The command, in a process of its own and without a language model.
COMMAND = """
import sys
from kg import pipeline
from kg.cli import main
from tests import first_words

pipeline.read_all = first_words.read_all
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def location(tmp_path: Path, read_ids: list[str]) -> Path:
    """Where a graph lies in which each of NAMES is an actor of one article."""
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    return tmp_path / "graph"


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def merge(one: str, other: str) -> Callable[[GraphStore], Decision]:
    return lambda store: decide_merge(store, one, other)


def is_in_effect(location: Path) -> bool:
    return read_applied_decisions(open_store(location)) == read_decisions(location)


def test_decisions_at_once_are_all_kept(location: Path) -> None:
    """Some wait for their turn to build, others are only written down meanwhile."""
    first = {
        "Altora": [],
        "Belmara": ["--later"],
        "Corvona": [],
        "Dalmesia": ["--later"],
        "Estrava": ["--later"],
    }
    processes = {
        name: start("curate", "merge", name, "Helvara", *later, "--store", location)
        for name, later in first.items()
    }
    told = {}
    for name, process in processes.items():
        _, err = process.communicate(timeout=180)
        assert process.returncode == 0, err
        [line] = [line for line in err.splitlines() if line.startswith("decided ")]
        told[int(line.split()[1].rstrip(":"))] = name
    assert {one.number: one.subject.rpartition("/")[2].title() for one in read_decisions(location)} == told
    assert sorted(told.values()) == sorted(first)
    rebuild(location)
    assert is_in_effect(location)


def test_a_decision_waits_for_a_build_and_says_so_once(location: Path) -> None:
    with building(location):
        process = start("curate", "merge", "Altora", "Helvara", "--store", location)
        assert process.stderr
        lines = iter(process.stderr.readline, "")
        waits = next(line for line in lines if "warning" not in line)
        assert waits == f"kg: another build is writing to {location}: waiting until it is done\n"
        assert read_decisions(location) == ()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0 and err.startswith("decided 1: merge ")
    assert is_in_effect(location) and len(read_decisions(location)) == 1


def test_beside_a_build_a_decision_can_be_written_down_at_once(
    location: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with building(location):
        assert main(["curate", "merge", "Altora", "Helvara", "--later", "--store", str(location)]) == 0
        assert main(["curate", "undo", "1", "--later", "--store", str(location)]) == 0
        assert main(["build", str(location.parent / "in"), "--store", str(location)]) == 1
    assert "another build is writing to" in capsys.readouterr().err


def test_a_build_overlooks_no_decision_that_was_made_before_it_began(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can come between the plan and the graph that is made by it."""
    plan, refused = pipeline.make_plan, []

    def make_plan(*arguments: object) -> object:
        monkeypatch.setattr(pipeline, "make_plan", plan)
        made = plan(*arguments)  # type: ignore[arg-type]
        other = threading.Thread(
            target=lambda: refused.append(main(["build", str(location.parent), "--store", str(location)]))
        )
        other.start()
        other.join()
        return made

    write_articles(
        location.parent / "in", {"more": "Iskaria said that it would not take part either, at all."}
    )
    monkeypatch.setattr(pipeline, "make_plan", make_plan)
    assert build([location.parent / "in"], location).read == 1
    assert refused == [1]


ERRORS = [ModelError("the model is gone"), KeyboardInterrupt(), OSError(28, "No space left on device")]


def _fail(error: BaseException) -> Callable[..., Iterator[Reading | Failure]]:
    def read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
        yield from ()
        raise error

    return read_all


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_where_the_building_fails_nothing_is_decided(
    location: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = to_nquads(location)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_all", _fail(error))
        assert main(["curate", "merge", "Altora", "Helvara", "--store", str(location)]) in (1, 130)
    assert "decided" not in capsys.readouterr().err
    assert read_decisions(location) == () and to_nquads(location) == before

    assert main(["curate", "merge", "Altora", "Helvara", "--store", str(location)]) == 0
    assert "decided 1" in capsys.readouterr().err
    merged, kept = to_nquads(location), read_decisions(location)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_all", _fail(error))
        assert main(["curate", "undo", "1", "--store", str(location)]) in (1, 130)
    assert "took back" not in capsys.readouterr().err
    assert read_decisions(location) == kept and to_nquads(location) == merged and is_in_effect(location)


@pytest.mark.parametrize("step", ["_point_to", "_remove_generations"])
def test_interrupted_at_the_swap_both_are_done_or_neither(
    location: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Decision] = []
    real, calls = getattr(generations, step), []

    def interrupt(*arguments: object) -> None:
        """The second clearing up comes behind the swap."""
        calls.append(arguments)
        if step == "_point_to" or len(calls) == 2:
            raise KeyboardInterrupt
        real(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(generations, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            apply_decision(location, merge("Altora", "Helvara"), noted.append)
    assert is_in_effect(location)
    assert len(noted) == len(read_decisions(location)) == (1 if step == "_remove_generations" else 0)


def test_a_place_where_no_decision_can_be_written_is_found_before_the_building(
    location: Path, tmp_path: Path, read_ids: list[str]
) -> None:
    (location / NAME).symlink_to(tmp_path / "shared" / NAME)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / NAME).write_text("")
    (tmp_path / "shared" / f"{NAME}.lock").mkdir()
    read_ids.clear()
    with pytest.raises(CurationError, match="cannot be written"):
        apply_decision(location, merge("Altora", "Helvara"), lambda decision: None)
    assert read_ids == []


def test_what_is_written_down_meanwhile_is_kept_beside_it(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Decision] = []
    read_all = pipeline.read_all

    def read_slowly(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
        for reading in read_all(articles, model, jobs):
            add_decision(location, merge("Belmara", "Helvara")(open_store(location)))
            yield reading

    monkeypatch.setattr(pipeline, "read_all", read_slowly)
    apply_decision(location, merge("Altora", "Helvara"), noted.append)
    first, second = read_decisions(location)
    assert [first.number, second.number] == [1, 2] and noted == [second]
    monkeypatch.undo()


def test_what_is_not_there_cannot_be_decided_on(tmp_path: Path) -> None:
    for arguments in (["merge", "Altora", "Helvara"], ["undo", "1"]):
        assert main(["curate", *arguments, "--store", str(tmp_path / "none")]) == 1
    assert not (tmp_path / "none").exists()


STEPS = st.sampled_from(["decide", "decide later", "undo", "undo later", "build", "build less"])


@given(
    steps=st.lists(
        st.tuples(
            STEPS, st.integers(0, 7), st.sampled_from(["", "", "reading", "_point_to", "force_all_to_disk"])
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=10)
def test_whatever_happens_the_decisions_and_the_graph_agree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    """Of what fails nothing is kept; a step that builds leaves a graph with all that is decided in effect."""
    folder = tmp_path_factory.mktemp("steps")
    location, paths = folder / "graph", write_articles(folder / "in", TEXTS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "read_all", _read_all)
        patched.setattr(os, "fsync", lambda descriptor: None)  # Nobody cuts the power here.
        build(paths, location)
        for step, number, failure in steps:
            before = ((location / "CURRENT").read_text(), read_decisions(location))
            with pytest.MonkeyPatch.context() as failing:
                _let_fail(failing, failure)
                try:
                    done = _take(step, number, location, paths)
                except (KeyboardInterrupt, KgError):
                    assert ((location / "CURRENT").read_text(), read_decisions(location)) == before
                    continue
            assert read_decisions(location) == done(before[1])
            if not step.endswith("later"):
                assert is_in_effect(location)
        build(paths, location)
        assert is_in_effect(location)
        fresh = folder / "fresh"
        fresh.mkdir()
        if (location / NAME).exists():
            (fresh / NAME).write_bytes((location / NAME).read_bytes())
        build(paths, fresh)
        assert to_nquads(location) == to_nquads(fresh)
    assert len(os.listdir(location)) <= 7  # CURRENT, LOCK, two generations, the decisions and their lock


def _read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
    return (read_first_word(article) for article in articles)


def _let_fail(patched: pytest.MonkeyPatch, where: str) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    if where == "reading":
        patched.setattr(pipeline, "read_all", _fail(KeyboardInterrupt()))
    elif where:
        patched.setattr(generations, where, fail)


def _take(
    step: str, number: int, location: Path, paths: list[Path]
) -> Callable[[tuple[Decision, ...]], tuple[Decision, ...]]:
    """Takes a step; gives what it should have made of the decisions."""
    noted: list[Decision] = []
    decide = merge(NAMES[number], NAMES[(number + 3) % len(NAMES)])
    if step == "build":
        build(paths, location)
    elif step == "build less":
        build(paths[: number + 1], location)
    elif step == "decide":
        apply_decision(location, decide, noted.append)
    elif step == "decide later":
        noted.append(add_decision(location, decide(open_store(location))))
    elif step == "undo":
        undo_decision(location, number, noted.append)
    else:
        noted.append(remove_decision(location, number))
    if step.startswith("undo"):
        return lambda before: tuple(one for one in before if one not in noted)
    return lambda before: (*before, *noted)
