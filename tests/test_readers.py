"""Which files are found, in which order, and that one bad file loses nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import ArticleError, UsageError
from kg.export import Drawing, export
from kg.model import Article
from kg.pipeline import build
from kg.readers import READERS, find_files, read_articles
from kg.report import write_report
from kg.store import new_generation, open_store
from tests.first_words import TEXTS

TEXT = "The agency said on Tuesday that it had not heard of the plan.\n"
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, one of them in a folder inside it, and things that are no articles."""
    inner = tmp_path / "news" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "news" / ".hidden").mkdir()
    for name in ("b.txt", "inner/a.TXT", ".hidden/c.txt", ".d.txt", "README.md", "photo.png", "notes"):
        (tmp_path / "news" / name).write_text(TEXT)
    return tmp_path / "news"


def only_error(*paths: Path) -> str:
    (result,) = read_articles(paths)
    assert isinstance(result, ArticleError)
    return str(result)


def test_folder_gives_articles_of_known_suffix_and_no_hidden_file(folder: Path) -> None:
    assert find_files([folder]) == [folder / "b.txt", folder / "inner" / "a.TXT"]


def test_order_of_the_paths_does_not_matter(folder: Path) -> None:
    paths = [folder / "inner", folder / "b.txt", folder]
    assert find_files(paths) == find_files(reversed(paths)) == find_files([folder])


def test_file_that_is_named_twice_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert find_files([Path("b.txt"), folder / "b.txt", Path("inner/../b.txt")]) == [Path("b.txt")]


def test_readme_that_is_named_is_read(folder: Path) -> None:
    assert find_files([folder / "README.md"]) == [folder / "README.md"]


def test_named_file_of_unknown_suffix_is_reported_and_lists_the_known(folder: Path) -> None:
    message = only_error(folder / "photo.png")
    assert "photo.png: no reader for '.png' files" in message
    assert all(suffix in message for suffix in READERS)


def test_path_that_does_not_exist_is_misuse_and_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt: no such file or folder"):
        read_articles([tmp_path / "nowhere.txt"])


def test_loop_of_links_ends(folder: Path) -> None:
    (folder / "inner" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "inner" / "self").symlink_to("self")
    assert [path.name for path in find_files([folder])] == ["b.txt", "a.TXT"]


def test_linked_folder_is_read(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "z.txt").write_text(TEXT)
    (folder / "link").symlink_to(elsewhere, target_is_directory=True)
    assert folder / "link" / "z.txt" in find_files([folder])


def test_dangling_link_is_reported(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    errors = [str(result) for result in read_articles([folder]) if isinstance(result, ArticleError)]
    assert [error.split(": ", 1)[1] for error in errors] == ["cannot be opened: No such file or directory"]


def test_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    results = list(read_articles([tmp_path]))
    assert [str(result).split(": ", 1)[1] for result in results] == [
        "is not a regular file: give a file with text in it"
    ] * 2


@pytest.mark.skipif(AS_ROOT, reason="nothing is closed to root")
@pytest.mark.parametrize("suffix", READERS)
def test_file_without_permission_is_reported(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"closed{suffix}"
    path.write_text(TEXT)
    path.chmod(0)
    assert "cannot be opened: Permission denied" in only_error(path)


@pytest.mark.parametrize("suffix", READERS)
def test_error_of_the_system_is_reported(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    path = tmp_path / f"closed{suffix}"
    path.write_text(TEXT)
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert only_error(path) == f"{path}: cannot be opened: Permission denied"


def test_folder_that_cannot_be_opened_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    good, bad = read_articles([folder])
    assert isinstance(good, Article)
    assert str(bad) == f"{folder / 'inner'}: the folder cannot be opened: check its permissions"


def test_bad_files_are_named_and_the_good_ones_read(folder: Path) -> None:
    (folder / "empty.txt").write_text(" \n\n")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    results = list(read_articles([folder]))
    assert [result.id for result in results if isinstance(result, Article)] == ["b", "a"]
    assert [str(result) for result in results if isinstance(result, ArticleError)] == [
        f"{folder / 'empty.txt'}: is empty: there is no text to read",
        f"{folder / 'picture.txt'}: is binary, not text",
    ]


def test_file_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TEXT)
    message = only_error(path)
    assert message.encode("utf-8").startswith(os.fsencode(tmp_path) + rb"/caf\udce9.txt: id: half of")


def test_a_graph_inside_of_the_folder_is_no_article(folder: Path) -> None:
    store = folder / "graph"
    for name in ("first", "second"):
        with new_generation(store) as generation:
            generation.add_article(Article("kept", TEXT))
            generation.manifest = {"name": name}
    (store / "generation-000003" / "rdf").mkdir(parents=True)  # as a build that was killed leaves it
    (store / "generation-000003" / "articles.jsonl").write_text("{")
    (store / "note.txt").write_text(TEXT)
    (folder / "generation-000001").mkdir()
    (folder / "generation-000001" / "articles.jsonl").write_text("{}")
    found = [str(path.relative_to(folder)) for path in find_files([folder])]
    assert found == ["b.txt", "generation-000001/articles.jsonl", "graph/note.txt", "inner/a.TXT"]
    assert find_files([store / "generation-000002"]) == [store / "generation-000002" / "articles.jsonl"]


def test_what_is_gone_goes_from_a_graph_inside_of_the_folder(tmp_path: Path, read_ids: list[str]) -> None:
    for name, next_name in (("moon", "mars"), ("mars", "venus")):
        (tmp_path / f"{name}.txt").write_text(TEXTS[name])
        build([tmp_path], tmp_path / "build" / "graph")
        (tmp_path / f"{name}.txt").unlink()
        (tmp_path / f"{next_name}.txt").write_text(TEXTS[next_name])
        build([tmp_path], tmp_path / "build" / "graph")
        articles = open_store(tmp_path / "build" / "graph").articles()
        assert [article.id for article in articles] == [next_name]


def test_pages_that_kg_wrote_are_no_articles_but_can_be_named(tmp_path: Path, written_graph: Path) -> None:
    store = open_store(written_graph)
    export(store, "html", tmp_path / "graph.html")
    write_report(store, tmp_path / "report.HTM", Drawing())
    (tmp_path / "news.html").write_text(f"<html><head><title>News</title></head><body>{TEXT}</body></html>")
    assert find_files([tmp_path]) == [tmp_path / "news.html"]
    assert find_files([tmp_path / "graph.html"]) == [tmp_path / "graph.html"]
