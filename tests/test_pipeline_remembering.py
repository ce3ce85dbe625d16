"""What files held, remembered: no file is read twice, and none is taken for what it is no more."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import grimp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError, UnopenedError
from kg.generations import FILES, is_store_file
from kg.model import Article
from kg.pipeline import BuildSummary, build, remembering
from kg.pipeline.fingerprint import READING_FILES
from kg.readers import READERS
from kg.readers import read_file as read
from tests.first_words import TEXTS, to_nquads, write_articles

FRENCH = "Le directeur de l'agence a dit que la fusée ne sera pas prête avant le printemps de cette année."
MENDED = "Orbita said that itâ€™s going to the sun, and that the flight will be in the winter of the year."


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, where the clock is exact enough for files just made."""
    names: list[str] = []

    def note(path: Path) -> Iterator[Article | ArticleError]:
        names.append(path.name)
        return read(path)

    monkeypatch.setattr(remembering, "read_file", note)
    monkeypatch.setattr(remembering, "CLOCK_TICK", 0)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles, a copy of one, one in another language, one with a fault that is mended, three in a file."""
    folder = tmp_path / "in"
    write_articles(folder, TEXTS | {"copy": TEXTS["moon"], "french": FRENCH, "mended": MENDED})
    lines = [
        {"text": f"Orbita said this for the {time} time, and that it is going."} for time in ("1st", "2nd")
    ]
    (folder / "lines.jsonl").write_text("\n".join([*map(json.dumps, lines), "{", ""]))
    return folder


def _build(folder: Path) -> BuildSummary:
    """Builds beside the folder; the time that it took is left out."""
    return replace(build([folder], folder.parent / "graph"), seconds=0, words_per_second=None)


def test_what_nobody_has_touched_is_not_read_again(
    folder: Path, opened: list[str], read_ids: list[str]
) -> None:
    first = _build(folder)
    assert len(opened) == 7 and len(first.failed) == 2 and first.duplicates and first.warnings
    opened.clear()
    again = _build(folder)
    assert opened == [] and not again.changed
    assert list(map(str, again.failed)) == list(map(str, first.failed))
    unchanged = {"read": 0, "failed": (), "jobs": 1}
    assert replace(again, **unchanged) == replace(first, **unchanged)


def test_what_changed_is_read_again_whatever_its_times_say(
    folder: Path, opened: list[str], read_ids: list[str]
) -> None:
    _build(folder)
    opened.clear()
    path = folder / "moon.txt"
    before = path.stat()
    path.write_text(TEXTS["moon"].replace("spring", "autumn"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert _build(folder).changed
    assert opened == ["moon.txt"]
    assert b"moon.txt" in (folder.parent / "graph" / FILES).read_bytes()


def test_a_file_changed_just_before_it_was_read_is_read_again(
    folder: Path, opened: list[str], read_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "CLOCK_TICK", 10**15)
    _build(folder)
    opened.clear()
    _build(folder)
    assert len(opened) == 7


def test_an_article_that_the_graph_does_not_have_is_read_again(
    folder: Path, opened: list[str], read_ids: list[str]
) -> None:
    write_articles(folder, {"fault": "This one is broken, and that is all there is to say of it."})
    _build(folder)
    opened.clear()
    assert [fault.reason for fault in _build(folder).failed if "broken" in fault.reason]
    assert opened == ["fault.txt"]


def test_what_could_not_be_opened_is_tried_again(
    folder: Path, opened: list[str], read_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> Iterator[Article | ArticleError]:
        return iter([UnopenedError(path.name, "cannot be opened")]) if path.name == "mars.txt" else read(path)

    with monkeypatch.context() as context:
        context.setattr(remembering, "read_file", fail)
        _build(folder)
    opened.clear()
    assert _build(folder).read == 1 and opened == ["mars.txt"]


def test_other_code_reads_everything_again(
    folder: Path, opened: list[str], read_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _build(folder)
    opened.clear()
    monkeypatch.setattr(remembering, "digest_readers", lambda: "another")
    assert not _build(folder).changed and len(opened) == 7


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_notes_change_nothing(
    folder: Path, opened: list[str], read_ids: list[str], data: st.DataObject
) -> None:
    first = _build(folder)
    notes = folder.parent / "graph" / FILES
    written = notes.read_bytes()
    start = data.draw(st.integers(0, len(written)))
    end = data.draw(st.integers(start, len(written)))
    notes.write_bytes(written[:start] + data.draw(st.binary(max_size=9)) + written[end:])
    again = _build(folder)
    assert not again.changed
    assert (again.counts, again.duplicates) == (first.counts, first.duplicates)
    assert list(map(str, again.failed)) == list(map(str, first.failed))


def test_the_notes_belong_to_the_graph(folder: Path, opened: list[str], read_ids: list[str]) -> None:
    _build(folder)
    assert is_store_file(folder.parent / "graph" / FILES)
    whole = to_nquads(folder.parent / "graph")
    (folder.parent / "graph" / FILES).unlink()
    (folder / "venus.txt").unlink()
    _build(folder)
    write_articles(folder, {"venus": TEXTS["venus"]})
    _build(folder)
    assert to_nquads(folder.parent / "graph") == whole


def test_every_module_that_reads_files_is_in_the_digest() -> None:
    graph = grimp.build_graph("kg", exclude_type_checking_imports=True)
    roots = {"kg.readers", *graph.find_descendants("kg.readers")}
    assert len(roots) > len(READERS) // 2
    imported = roots.union(*map(graph.find_upstream_modules, roots))
    paths = {name.removeprefix("kg.").replace(".", "/") for name in imported - {"kg"}}
    covered = "|".join(re.escape(part.removesuffix(".py")) for part in READING_FILES)
    # Imported on the way to them by kg.generations, and changes nothing that is read.
    assert {path for path in paths if not re.match(rf"(?:{covered})(?:/|$)", path)} == {"locks"}
