"""Whatever of a graph cannot be read, a build makes it anew from the articles, and says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg import pipeline
from kg.cli import main
from kg.errors import StoreError
from kg.pipeline import build
from kg.store import GraphStore, open_store
from kg.store_writing import new_generation
from kg.vocab import BASE_IRI, CURATION_GRAPH, RDF, SP
from tests.first_words import TEXTS, to_nquads, write_articles


@pytest.fixture
def location(tmp_path: Path, read_ids: list[str]) -> Path:
    """Where a graph of the three articles lies; nothing counts as read yet."""
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    read_ids.clear()
    return tmp_path / "graph"


def _decide_wrongly(location: Path, *numbers: str) -> None:
    """A graph with decisions in it that this version would never write."""
    store, decision = open_store(location), BASE_IRI + "decision/"
    pairs = [(RDF.type, NamedNode(SP.Rejection)), (SP.decidesOn, NamedNode("urn:x"))]
    with new_generation(location) as generation:
        generation.add_quads(store.quads())
        generation.add_quads(
            Quad(NamedNode(decision + number), NamedNode(predicate), value, NamedNode(CURATION_GRAPH))
            for number in numbers
            for predicate, value in pairs
        )
        for article in store.articles():
            generation.add_article(article)
        generation.manifest = {"reading": store.manifest["reading"]}


def _change_current(name: str, change: Callable[[Path], object]) -> Callable[[Path], None]:
    def damage(location: Path) -> None:
        change(location / (location / "CURRENT").read_text().strip() / name)

    return damage


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no manifest": _change_current("manifest.json", Path.unlink),
    "half a manifest": _change_current("manifest.json", lambda path: path.write_text('{"store_format": 1')),
    "a manifest that is no object": _change_current("manifest.json", lambda path: path.write_text("[]")),
    "another version": _change_current("manifest.json", lambda path: path.write_text('{"store_format": 0}')),
    "no articles": _change_current("articles.jsonl", Path.unlink),
    "half an article": _change_current("articles.jsonl", lambda path: path.write_text('{"id": "a')),
    "an article that is none": _change_current("articles.jsonl", lambda path: path.write_text("[]\n")),
    "articles that are no text": _change_current(
        "articles.jsonl", lambda path: path.write_bytes(b"\xff\xfe")
    ),
    "no store": _change_current("rdf/CURRENT", Path.unlink),
    "a store that is garbled": _change_current("rdf/CURRENT", lambda path: path.write_text("junk")),
    "no generation": _change_current("", lambda path: path.rename(path.with_name("elsewhere"))),
    "a CURRENT that is empty": lambda location: (location / "CURRENT").write_text(""),
    "a decision twice": lambda location: _decide_wrongly(location, "1", "01"),
    "a decision with a foreign number": lambda location: _decide_wrongly(location, "٣"),
    "a decision without a number": lambda location: _decide_wrongly(location, ""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_broken_graph_is_built_anew_with_a_warning(
    tmp_path: Path,
    location: Path,
    read_ids: list[str],
    damage: Callable[[Path], object],
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = to_nquads(location)
    damage(location)
    assert main(["build", str(tmp_path / "in"), "--store", str(location)]) == 0
    assert read_ids == ["mars", "moon", "venus"]
    out, err = capsys.readouterr()
    assert "3 articles read, 0 copied" in out
    [warning] = [line for line in err.splitlines() if line.startswith("kg: warning: ") and "anew" in line]
    assert str(location) in warning and "kg build" not in warning
    assert to_nquads(location) == whole
    assert build([tmp_path / "in"], location).warnings == ()


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def test_no_file_of_the_graph_is_kept_that_is_not_what_was_written(
    tmp_path: Path, location: Path, read_ids: list[str]
) -> None:
    whole = to_nquads(location)
    count = len(open_store(location).manifest["files"])
    assert count > 5
    for number in range(count):
        files = open_store(location).manifest["files"]
        name = sorted(files)[number % len(files)]
        path = location / (location / "CURRENT").read_text().strip() / name
        if not path.stat().st_size:
            continue
        read_ids.clear()
        (_flip if number % 2 else _cut)(path)
        (warning,) = build([tmp_path / "in"], location).warnings
        assert "all articles are read anew" in warning
        assert read_ids == ["mars", "moon", "venus"]
        assert to_nquads(location) == whole


def test_a_graph_that_cannot_be_counted_is_not_left_as_it_is(
    tmp_path: Path, location: Path, read_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = pipeline.planning.read_counts, []

    def fail(store: GraphStore) -> object:
        calls.append(store)
        raise RuntimeError("Corruption: block checksum mismatch")

    monkeypatch.setattr(pipeline.planning, "read_counts", fail)
    summary = build([tmp_path / "in"], location)
    assert calls and summary.counts == real(open_store(location))
    assert read_ids == ["mars", "moon", "venus"] and "checksum" in summary.warnings[0]


def test_a_graph_that_is_not_there_yet_is_no_reason_to_warn(tmp_path: Path, read_ids: list[str]) -> None:
    paths = write_articles(tmp_path / "in", TEXTS)
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "curation.ttl").write_text("", encoding="utf-8")
    assert build(paths, tmp_path / "graph").warnings == ()


def test_without_article_files_a_broken_graph_says_how_to_make_it_anew(
    location: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGES["half an article"](location)
    assert main(["curate", "merge", "Orbita", "Freedonia", "--store", str(location)]) == 1
    assert "kg build" in capsys.readouterr().err
    assert not (location / "curation.ttl").exists()


def test_the_manifest_says_from_what_the_graph_was_built(
    tmp_path: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "in", {"moon": TEXTS["moon"] + " It is round."})
    build([Path("in")], location)
    inputs = open_store(location).inputs
    assert inputs.paths == (str(tmp_path / "in"),) and ".txt" in inputs.suffixes
    pipeline.rebuild(location)
    assert open_store(location).inputs == inputs


def test_a_folder_of_something_else_is_refused_before_articles_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    with pytest.raises(StoreError, match=r"it holds thesis\.txt"):
        build([tmp_path / "no such articles"], tmp_path / "home")
