"""The search: what is typed, what is found, what narrows it, and the index beside the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.errors import KgError, UsageError
from kg.generations import SEARCH, current_folder, is_generation
from kg.search import FACETS, KINDS, SORTS, Found, Wanted, is_indexed, open_index, read_wanted, search
from kg.search.words import to_match
from kg.settings import BASE_IRI
from kg.store import GraphStore, in_memory
from kg.store_writing import new_generation
from kg.triples import entity_quads
from kg.vocab import RDF, RDFS, SKOS, SP, XSD
from tests.conftest import Run
from tests.graphs import ArticleGraph, actor

ANN, BOB, NORSA = actor("Ann"), actor("Bob"), actor("Norsa", "organization")
MOON, SPACE = f"{BASE_IRI}topic/moon", f"{BASE_IRI}topic/space"

STATION, BASE = "The stations will fly until 2030.", "There is no moon base – and never was one."
AGAIN = "As was said before."


def make_store() -> GraphStore:
    """Two articles: Ann speaks of a station for 2030 in the one, Bob denies a base in the other."""
    one, other = ArticleGraph("a", "2022-03-01", "Stations above"), ArticleGraph("b", "2023-05-02", "A base")
    one.say(ANN, "The stations will fly until 2030.", about=[NORSA])
    one.say(ANN, "It may be doubtful.", confidence=0.3)
    other.say(BOB, "There is no moon base – and never was one.", denied=True)
    other.say(BOB, AGAIN)
    again = next(q.subject for q in reversed(other.quads) if q.predicate.value == SP.speechAct)
    other.add(again.value, SP.repeats, NamedNode(f"{one.iri}/statement/1"))  # type: ignore[union-attr]
    other.sign("accord", [ANN], [NORSA])
    quads = [*one.quads, *other.quads]
    claims = {quad.object.value: quad.subject.value for quad in quads if quad.predicate.value == SP.text}
    time = f"{BASE_IRI}time/2030"
    one.add(claims["The stations will fly until 2030."], SP.refersTo, NamedNode(time))
    one.add(time, SP.latest, Literal("2030-12-31", datatype=NamedNode(XSD.date)))
    other.add(claims["There is no moon base – and never was one."], SP.topic, NamedNode(MOON))
    for article, outlet in ((one, "Daily"), (other, "Weekly")):
        article.add(article.iri, SP.outlet, Literal(outlet))
    for topic, name in ((MOON, "Moon"), (SPACE, "outer space")):
        one.add(topic, RDF.type, NamedNode(SP.Topic))
        one.add(topic, RDFS.label, Literal(name))
    one.add(MOON, SKOS.broader, NamedNode(SPACE))
    other.add(f"{BASE_IRI}agreement/accord", RDF.type, NamedNode(SP.Agreement))
    for iri, name in ((ANN, "Ann Lee"), (BOB, "Bob Ray"), (NORSA, "NORSA")):
        one.add(iri, "http://xmlns.com/foaf/0.1/name", Literal(name))
    names = entity_quads([(ANN, "Ann Lee"), (BOB, "Bob Ray"), (NORSA, "NORSA")])
    return in_memory([*one.quads, *other.quads, *names])


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with open_index(make_store()) as database:
        yield database


def find(index: sqlite3.Connection, words: str = "", **given: Any) -> list[str]:
    """What is found: of each its kind and its name, or its words where it is a claim."""
    found = search(index, Wanted(words, **given))
    assert found.total == len(found.rows)
    return [row["words"] if row["kind"] == "claim" else f"{row['kind']} {row['name']}" for row in found.rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("STATION", {STATION}),
        ("fly until", {STATION}),
        ('"until fly"', set()),
        ('"moon base"', {BASE}),
        ("stat*", {STATION}),
        ("moon -base", {"topic Moon"}),
        ("-base -ray -lee -moon -outer", {"actor NORSA", "agreement Accord"}),
        ("Ann", {"actor Ann Lee", STATION}),
        ("doubtful", set()),
        ("nothing like this", set()),
    ],
)  # fmt: skip
def test_words_are_found(index: sqlite3.Connection, words: str, expected: set[str]) -> None:
    assert set(find(index, words)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"kind": "claim"}, {STATION, BASE}),
        ({"kind": "claim", "everything": True}, {STATION, BASE, "It may be doubtful.", AGAIN}),
        ({"act": "denial"}, {BASE}),
        ({"actors": (ANN,)}, {"actor Ann Lee", "agreement Accord", STATION}),
        ({"topics": (SPACE,)}, {"topic outer space", "topic Moon", BASE}),
        ({"topics": (MOON,), "kind": "claim"}, {BASE}),
        ({"outlet": "Daily"}, {STATION}),
        ({"said": "2022"}, {STATION}),
        ({"about": "2030"}, {STATION}),
        ({"said_since": "2023-01-01"}, {BASE}),
        ({"said_until": "2023-01-01"}, {STATION}),
        ({"about_since": "2029-01-01"}, {STATION}),
        ({"about_since": "2031-01-01"}, set()),
        ({"about_until": "1900-01-01"}, {STATION}),
        ({"confidence": 0.95}, set()),
        ({"confidence": 0.8}, {STATION, BASE}),
    ],
)
def test_facets_narrow_it(index: sqlite3.Connection, given: dict[str, Any], expected: set[str]) -> None:
    assert set(find(index, **given)) == expected


def test_facets_are_counted_over_all_that_is_found(index: sqlite3.Connection) -> None:
    found = search(index, Wanted(kind="claim"), size=1)
    assert (found.total, len(found.rows)) == (2, 1)
    assert found.facets["act"] == [("denial", "denial", 1), ("statement", "statement", 1)]
    assert found.facets["actor"] == [(ANN, "Ann Lee", 1), (BOB, "Bob Ray", 1)]
    assert found.facets["topic"] == [(MOON, "Moon", 1), (SPACE, "outer space", 1)]
    assert set(found.facets) == set(FACETS)


def test_rows_are_sorted_and_leafed_through(index: sqlite3.Connection) -> None:
    assert find(index, kind="claim", sort="newest") == [BASE, STATION]
    assert find(index, kind="claim", sort="oldest") == [STATION, BASE]
    for sort in SORTS:
        whole = search(index, Wanted(everything=True, sort=sort), size=100)
        pages = [
            search(index, Wanted(everything=True, sort=sort), n, 1).rows for n in range(1, whole.total + 2)
        ]
        assert [row for rows in pages for row in rows] == whole.rows


def test_what_was_looked_for_is_marked(index: sqlite3.Connection) -> None:
    [row] = search(index, Wanted("station fly")).rows
    assert row["marked"] == [
        ("The ", False), ("stations", True), (" will ", False), ("fly", True), (" until 2030.", False),
    ]  # fmt: skip
    assert (row["words"], row["article"]) == (STATION, f"{BASE_IRI}article/a")


WORDS = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from(['"', "*", "-", "AND", "NOT", "(", ")", "^", ":", "NEAR(", "moon", "\x00", "title:", "'"])
).map(" ".join)


@given(WORDS)
def test_nothing_that_is_typed_is_an_error(words: str) -> None:
    with open_index(STORE) as database:
        assert isinstance(search(database, Wanted(words)), Found)


STORE = make_store()


@given(st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), min_size=1, max_size=4))
def test_plain_words_must_all_be_there(words: list[str]) -> None:
    assert to_match(" ".join(words)) == (" AND ".join(f'"{word}"' for word in words), "")


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "x"},
        {"sort": "x"},
        {"said_since": "2022"},
        {"about": "soon"},
        {"confidence": "2"},
        {"actor": "Nobody"},
    ],
)
def test_a_value_that_does_not_fit_is_told(given: dict[str, str]) -> None:
    with pytest.raises(KgError):
        read_wanted(STORE, given)
    with pytest.raises(UsageError, match="Did you mean claim"):
        read_wanted(STORE, {"kind": "claims"})


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Where the graph lies on disk."""
    with new_generation(tmp_path / "graph") as generation:
        generation.add_quads(STORE.quads())
    return tmp_path / "graph"


