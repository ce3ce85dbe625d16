"""A graph that is built by its difference to the one before is the graph that is built from nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.curation import Decision, add_decision
from kg.curation.decisions import Target
from kg.pipeline import build
from kg.store import open_store
from kg.vocab import ENTITIES_GRAPH, actor_iri
from tests.first_words import TEXTS, to_nquads, write_articles

REPORT = " ".join(f"On day {day} the crew was told of its part {day * 7} in the work." for day in range(9))
NAMES = ("Orbita", "Freedonia", "ORBITA", "Kosmoflot", "broken")
PLACES = ("a", "b", "c", "d")
# A file gets a text about another actor, or is gone.
WRITTEN = st.tuples(st.sampled_from(PLACES), st.sampled_from(NAMES), st.integers(0, 2))
GONE = st.tuples(st.sampled_from(PLACES))
# A file gets a text that others print too, with words of its own before or behind it, or not all of it.
PRINTED = st.tuples(st.just("print"), st.sampled_from(PLACES), st.integers(0, 5), st.none(), st.none())
# One actor is taken for another one.
MERGED = st.tuples(st.just("merge"), st.sampled_from(NAMES[:3]), st.sampled_from(NAMES[:4]), st.none())
STEPS = st.lists(st.lists(WRITTEN | GONE | MERGED | PRINTED, min_size=1, max_size=4), min_size=1, max_size=3)


def take(steps: Iterable[tuple[object, ...]], folder: Path, location: Path) -> None:
    """Change the articles and the decisions."""
    for step in steps:
        match step:
            case ("merge", str(name), str(other), None):
                subject, into = (actor_iri("Organization", one) for one in (name, other))
                if subject != into:
                    add_decision(location, Decision("merge", subject, Target(into, other, "Organization")))
            case ("print", str(place), int(number), None, None):
                write_articles(folder, {place: f"Orbita {number}. {REPORT[number * 60 :]}"})
            case (str(place), str(name), int(number)):
                text = f"{name} said that it is going to the moon, and that this is the {number} time."
                write_articles(folder, {place: text})
            case (str(place),):
                (folder / f"{place}.txt").unlink(missing_ok=True)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
@example([[("a", "Orbita", 0), ("b", "ORBITA", 0)], [("b",)], [("a", "Freedonia", 0)], [("b", "Orbita", 1)]])
@example(
    [
        [("print", "a", 0, None, None), ("print", "b", 1, None, None)],
        [("print", "c", 3, None, None)],
        [("a",)],
    ]
)
@example([[("a", "Orbita", 0), ("b", "broken", 0)], [("merge", "Orbita", "Kosmoflot", None)], [("b",)]])
def test_any_steps_lead_to_the_graph_of_what_there_is(
    read_ids: list[str], steps: list[list[tuple[object, ...]]]
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, location, fresh = (Path(temporary, name) for name in ("in", "graph", "fresh"))
        build(write_articles(folder, TEXTS), location)
        for number, some in enumerate(steps):
            take(some, folder, location)
            build([folder], location)
            decided = location / "curation.ttl"
            anew = fresh / str(number)
            anew.mkdir(parents=True)
            if decided.exists():
                (anew / "curation.ttl").write_bytes(decided.read_bytes())
            build([folder], anew)
            assert to_nquads(location) == to_nquads(anew)
            open_store(location).check_files()


def test_files_of_what_has_not_changed_are_shared(tmp_path: Path, read_ids: list[str]) -> None:
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    before = {path: path.read_bytes() for path in (tmp_path / "graph").rglob("*.sst")}
    write_articles(tmp_path / "in", {"moon": TEXTS["moon"] + " Again."})
    summary = build([tmp_path / "in"], tmp_path / "graph")
    assert (summary.read, summary.copied) == (1, 2)
    shared = [path for path in before if path.exists() and os.stat(path).st_nlink > 1]
    assert shared
    assert {path: path.read_bytes() for path in before} == before


def test_a_label_is_that_of_the_articles_that_are_left(tmp_path: Path, read_ids: list[str]) -> None:
    def label() -> set[str]:
        quads = open_store(tmp_path / "graph").quads(ENTITIES_GRAPH)
        return {quad.object.value for quad in quads}  # type: ignore[union-attr]

    texts = {
        "a": "Orbita said yes to the plan of the agency.",
        "b": "ORBITA said no to the plan of the agency.",
    }
    write_articles(tmp_path / "in", texts | {"c": "ORBITA said that it was not asked about the plan."})
    build([tmp_path / "in"], tmp_path / "graph")
    assert label() == {"ORBITA"}
    (tmp_path / "in" / "c.txt").unlink()
    (tmp_path / "in" / "b.txt").unlink()
    build([tmp_path / "in"], tmp_path / "graph")
    assert label() == {"Orbita"}


@pytest.mark.parametrize("at_once", [1_009, 20_011])
def test_how_many_quads_are_loaded_at_once_changes_nothing(
    tmp_path: Path, read_ids: list[str], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write_articles(tmp_path / "in", TEXTS)
    build(paths, tmp_path / "one")
    monkeypatch.setattr("kg.store_writing.QUADS_AT_ONCE", at_once)
    build(paths, tmp_path / "many")
    assert to_nquads(tmp_path / "one") == to_nquads(tmp_path / "many")


def test_a_fresh_build_reads_everything_anew(tmp_path: Path, read_ids: list[str]) -> None:
    paths = write_articles(tmp_path / "in", TEXTS)
    build(paths, tmp_path / "graph")
    whole = to_nquads(tmp_path / "graph")
    read_ids.clear()
    assert main(["build", *map(str, paths), "--store", str(tmp_path / "graph"), "--fresh"]) == 0
    assert sorted(read_ids) == sorted(TEXTS)
    assert to_nquads(tmp_path / "graph") == whole
