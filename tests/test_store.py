"""Tests of kg.store and kg.generations: whatever happens to a build, readers find a whole graph."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg import generations, locks
from kg.errors import BrokenGraphError, QueryError, StoreError
from kg.export.rdf import write_nquads
from kg.export.void import write_void
from kg.facts import to_facts
from kg.finding import Inputs
from kg.store import GraphStore, in_memory, open_store
from kg.store_writing import new_generation
from kg.triples import article_quads
from tests import samples

ROOT = Path(__file__).parent.parent
GRAPH = NamedNode("https://example.org/graph")
SAMPLE = article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION))

# A build of a second graph that dies by SIGKILL at the point that `{point}` patches.
KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from kg import generations, store_writing
from tests.test_store import quads_of

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_after(step):
    def do_and_die(*arguments):
        step(*arguments)
        die()
    return do_and_die

{point}
with store_writing.new_generation(Path(sys.argv[1])) as generation:
    generation.add_quads(quads_of("second"))
    {inside}
"""
# point of death -> (patch, statement inside the build, name of the graph found afterwards)
DEATHS = {
    "while the graph is filled": ("", "die()", "first"),
    "before the manifest": ("store_writing.Generation.write_manifest = die", "", "first"),
    "before the files are forced to the disk": ("generations.force_all_to_disk = die", "", "first"),
    "while the files are forced to the disk": ("os.fsync = die", "", "first"),
    "before the swap": ("generations._point_to = die", "", "first"),
    "in the middle of the swap": ("os.replace = die", "", "first"),
    "right after the swap": ("os.replace = die_after(os.replace)", "", "second"),
    "before the old ones go": ("generations._point_to = die_after(generations._point_to)", "", "second"),
}


def quads_of(name: str) -> list[Quad]:
    """Three quads that say `name`."""
    subject, predicate = NamedNode("https://example.org/it"), NamedNode("https://example.org/says")
    return [Quad(subject, predicate, Literal(f"{name} {number}"), GRAPH) for number in range(3)]


def build(location: Path, name: str) -> None:
    with new_generation(location) as generation:
        generation.add_quads(quads_of(name))
        generation.add_article(samples.ARTICLE)
        generation.manifest = {"name": name}


def words_in(location: Path) -> set[str]:
    """What the graph says, which must be the three quads of one build."""
    with open_store(location) as store:
        values = [quad.object.value for quad in store.quads()]
    assert len(values) == 3
    return {value.split()[0] for value in values}


def folders_in(location: Path) -> list[str]:
    return sorted(path.name for path in location.glob("generation-*"))


def test_a_build_is_read_back_with_its_articles_and_manifest(tmp_path: Path) -> None:
    build(tmp_path / "build" / "graph", "first")
    with open_store(tmp_path / "build" / "graph") as store:
        assert {quad.object.value for quad in store.quads()} == {"first 0", "first 1", "first 2"}
        assert list(store.articles()) == [samples.ARTICLE]
        assert store.manifest["name"] == "first"
        assert store.graph_names() == [GRAPH.value]


def test_the_one_before_stays_until_the_next_swap(tmp_path: Path) -> None:
    build(tmp_path, "first")
    reader = open_store(tmp_path)
    build(tmp_path, "second")
    assert folders_in(tmp_path) == ["generation-000001", "generation-000002"]
    assert {quad.object.value.split()[0] for quad in reader.quads()} == {"first"}
    assert words_in(tmp_path) == {"second"}
    build(tmp_path, "third")
    assert folders_in(tmp_path) == ["generation-000002", "generation-000003"]


@pytest.mark.parametrize("death", DEATHS)
def test_a_killed_build_leaves_a_whole_graph_and_the_next_one_clears_up(tmp_path: Path, death: str) -> None:
    build(tmp_path, "first")
    point, inside, expected = DEATHS[death]
    script = KILLED_BUILD.format(point=point, inside=inside)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert words_in(tmp_path) == {expected}
    build(tmp_path, "third")
    assert words_in(tmp_path) == {"third"}
    assert len(folders_in(tmp_path)) == 2


def test_a_first_build_that_is_killed_leaves_no_graph(tmp_path: Path) -> None:
    script = KILLED_BUILD.format(point="", inside="die()")
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    with pytest.raises(StoreError, match="no graph at"):
        open_store(tmp_path)