def test_the_index_goes_with_its_generation(graph: Path, kg: Run) -> None:
    folder = current_folder(graph)
    assert folder is not None and not is_indexed(folder)
    answer = kg("search", "moon", "--kind", "claim", "--format", "csv", "--store", graph)
    assert (answer.code, answer.err) == (0, "1 found, 1 shown\n")
    assert answer.out.splitlines()[1].startswith(f"claim,Bob Ray,{BASE},denial,2023-05-02,0.9,Weekly,A base,")
    assert is_indexed(folder) and is_generation(folder)
    before = (folder / SEARCH).stat()
    assert "nothing found: try other words" in kg("search", "nowhere", "--store", graph).err
    assert (folder / SEARCH).stat() == before
    for _ in range(2):
        with new_generation(graph) as generation:
            generation.add_quads(STORE.quads())
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_searched(
    graph: Path, kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.search.index.os.access", lambda *_: False)
    assert "1 found" in kg("search", "station", "--kind", "claim", "--store", graph).err
    folder = current_folder(graph)
    assert folder is not None and not is_indexed(folder)


def test_an_index_that_was_cut_off_is_made_anew(
    graph: Path, kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = current_folder(graph)
    assert folder is not None
    (folder / f"{SEARCH}.new").write_text("half")
    assert "1 found" in kg("search", "station", "--kind", "claim", "--store", graph).err
    assert not (folder / f"{SEARCH}.new").exists()
    assert kg("search", "station", "--kind", "claims", "--store", graph).code == 2


def test_an_index_of_another_version_is_made_anew_and_a_broken_one_told(graph: Path, kg: Run) -> None:
    folder = current_folder(graph)
    assert folder is not None
    (folder / SEARCH).write_bytes(b"SQLite format 3\x00" + bytes(100))
    assert "1 found" in kg("search", "station", "--kind", "claim", "--store", graph).err
    whole = (folder / SEARCH).read_bytes()
    (folder / SEARCH).write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    answer = kg("search", "station", "--store", graph)
    assert answer.code == 1 and "remove it; the next search makes it anew" in answer.err
    (folder / SEARCH).unlink()
    assert kg("search", "station", "--store", graph).code == 0


def test_kinds_are_those_of_the_index(index: sqlite3.Connection) -> None:
    kinds = {kind for (kind,) in index.execute("SELECT kind FROM found")}
    assert kinds <= set(KINDS) and kinds == {"actor", "agreement", "topic", "claim"}
