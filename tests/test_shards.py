"""Shards: the graph that they load is that of a build, whoever read them and however often."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.pipeline import ray_engine, shards
from kg.pipeline.ray_engine import _Task, read_task
from kg.readers import find_files
from kg.settings import LONGEST_ARTICLE
from tests.conftest import Run
from tests.first_words import TEXTS, read_first_word, to_nquads, write_articles
from tests.servers import start_oxigraph

READING = {"kg": "test"}


@pytest.fixture(autouse=True)
def first_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reads without a model; gives the ids of the articles that were read."""
    ids: list[str] = []

    def read(article: object, model: str) -> object:
        ids.append(article.id)  # type: ignore[attr-defined]
        return read_first_word(article)  # type: ignore[arg-type]

    monkeypatch.setattr(shards, "read_article", read)
    monkeypatch.setattr(ray_engine, "ARTICLES_PER_SHARD", 2)
    return ids


def read_folder(articles: Path, folder: Path) -> object:
    folder.mkdir(exist_ok=True)
    files = tuple(map(str, find_files([articles])))
    return read_task(_Task(files, str(folder), "none", LONGEST_ARTICLE, READING, named=()))


def test_a_graph_of_shards_is_that_of_a_build(kg: Run, read_ids: list[str], tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", TEXTS)
    read_folder(tmp_path / "articles", tmp_path / "shards")
    assert len(list((tmp_path / "shards").glob("*.json"))) == 2
    assert kg("load", tmp_path / "shards", "--store", tmp_path / "loaded").code == 0
    assert kg("build", tmp_path / "articles", "--store", tmp_path / "built").code == 0
    assert to_nquads(tmp_path / "loaded") == to_nquads(tmp_path / "built")
    with start_oxigraph(tmp_path / "server") as server:
        assert kg("load", tmp_path / "shards", "--store", server.address).code == 0
        export = tmp_path / "server.nq"
        assert kg("export", "nquads", export, "--store", server.address).code == 0
    assert export.read_bytes() == to_nquads(tmp_path / "built")


def test_a_copy_in_another_shard_counts_once_with_the_smaller_id(
    kg: Run, read_ids: list[str], tmp_path: Path
) -> None:
    copies = TEXTS | {"again": TEXTS["venus"], "zeta": TEXTS["mars"]}
    articles = write_articles(tmp_path / "articles", copies)
    for number, path in enumerate(articles):
        read_folder(path, tmp_path / "shards")
        assert len(list((tmp_path / "shards").glob("*.json"))) == number + 1
    assert kg("load", tmp_path / "shards", "--store", tmp_path / "loaded").code == 0
    assert kg("build", tmp_path / "articles", "--store", tmp_path / "built").code == 0
    assert to_nquads(tmp_path / "loaded") == to_nquads(tmp_path / "built")


def test_a_shard_that_is_there_is_not_read_again(first_words: list[str], tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", TEXTS | {"bad": "broken, and nothing of it can be read at all"})
    once = read_folder(tmp_path / "articles", tmp_path / "shards")
    files = {path.name: path.read_bytes() for path in (tmp_path / "shards").iterdir()}
    assert len(first_words) == 4
    assert read_folder(tmp_path / "articles", tmp_path / "shards") == once
    assert len(first_words) == 4
    # What was killed in the middle leaves no manifest.
    next((tmp_path / "shards").glob("*.json")).unlink()
    assert read_folder(tmp_path / "articles", tmp_path / "shards") == once
    assert {path.name: path.read_bytes() for path in (tmp_path / "shards").iterdir()} == files


def test_shards_of_two_versions_are_not_mixed(kg: Run, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", TEXTS)
    read_folder(tmp_path / "articles", tmp_path / "shards")
    manifest = next((tmp_path / "shards").glob("*.json"))
    manifest.write_text(json.dumps({"reading": {"kg": "other"}, "failed": []}), encoding="utf-8")
    answer = kg("load", tmp_path / "shards", "--store", tmp_path / "graph")
    assert answer.code == 1 and "different versions" in answer.err


@pytest.mark.parametrize("suffix", [shards.QUADS, shards.ARTICLES, shards.MANIFEST])
def test_a_damaged_shard_is_named_and_the_graph_stays(kg: Run, tmp_path: Path, suffix: str) -> None:
    write_articles(tmp_path / "articles", TEXTS)
    read_folder(tmp_path / "articles", tmp_path / "shards")
    assert kg("load", tmp_path / "shards", "--store", tmp_path / "graph").code == 0
    before = to_nquads(tmp_path / "graph")
    path = next((tmp_path / "shards").glob(f"*{suffix}"))
    path.write_bytes(gzip.compress(b"<a> <b") if suffix.endswith("gz") else b"{")
    answer = kg("load", tmp_path / "shards", "--store", tmp_path / "graph")
    assert answer.code == 1
    assert path.name.split(".")[0] in answer.err and "fault of kg" not in answer.err
    assert to_nquads(tmp_path / "graph") == before


def test_nothing_to_load(kg: Run, tmp_path: Path, written_graph: Path) -> None:
    assert "no shards in" in kg("load", tmp_path, "--store", tmp_path / "graph").err
    answer = kg("load", written_graph, "--store", tmp_path / "graph")
    assert answer.code == 2 and "a server with --store" in answer.err


def test_without_ray_it_is_said_how_to_get_it(kg: Run, hide: object, articles_folder: Path) -> None:
    hide("ray")  # type: ignore[operator]
    answer = kg("build", articles_folder, "--engine", "ray")
    assert answer.code == 1 and "pip install 'spacepolicy-kg[ray]'" in answer.err