@pytest.mark.parametrize("step", ["force_all_to_disk", "_point_to", "replace"])
def test_a_failing_step_changes_nothing(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, "first")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    where = os if step == "replace" else generations
    monkeypatch.setattr(where, step, fail)
    with pytest.raises(StoreError, match=r"cannot write to .*disk full; .*--store"):
        build(tmp_path, "second")
    assert words_in(tmp_path) == {"first"}
    assert sorted(os.listdir(tmp_path)) == ["CURRENT", "LOCK", "generation-000001"]


def test_an_exception_in_the_build_changes_nothing(tmp_path: Path) -> None:
    build(tmp_path, "first")
    with pytest.raises(KeyboardInterrupt), new_generation(tmp_path) as generation:
        generation.add_quads(quads_of("second"))
        raise KeyboardInterrupt
    assert words_in(tmp_path) == {"first"}
    assert folders_in(tmp_path) == ["generation-000001"]


def test_an_error_of_whoever_makes_the_quads_keeps_its_type(tmp_path: Path) -> None:
    def make() -> object:
        yield from quads_of("second")
        raise RuntimeError("the reading failed")

    with pytest.raises(RuntimeError, match="the reading failed"), new_generation(tmp_path) as generation:
        generation.add_quads(make())


@pytest.mark.parametrize("with_fcntl", [True, False])
def test_a_second_build_at_once_is_refused(
    tmp_path: Path, with_fcntl: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_fcntl:
        monkeypatch.setattr(locks, "fcntl", None)
    with new_generation(tmp_path) as generation:
        generation.add_quads(quads_of("first"))
        with pytest.raises(StoreError, match="another build is writing to"), new_generation(tmp_path):
            pass
    assert words_in(tmp_path) == {"first"}
    build(tmp_path, "second")


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph at .*: make one with `kg build articles/`"):
        open_store(tmp_path / "none")


def _empty(location: Path) -> None:
    (location / "generation-000001" / "manifest.json").write_text("")


def _garble(location: Path) -> None:
    (location / "generation-000001" / "rdf" / "CURRENT").write_text("junk")


def _take_away(location: Path) -> None:
    (location / "generation-000001").rename(location / "elsewhere")


def _age(location: Path) -> None:
    (location / "generation-000001" / "manifest.json").write_text('{"store_format": 0}')


@pytest.mark.parametrize(
    ("damage", "message"),
    [(_empty, "is broken"), (_garble, "is broken"), (_take_away, "is broken"), (_age, "by another version")],
)
def test_a_damaged_graph_is_one_clear_error(tmp_path: Path, damage: object, message: str) -> None:
    build(tmp_path, "first")
    damage(tmp_path)  # type: ignore[operator]
    with pytest.raises(StoreError, match=f"{message}.*kg build") as caught:
        open_store(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_location_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot make the folder"), new_generation(tmp_path / "file"):
        pass


def test_all_named_graphs_are_asked_as_one_and_a_triple_in_two_comes_twice() -> None:
    quad = quads_of("it")[0]
    twice = [quad, Quad(quad.subject, quad.predicate, quad.object, NamedNode("https://example.org/other"))]
    store = in_memory(twice)
    assert len(list(store.query("SELECT ?o { ?s ?p ?o }"))) == 2
    assert len(list(store.query("SELECT DISTINCT ?o { ?s ?p ?o }"))) == 1


def test_a_value_is_substituted_never_parsed() -> None:
    store = in_memory(quads_of('"} DROP ALL #'))
    query = "SELECT ?value ?s { ?s ?p ?value }"
    assert len(list(store.query(query, {"value": Literal('"} DROP ALL # 1')}))) == 1
    assert list(store.query(query, {"value": Literal("1")})) == []


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?s {", 'this is not SPARQL: line 1, column 12: "SELECT ?s {"'),
        ("SELECT ?s\n{ ?s foo:bar ?o }", 'line 2, column 13 (prefix not found): "{ ?s foo:bar ?o }"'),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", "unbound"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "line 1, column 10"),
        ("", "this is not SPARQL: line 1, column 1"),
    ],
)
def test_bad_sparql_is_one_clear_line(sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        in_memory([]).query(sparql)
    assert "\n" not in str(caught.value)


def test_what_gives_no_rows_is_no_select() -> None:
    with pytest.raises(QueryError, match="no SELECT"):
        in_memory([]).select("ASK { ?s ?p ?o }")


def test_a_substitution_that_the_query_cannot_take_is_a_query_error() -> None:
    with pytest.raises(QueryError, match="cannot be run"):
        in_memory([]).query("SELECT ?s { ?s ?p ?o }", {"other": Literal("x")})


def test_the_quads_of_one_graph_only() -> None:
    store = in_memory([*quads_of("it"), *SAMPLE])
    assert set(store.quads(GRAPH.value)) == set(quads_of("it"))
    assert len(list(store.quads())) == 3 + len(SAMPLE)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(sorted(SAMPLE, key=str)))
def test_sorted_nquads_do_not_depend_on_order(order: list[Quad], tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("nquads")  # type: ignore[attr-defined]
    write_nquads(in_memory(order), folder / "one.nq")
    write_nquads(in_memory(SAMPLE), folder / "two.nq")
    lines = (folder / "one.nq").read_bytes().splitlines(keepends=True)
    assert (folder / "two.nq").read_bytes().splitlines(keepends=True) == lines == sorted(lines)
    assert len(lines) == len(SAMPLE)
    assert sorted(os.listdir(folder)) == ["one.nq", "two.nq"]


def test_a_store_in_memory_keeps_articles() -> None:
    store: GraphStore = in_memory(SAMPLE, [samples.ARTICLE])
    assert list(store.articles()) == [samples.ARTICLE]


def _damage_some_block(folder: Path) -> GraphStore:
    """A graph that can be opened, and of whose quads some cannot be read."""
    for path in sorted((folder / "rdf").glob("*.sst")):
        whole = path.read_bytes()
        for place in range(0, len(whole) // 2, max(1, len(whole) // 40)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            try:
                store = open_store(folder.parent)
                list(store.quads())
            except BrokenGraphError as error:
                if "cannot be read" in str(error):
                    return store
        path.write_bytes(whole)
    raise AssertionError("no block was found whose damage shows only when it is read")


def test_quads_that_cannot_be_read_are_one_clear_error(tmp_path: Path) -> None:
    with new_generation(tmp_path) as generation:
        generation.add_quads([*SAMPLE, *quads_of("first" * 1000)])
    store = _damage_some_block(tmp_path / "generation-000001")
    for read in (
        lambda: list(store.quads()),
        lambda: write_nquads(store, tmp_path / "out.nq"),
        lambda: write_void(store, tmp_path / "out.ttl"),
    ):
        with pytest.raises(BrokenGraphError, match=r"cannot be read \(.*remove .*kg build") as caught:
            read()
        assert "\n" not in str(caught.value)
        assert f"remove {tmp_path / 'generation-000001'}," in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": "a"}', '{"id": "a", "text": 5}', "\udcff"])
def test_articles_that_cannot_be_read_are_one_clear_error(tmp_path: Path, line: str) -> None:
    build(tmp_path, "first")
    with (tmp_path / "generation-000001" / "articles.jsonl").open("ab") as file:
        file.write(line.encode("utf-8", "surrogateescape"))
    with pytest.raises(BrokenGraphError, match=r"cannot be read \(.*remove .*kg build"):
        list(open_store(tmp_path).articles())


def test_a_reader_that_two_builds_have_overtaken_is_told_to_open_the_graph_again(tmp_path: Path) -> None:
    build(tmp_path, "first")
    reader = open_store(tmp_path)
    build(tmp_path, "second")
    assert list(reader.articles()) == [samples.ARTICLE]
    build(tmp_path, "third")
    with pytest.raises(StoreError, match=r"two builds have replaced it .*open it again"):
        list(reader.articles())


def test_the_manifest_keeps_paths_that_are_not_utf8(tmp_path: Path) -> None:
    paths = [os.fsdecode(b"/news/caf\xe9"), "/news/café"]
    with new_generation(tmp_path) as generation:
        generation.manifest = {"inputs": {"paths": paths, "suffixes": [".txt"]}}
    assert open_store(tmp_path).inputs == Inputs(tuple(paths), (".txt",))
    assert in_memory([]).inputs == Inputs()
