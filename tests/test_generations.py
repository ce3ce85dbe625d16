"""The folder of a graph: what is ours in it is known, and what is somebody else's is left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import generations
from kg.errors import BrokenGraphError, StoreError
from kg.generations import building, check_location, is_generation, is_store_file
from kg.store import open_store
from kg.store_writing import new_generation
from tests.test_store import build, folders_in, words_in


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What somebody may keep in a folder that is then named as that of the graph.
FOREIGN = {
    "a file": {"thesis.txt": "years of work"},
    "a folder that is called like a generation": {"generation-7/weights.bin": "years of work"},
    "a folder that is called exactly like a generation": {"generation-000007/weights.bin": "years of work"},
    "a generation of something else": {"generation-000007/manifest.json": "{}"},
    "another database": {"CURRENT": "MANIFEST-000005\n", "LOCK": "", "MANIFEST-000005": "years of work"},
    "a file that is called CURRENT": {"CURRENT": "flows downstream"},
}


def _fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_a_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path, files: dict[str, str]) -> None:
    _fill(tmp_path, files)
    before = _state(tmp_path)
    with pytest.raises(StoreError, match=r"no graph of kg.*it holds .*--store") as caught:
        build(tmp_path, "first")
    assert min(files).split("/")[0] in str(caught.value)
    assert _state(tmp_path) == before


OURS = {
    "nothing": {},
    "what make clean spares": {"curation.ttl": ""},
    "decisions with their lock": {"curation.ttl": "", "curation.ttl.lock": "", "LOCK": ""},
    "a build that was killed while it took over a graph": {
        "LOCK": "",
        "generation-000001/rdf.tmp/CURRENT": "",
    },
    "a first build that was killed early": {"LOCK": "", "generation-000001/rdf/CURRENT": ""},
    "a first build that was killed late": {
        "LOCK": "",
        "CURRENT.new": "",
        "generation-000001/rdf/CURRENT": "",
        "generation-000001/articles.jsonl": "",
        "generation-000001/manifest.json": "",
    },
    "hidden files": {".gitkeep": ""},
}


@pytest.mark.parametrize("files", OURS.values(), ids=OURS)
def test_what_builds_and_make_clean_leave_is_built_upon(tmp_path: Path, files: dict[str, str]) -> None:
    _fill(tmp_path, files)
    (tmp_path / "generation-000002").mkdir()
    build(tmp_path, "first")
    assert words_in(tmp_path) == {"first"}
    assert len(folders_in(tmp_path)) == 1


def test_files_beside_a_graph_do_not_hinder_it(tmp_path: Path) -> None:
    build(tmp_path, "first")
    (tmp_path / "graph.gexf").write_text("drawn")
    build(tmp_path, "second")
    assert words_in(tmp_path) == {"second"} and (tmp_path / "graph.gexf").read_text() == "drawn"


def test_folders_of_somebody_else_stay_and_their_names_are_not_taken(tmp_path: Path) -> None:
    build(tmp_path / "graph", "first")
    theirs = {
        "generation-000002/weights.bin": "years of work",
        "generation-000003/rdf": "a file, no folder",
        "generation-000004/articles.jsonl": "no graph beside it",
        "generation-000099/rdf/data": "beside something else",
        "generation-000099/other": "years of work",
        "generation-12/weights.bin": "years of work",
        "generation-new/rdf/data": "years of work",
    }
    _fill(tmp_path / "graph", theirs)
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "rdf").mkdir()
    (tmp_path / "graph" / "generation-000005").symlink_to(tmp_path / "far")
    for name in ("second", "third", "fourth"):
        build(tmp_path / "graph", name)
        assert words_in(tmp_path / "graph") == {name}
    found = _state(tmp_path / "graph")
    assert {name: found.get(name) for name in theirs} == {
        name: text.encode() for name, text in theirs.items()
    }
    assert (tmp_path / "graph" / "generation-000005" / "rdf").is_dir()
    ours = {name for name in folders_in(tmp_path / "graph") if is_generation(tmp_path / "graph" / name)}
    assert ours == {"generation-000007", "generation-000008"}


@pytest.mark.parametrize(
    "text",
    ["../elsewhere/generation-000001", "generation-1", "generation-000000", "generation-٠٠٠٠٠١", "", "a\0b"],
)
def test_a_current_that_names_no_generation_is_not_obeyed(tmp_path: Path, text: str) -> None:
    build(tmp_path / "elsewhere", "hidden")
    build(tmp_path / "graph", "first")
    (tmp_path / "graph" / "CURRENT").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenGraphError, match=r"CURRENT names no generation.*kg build"):
        open_store(tmp_path / "graph")
    with pytest.raises(KeyboardInterrupt), new_generation(tmp_path / "graph"):
        raise KeyboardInterrupt
    assert folders_in(tmp_path / "graph") == ["generation-000001"]  # It may be what somebody wants back.
    build(tmp_path / "graph", "second")
    assert words_in(tmp_path / "graph") == {"second"} and len(folders_in(tmp_path / "graph")) == 1


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to("none")])
def test_a_current_that_is_no_file_is_not_waited_for(tmp_path: Path, make: object) -> None:
    build(tmp_path, "first")
    (tmp_path / "CURRENT").unlink()
    make(tmp_path / "CURRENT")  # type: ignore[operator]
    with pytest.raises(BrokenGraphError, match="CURRENT names no generation"):
        open_store(tmp_path)


def test_a_generation_that_was_removed_in_part_goes_with_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, "first")
    build(tmp_path, "second")
    with monkeypatch.context() as patched:
        patched.setattr(generations.shutil, "rmtree", lambda *_, **__: None)  # as where a file is in use
        build(tmp_path, "third")
    assert len(folders_in(tmp_path)) == 3
    build(tmp_path, "fourth")
    assert folders_in(tmp_path) == ["generation-000003", "generation-000004"]


def test_the_lock_is_held_from_the_first_look_to_the_swap(tmp_path: Path) -> None:
    with building(tmp_path) as site:
        with pytest.raises(StoreError, match="another build is writing to"):
            build(tmp_path, "another")
        with new_generation(site) as generation:
            generation.manifest = {"name": "first"}
        with pytest.raises(StoreError, match="another build is writing to"):
            build(tmp_path, "another")
    build(tmp_path, "second")


def test_a_lock_that_is_no_file_is_a_clear_error(tmp_path: Path) -> None:
    build(tmp_path, "first")
    (tmp_path / "LOCK").unlink()
    (tmp_path / "LOCK").mkdir()
    with pytest.raises(StoreError, match=r"cannot lock .*LOCK"):
        build(tmp_path, "second")


def test_what_belongs_to_a_graph_is_known_by_its_place(tmp_path: Path) -> None:
    build(tmp_path / "graph", "first")
    (tmp_path / "cleaned").mkdir()
    (tmp_path / "cleaned" / "curation.ttl").write_text("")
    (tmp_path / "copied").mkdir()
    (tmp_path / "graph" / "generation-000001").rename(tmp_path / "copied" / "generation-000001")
    ours = [
        "graph/CURRENT",
        "graph/LOCK",
        "graph/curation.ttl",
        "graph/curation.ttl.lock",
        "graph/generation-000004",
        "graph/generation-000004/rdf/x",
        "cleaned/curation.ttl",
        "copied/generation-000001/articles.jsonl",
    ]
    others = ["graph/graph.gexf", "graph", "CURRENT", "curation.ttl", "copied/x", "graph/generation-x/y"]
    assert [name for name in ours if not is_store_file(tmp_path / name)] == []
    assert [name for name in others if is_store_file(tmp_path / name)] == []


def test_a_graph_is_checked_before_anything_is_made(tmp_path: Path) -> None:
    check_location(tmp_path / "new" / "graph")
    assert not (tmp_path / "new").exists()
