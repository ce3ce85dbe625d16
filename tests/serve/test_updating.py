"""An update: the graphs that it is asked of, what it may not do, and what it leaves for the next build."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.generations import building, list_generations
from kg.serve.jobs import Graphs, Update
from kg.serve.updating import update
from kg.serve.using import add_using
from kg.sparql import check_update
from kg.store import open_store
from kg.store_writing import new_generation
from tests import samples_second as samples

ONE, TWO = "http://example.org/1", "http://example.org/2"
BOTH = f"USING <{ONE}> USING NAMED <{TWO}> "


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"INSERT {{ ?s ?p ?o }} {BOTH}WHERE {{ ?s ?p ?o }}"),
        ("DELETE WHERE { ?s ?p { } }", f"DELETE  {{ ?s ?p {{ }} }} {BOTH}WHERE {{ ?s ?p {{ }} }}"),
        ("CLEAR ALL # WHERE", "CLEAR ALL # WHERE"),
        (
            'INSERT DATA { <a:where> <a:b> "where WHERE {" }',
            'INSERT DATA { <a:where> <a:b> "where WHERE {" }',
        ),
        (
            "DELETE {} WHERE { { SELECT * WHERE {} } } ; INSERT {} where {}",
            f"DELETE {{}} {BOTH}WHERE {{ {{ SELECT * WHERE {{}} }} }} ; INSERT {{}} {BOTH}where {{}}",
        ),
    ],
)
def test_the_graphs_stand_before_each_where(before: str, after: str) -> None:
    assert add_using(before, [ONE], [TWO]) == after
    assert add_using(before, [], []) == before


@pytest.mark.parametrize("iri", ["", "a b", "a>b", "a\nb", 'a"b'])
def test_a_graph_is_an_iri(iri: str) -> None:
    with pytest.raises(QueryError, match="no IRI"):
        add_using("CLEAR ALL", [iri], [])


@pytest.mark.parametrize("text", ["LOAD <a:b>", "load silent <a:b>", "CLEAR ALL ; LOAD <a:b>"])
def test_nothing_is_fetched(text: str) -> None:
    with pytest.raises(QueryError, match="LOAD and SERVICE are refused"):
        check_update(text)


@pytest.mark.parametrize("text", ['INSERT DATA { <a:load> <a:b> "LOAD <a:b>" }', "CLEAR ALL # LOAD <a:b>"])
def test_the_word_alone_is_let_through(text: str) -> None:
    check_update(text)


def test_an_update_is_a_generation_that_no_build_takes_for_what_was_read(tmp_path: Path) -> None:
    with new_generation(tmp_path) as generation:
        generation.add_quads(samples.all_quads())
        generation.add_article(samples.ARTICLE)
        generation.manifest = {"reading": {"kg": "1"}, "inputs": {"paths": ["a"], "suffixes": []}}
    before = set(open_store(tmp_path).quads())
    job = Update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <{ONE}> sp:cue 1 }} }}", Graphs(), "http://example.org/")
    update(tmp_path, job)
    after = open_store(tmp_path)
    after.check_files()
    [new] = set(after.quads()) - before
    assert new.subject.value == ONE
    assert before < set(after.quads())
    assert list(after.articles()) == [samples.ARTICLE]
    assert "reading" not in after.manifest
    assert after.inputs.paths == ("a",)
    assert len(list_generations(tmp_path)) == 2


def test_an_update_that_fails_leaves_the_graph(tmp_path: Path) -> None:
    with new_generation(tmp_path) as generation:
        generation.add_quads(samples.all_quads())
    before = [path.name for path in list_generations(tmp_path)]
    with pytest.raises(QueryError, match="not SPARQL"):
        update(tmp_path, Update("DROP EVERYTHING", Graphs(), "http://example.org/"))
    with building(tmp_path), pytest.raises(StoreError, match="another build"):
        update(tmp_path, Update("CLEAR ALL", Graphs(), "http://example.org/"))
    assert [path.name for path in list_generations(tmp_path)] == before
