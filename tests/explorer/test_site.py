"""The site: every link leads to what is there, only our scripts are run, nothing of others is lost."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kg.cli import main
from kg.errors import ExportError, UsageError
from kg.explorer import site, site_search, site_sparql
from kg.explorer.addresses import Addresses
from kg.explorer.formats import export
from kg.explorer.registry import PAGES_BY_NAME
from kg.explorer.site_search import to_words
from kg.export import ExportOptions
from kg.export import html as html_module
from kg.finding import Inputs, find_files
from kg.placing import LISTING, put_tree_in_place
from kg.servers import open_graph
from tests.hostile import write_hostile

NETWORK = "network.html"


@pytest.fixture(scope="module", autouse=True)
def unbundled() -> Iterator[None]:
    """The site as it is where nobody has bundled the store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_sparql, "bundle_path", lambda name: Path("not-bundled", name))
        yield


@pytest.fixture(scope="module")
def sample_site(written_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample article, without the network."""
    place = tmp_path_factory.mktemp("site") / "site"
    export(open_graph(written_graph), "site", place)
    return place


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the graph whose every name would do harm."""
    folder = tmp_path_factory.mktemp("hostile-site")
    export(open_graph(write_hostile(folder / "graph")), "site", folder / "site")
    return folder / "site"


def read_pages(place: Path) -> dict[str, html.HtmlElement]:
    """The pages of a site by their files."""
    return {
        path.relative_to(place).as_posix(): html.fromstring(path.read_bytes())
        for path in sorted(place.rglob("*.html"))
        if path.name != NETWORK
    }


def read_files(place: Path) -> dict[str, bytes]:
    """All files of a folder by their names."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("name", ["sample_site", "hostile_site"])
def test_every_link_leads_to_what_is_there(name: str, request: pytest.FixtureRequest) -> None:
    place: Path = request.getfixturevalue(name)
    pages = read_pages(place)
    ids = {file: set(tree.xpath("//@id")) for file, tree in pages.items()}
    assert len(pages) > 30
    reached = {"index.html"}
    for file, tree in pages.items():
        for link in tree.xpath("//@href | //@src | //@action"):
            if link.startswith(("https://", "http://")):
                continue
            path, _, fragment = link.partition("#")
            target = os.path.normpath(PurePosixPath(file).parent / unquote(path)) if path else file
            assert (place / target).is_file(), (file, link)
            assert not fragment or fragment in ids[target], (file, link)
            reached.add(target)
    assert reached >= set(pages)


@pytest.mark.parametrize("name", ["sample_site", "hostile_site"])
def test_only_our_scripts_are_run_and_nothing_is_sent_or_fetched(
    name: str, request: pytest.FixtureRequest
) -> None:
    for file, tree in read_pages(request.getfixturevalue(name)).items():
        [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none';") and "unsafe" not in policy, file
        scripts = {"search.html": ["static/site-search.js"]}.get(file, [])
        assert tree.xpath("//script/@src") == scripts and tree.xpath("count(//script)") == len(scripts), file
        assert ("script-src 'self' file:;" in policy + ";") == bool(scripts), file
        assert not tree.xpath("//iframe | //img"), file
        for form in tree.xpath("//form[@action or @method]"):
            assert form.get("action").endswith("search.html") and form.get("method") == "get", file
        assert not tree.xpath("//@style | //@onclick | //@onload | //@onerror | //@onmouseover"), file
        for link in tree.xpath("//@href | //@src"):
            scheme = link.partition(":")[0] if ":" in link.partition("#")[0] else ""
            assert scheme in ("", "http", "https"), (file, link)
            if scheme:
                assert tree.xpath("//a[@href=$link and @rel='noopener noreferrer']", link=link), (file, link)


def read_script(path: Path) -> Any:
    """The value that a script of the index hands over."""
    match = re.fullmatch(r'kgTake\("([a-z0-9-]+)",(.*)\);\n', path.read_text(encoding="utf-8"), re.DOTALL)
    assert match and match[1] == path.stem
    return json.loads(match[2])


@pytest.mark.parametrize("name", ["sample_site", "hostile_site"])
def test_the_index_has_each_page_once_under_its_words(name: str, request: pytest.FixtureRequest) -> None:
    place: Path = request.getfixturevalue(name)
    index = read_script(place / "search" / "index.js")
    pages = [row for file in sorted((place / "search").glob("pages-*.js")) for row in read_script(file)]
    assert len(pages) == sum(count for _, count in index["kinds"]) == len({file for _, _, file, _ in pages})
    found: dict[str, set[int]] = {}
    for number, beginning in enumerate(index["beginnings"]):
        for word, steps in read_script(place / "search" / f"words-{number}.js").items():
            assert word.startswith(beginning) and word not in found
            found[word] = set(accumulate(steps))
    for number, (kind, title, file, _) in enumerate(pages):
        assert kind == ("article" if file.startswith("article/") else file.partition("/")[0])
        assert (place / file).is_file()
        if "\\" not in title and len(title) < 200:
            assert all(number in found[word] for word in to_words(title)), title
    if name == "sample_site":
        [ana] = [number for number, row in enumerate(pages) if row[1] == "Ana Ruiz"]
        said = {number for number, row in enumerate(pages) if row[0] == "claim" and "Ana Ruiz" in row[3]}
        assert found["ruiz"] >= {ana} | said and said


WORDS = st.dictionaries(
    st.text("abcé1", min_size=1, max_size=6), st.lists(st.integers(0, 9), min_size=1).map(sorted)
)


@given(WORDS, st.integers(1, 60))
def test_words_are_split_into_small_files_by_their_beginnings(words: dict[str, list[int]], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_search, "_WORDS_SIZE", size)
        parts = site_search._split(dict(sorted(words.items())), "")
    assert {word: numbers for part in parts.values() for word, numbers in part.items()} == words
    for beginning, part in parts.items():
        assert beginning and part and all(word.startswith(beginning) for word in part)
        longer = [other for other in parts if other.startswith(beginning) and other != beginning]
        # A word is in one file: that of its longest beginning.
        assert not longer or set(part) == {beginning}


def test_what_is_of_a_list_of_states_is_on_a_page_of_its_own(sample_site: Path) -> None:
    [file] = (sample_site / "agreement").glob("harbor-accord.roster-*esa-member-states*.html")
    tree = html.fromstring(file.read_bytes())
    assert tree.xpath("//nav[@aria-label='Lists of states']//a[@aria-current]/text()") == [
        "ESA member states"
    ]
    assert any("no signature seen" in item for item in tree.xpath("//main//li//text()"))


@pytest.fixture
def bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for the bundles, which are made with Node.js."""
    folder = tmp_path / "bundles"
    folder.mkdir()
    for name in (site_sparql.SCRIPT, site_sparql.STYLE):
        (folder / name).write_text("/* a bundle */")
    for module in (site, site_sparql):
        monkeypatch.setattr(module, "bundle_path", lambda name: folder / name)


def test_the_graph_of_a_site_is_that_of_the_store(written_graph: Path, bundles: None, tmp_path: Path) -> None:
    store = open_graph(written_graph)
    place = tmp_path / "site"
    export(store, "site", place)
    export(store, "nquads", tmp_path / "graph.nq")
    assert (
        gzip.decompress((place / "ask" / "graph.nq.gz").read_bytes()) == (tmp_path / "graph.nq").read_bytes()
    )
    files = read_script(place / "ask" / "pages.js")
    assert files["person/ana-ruiz"] == "actor/person/ana-ruiz.html"
    assert all((place / file).is_file() for file in files.values())
    page = html.fromstring((place / "ask" / "sparql.html").read_bytes())
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "script-src 'self' file: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'" in policy
    known = json.loads(page.xpath("string(//script[@type='application/json'])"))
    assert "sp:Claim" in known["terms"] and "SELECT" in known["examples"]["most-quoted"]
    others = [path for path in place.rglob("*.html") if path.name not in ("sparql.html", NETWORK)]
    assert not any("wasm" in path.read_text(encoding="utf-8") for path in others)


def test_a_graph_that_is_too_large_for_a_browser_is_not_asked_there(
    written_graph: Path, bundles: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_sparql, "SITE_MOST_QUADS", 10)
    export(open_graph(written_graph), "site", tmp_path / "site")
    page = (tmp_path / "site" / "ask" / "sparql.html").read_text(encoding="utf-8")
    assert "more than a browser holds" in page and "kg query" in page and "<script" not in page
    assert not (tmp_path / "site" / "ask" / "graph.nq.gz").exists()


def test_a_site_is_written_again_with_the_same_bytes(
    written_graph: Path, sample_site: Path, tmp_path: Path
) -> None:
    store = open_graph(written_graph)
    first = read_files(sample_site)
    assert export(store, "site", tmp_path / "a" / "site") == [tmp_path / "a" / "site" / "index.html"]
    assert read_files(tmp_path / "a" / "site") == first
    (tmp_path / "a" / "site" / "CNAME").write_text("news.example")
    export(store, "site", tmp_path / "a" / "site")
    assert read_files(tmp_path / "a" / "site") == first | {"CNAME": b"news.example"}
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["site"]
    assert first[LISTING].decode().splitlines() == sorted(set(first) - {LISTING})


def test_an_actor_has_a_file_for_each_tab_that_lists_something(sample_site: Path) -> None:
    shown = ("links", "offices", "positions", "reactions", "signatures", "topics")
    tabs = ["", *(f".show-{tab}" for tab in shown)]
    files = sorted(path.name for path in (sample_site / "actor" / "person").glob("ana-ruiz.*"))
    assert files == sorted(f"ana-ruiz{tab}.html" for tab in tabs)
    for file in files:
        tree = html.fromstring((sample_site / "actor" / "person" / file).read_bytes())
        assert sorted(tree.xpath("//nav[@class='tabs']//a/@href")) == files
        assert len(tree.xpath("//nav[@class='tabs']//a[@aria-current]")) == 1


def test_no_build_reads_a_site(sample_site: Path) -> None:
    assert find_files([sample_site], [".html", ".md"]) == []


def test_the_command_says_which_file_to_open(
    written_graph: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(site, "bundle_path", lambda name: html_module.bundle_path(name))
    place = tmp_path / "site"
    assert main(["export", "site", str(place), "--store", str(written_graph)]) == 0
    assert f"wrote {place / 'index.html'}\n" in capsys.readouterr().err
    assert 'href="network.html">Network</a>' in (place / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in (place / NETWORK).read_text(encoding="utf-8")
    assert main(["export", "site", str(place), "--store", str(written_graph), "--clock", "said"]) == 2
    assert "takes no option" in capsys.readouterr().err


def test_what_is_not_of_a_site_is_not_overwritten(written_graph: Path, tmp_path: Path) -> None:
    store = open_graph(written_graph)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ExportError, match="it has other files in it; name a new folder"):
        export(store, "site", tmp_path)
    assert read_files(tmp_path) == {"notes.txt": b"mine"}
    with pytest.raises(ExportError, match="it is a file"):
        export(store, "site", tmp_path / "notes.txt")
    with pytest.raises(UsageError, match="Did you mean site"):
        export(store, "sitte", tmp_path / "new")
    with pytest.raises(UsageError, match="takes no option"):
        export(store, "site", tmp_path / "new", ExportOptions(clock="said"))


def fill(*names: str) -> Callable[[Path], None]:
    """Writes files of these names."""

    def write(folder: Path) -> None:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)

    return write


def test_a_tree_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    place, mine = tmp_path / "tree", tmp_path / "tree" / "b" / "mine.html"
    put_tree_in_place(place, fill("a.html", "b/c.html", "d/e.html"))
    mine.write_text("mine")
    put_tree_in_place(place, fill("a.html"))
    assert set(read_files(place)) == {"a.html", "b/mine.html", LISTING}
    assert not (place / "d").exists()
    with pytest.raises(ExportError, match=r"mine\.html: it is not of an export before"):
        put_tree_in_place(place, fill("b/mine.html"))
    assert mine.read_text() == "mine"
    (tmp_path / "outside.html").write_text("mine")
    (place / LISTING).write_text("../outside.html\n/etc/hostname\na.html\n")
    put_tree_in_place(place, fill("f.html"))
    assert set(read_files(place)) == {"b/mine.html", "f.html", LISTING}
    assert (tmp_path / "outside.html").exists()
    with pytest.raises(ExportError, match=r"f\.html: it is not of an export before"):
        put_tree_in_place(place, fill("f.html"), Inputs((str(place / "f.html"),)))


def test_a_tree_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    place = tmp_path / "tree"
    put_tree_in_place(place, fill("a.html"))
    before = read_files(place)

    def fail(folder: Path) -> None:
        (folder / "a.html").write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left on device"):
        put_tree_in_place(place, fail)
    assert read_files(place) == before


FIND = Addresses(PAGES_BY_NAME).find
PARTS = st.lists(st.text(max_size=6) | st.sampled_from(["..", "con", "a" * 300, "A", "a--b"]), max_size=3)


@given(first=PARTS, second=PARTS)
def test_things_have_files_of_their_own_that_any_disk_can_name(first: list[str], second: list[str]) -> None:
    files = [FIND(f"/actor/{quote('/'.join(one), errors='replace')}").file for one in (first, second)]
    rests = ["/".join(one).encode(errors="replace") for one in (first, second)]
    assert (files[0].lower() == files[1].lower()) == (rests[0] == rests[1])
    for file in files:
        parts = file.removesuffix(".html").split("/")
        assert all(part.replace("-", "").replace("_", "").isalnum() and part.isascii() for part in parts)
        assert all(len(part) < 100 and part not in ("con", "..") for part in parts)
