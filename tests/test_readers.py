"""Which files are found, in which order, and that one bad file loses nothing else."""

from __future__ import annotations

import gzip
import json
import os
import re
import tracemalloc
from pathlib import Path

import pytest

from kg.errors import ArticleError, OtherContentError, UsageError
from kg.export import ExportOptions, export
from kg.finding import Inputs
from kg.model import Article
from kg.pipeline import build
from kg.pipeline.accounting import Account
from kg.pipeline.accounting import write_report as write_account
from kg.readers import READERS, find_files, find_passed_over, read_articles
from kg.report import write_report
from kg.settings import LARGEST_TEXT
from kg.store import open_store
from kg.store_writing import new_generation
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


def test_what_a_folder_holds_besides_is_listed_with_the_reason(folder: Path, written_graph: Path) -> None:
    export(open_store(written_graph), "html", folder / "graph.html")
    (folder / "LICENSE").touch()
    (folder / "package.json").touch()
    (folder / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert [(str(one.path.relative_to(folder)), one.reason) for one in find_passed_over([folder])] == [
        (".d.txt", "a hidden file"),
        (".hidden", "a hidden folder"),
        ("LICENSE", "a file of a project: name it to read it"),
        ("README.md", "a README: name it to read it"),
        ("graph.html", "a page that kg wrote"),
        ("notes", "a name without a suffix"),
        ("package.json", "a file of a project: name it to read it"),
        ("photo.png", "no reader for '.png' files"),
    ]
    noted = [one.path.name for one in find_passed_over([folder]) if not one.expected]
    assert noted == ["notes", "photo.png"]
    assert folder / "b.txt.gz" in find_files([folder])


OTHER = {
    "map.json": '{"name": "x", "features": [{"at": [1, 2]}]}',
    "numbers.json": "[1, 2, 3]",
    "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>a</loc></url></urlset>',
    "sitemaps.xml": "<sitemapindex/>",
    "logo.xml": "<svg><text>Orbita</text></svg>",
    "index.html": "<ul>" + "<li><a href=a.html>a</a></li>" * 9 + "</ul>",
}
SPOILED = {
    "broken.json": '{"id": ',
    "lost.json": '{"title": "Pact signed", "published": "2024-01-01", "words": "It was signed."}',
    "prose.json": json.dumps({"story": TEXT * 6}),
    "broken.xml": "<rss><channel>",
    "prose.xml": f"<nitf><p>{TEXT * 6}</p></nitf>",
    "page.html": "<ul>" + "<li><a href=a.html>a</a></li>" * 9 + "</ul>",
}


def test_a_folder_passes_over_what_is_clearly_no_article_and_reports_what_should_be_one(
    tmp_path: Path,
) -> None:
    for name, content in (OTHER | SPOILED).items():
        (tmp_path / name).write_text(content)
    found = {Path(error.where).name: error for error in read_articles([tmp_path])}
    assert all(isinstance(error, ArticleError) and error.reason for error in found.values())
    assert {name for name, error in found.items() if isinstance(error, OtherContentError)} == set(OTHER)
    assert set(found) == set(OTHER | SPOILED)


@pytest.mark.parametrize("name", OTHER)
def test_what_is_no_article_but_named_is_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(OTHER[name])
    (error,) = read_articles([tmp_path / name])
    assert isinstance(error, ArticleError) and not isinstance(error, OtherContentError)


def test_what_is_named_is_not_passed_over(folder: Path) -> None:
    named = folder / "README.md"
    assert named not in [one.path for one in find_passed_over([folder, named])]
    assert named in find_files([named, folder])


@pytest.mark.parametrize(
    "address", ["https://example.org/a/b.html", "HTTP://example.org", "ftp://example.org/a"]
)
def test_address_of_the_web_is_refused_and_told_how_to_be_saved(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_articles([Path(address)])
    assert str(caught.value) == (
        f"{address}: no address of the web is opened: save the page (in a browser: Save Page As; "
        f"or `curl -L -o page.html '{address}'`) and name the file"
    )


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


@pytest.mark.skipif(not Path("/proc/version").is_file(), reason="there are no files of the system")
@pytest.mark.parametrize("suffix", READERS)
def test_file_of_the_system_that_tells_no_size_is_not_read(tmp_path: Path, suffix: str) -> None:
    # As the kernel's log: a regular file to all who ask, without a size, and to read it may take for ever.
    (tmp_path / f"version{suffix}").symlink_to("/proc/version")
    assert only_error(tmp_path).split(": ", 1)[1].startswith("is empty: there is no ")


@pytest.mark.parametrize("suffix", READERS)
def test_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, regular = tmp_path / f"news{suffix}", os.stat(__file__)
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda self, **options: regular)
    assert only_error(path) == f"{path}: is not a regular file: give a file with text in it"


def test_what_is_written_to_a_file_while_it_is_read_is_left_for_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    line = json.dumps({"text": TEXT}) + "\n"
    path.write_text(line * 2)
    articles = []
    for article in read_articles([path]):
        articles.append(article)
        with path.open("a") as file:
            file.write(line)
    assert len(articles) == 2


@pytest.mark.parametrize("suffix", READERS)
def test_file_without_end_is_refused_before_it_is_in_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"endless{suffix}"
    path.touch()
    os.truncate(path, 10**12)  # a file with a hole
    tracemalloc.start()
    try:
        message = only_error(path)
        assert tracemalloc.get_traced_memory()[1] < 3 * LARGEST_TEXT
    finally:
        tracemalloc.stop()
    assert re.search(r"has more than \d+ MB, which is the most", message)


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
    def refuse(path: str, *args: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    path = tmp_path / f"closed{suffix}"
    path.write_text(TEXT)
    monkeypatch.setattr(os, "open", refuse)
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


@pytest.mark.parametrize(("suffix", "id"), [(".txt", r"caf\udce9"), (".jsonl", r"caf\udce9:1")])
def test_file_name_that_is_not_utf8_gives_an_id_that_is(tmp_path: Path, suffix: str, id: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9" + suffix.encode()))
    path.write_text(json.dumps({"text": TEXT}) if suffix == ".jsonl" else TEXT)
    (article,) = read_articles([path])
    assert isinstance(article, Article)
    assert article.id == id


def test_page_with_a_file_name_that_is_not_utf8_is_read(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>{TEXT} It was the plan of {year}, as far as was known.</p>" for year in (1, 2, 3)
    )
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html"))
    path.write_text(f"<html><head><title>A plan</title></head><body>{paragraphs}</body></html>")
    (article,) = read_articles([path])
    assert isinstance(article, Article)
    assert article.id == r"caf\udce9"


def test_file_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.touch()
    assert (
        only_error(path).encode("utf-8")
        == os.fsencode(tmp_path) + rb"/caf\udce9.txt: is empty: there is no text to read"
    )


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
    generation = store / "generation-000002"
    assert find_files([generation]) == [generation / "articles.jsonl", generation / "manifest.json"]


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
    write_report(store, tmp_path / "report.HTM", ExportOptions())
    (tmp_path / "news.html").write_text(f"<html><head><title>News</title></head><body>{TEXT}</body></html>")
    assert find_files([tmp_path]) == [tmp_path / "news.html"]
    assert find_files([tmp_path / "graph.html"]) == [tmp_path / "graph.html"]


def test_an_account_that_kg_wrote_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "inputs.jsonl"
    write_account(path, [Account('a "b".txt', "read", "a")], Inputs())
    assert find_files([tmp_path]) == []
    assert [one.reason for one in find_passed_over([tmp_path])] == ["an account that kg wrote"]
    assert find_files([path]) == [path]
