"""What a command prints is text: nothing that comes from outside is obeyed by a terminal, or fakes a line."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from kg import pipeline
from kg.cli import main
from kg.cli.output import show_progress
from kg.cli.streams import guarded_streams
from kg.errors import ArticleError
from kg.facts import to_facts
from kg.pipeline.summary import BuildSummary, Counts
from kg.pipeline.telling import write_stories
from kg.printable import to_printable
from kg.store_writing import new_generation
from kg.triples import article_quads, entity_quads
from tests import samples
from tests.conftest import Answer, Run

HOSTILE = "wry\x1b]0;owned\x07\x1b[2J\x9b1m\u202e\x7f\nkg: all is well"
# What must not be printed, but for the line break where programs read.
OBEYED = ("\x1b]0;", "\x1b[2J", "\x07", "\x9b", "\u202e", "\x7f")
FAKED = "\nkg: all is well"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def show(written_graph: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command with stdout and stderr on a terminal."""

    def run(*arguments: object) -> Answer:
        out, err = Terminal(), Terminal()
        with monkeypatch.context() as patched:
            patched.setenv("TERM", "xterm-256color")
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            code = main([str(argument) for argument in arguments])
        return Answer(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="module")
def hostile_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a graph lies with a hostile title, address, actor and decision; `verify` finds a fault in it."""
    location = tmp_path_factory.mktemp("hostile") / "graph"
    article = replace(samples.ARTICLE, id=HOSTILE, title=HOSTILE, source=HOSTILE)
    first, *others = samples.RESOLUTION.entities
    resolution = replace(samples.RESOLUTION, entities=(replace(first, name=HOSTILE), *others))
    with new_generation(location) as generation:
        generation.add_quads(article_quads(to_facts(article, samples.EXTRACTION, resolution)))
        generation.add_quads(entity_quads([(entity.iri, entity.name) for entity in resolution.entities]))
        for text in (article.text, "No graph was read from that."):
            generation.add_article(replace(article, text=text))
        write_stories(generation, [article])
    decision = ["curate", "reject", "will fly until", "--because", HOSTILE, "--later"]
    assert main([*decision, "--store", str(location)]) == 0
    return location


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables in which no cell is wrapped."""
    monkeypatch.setenv("COLUMNS", "4000")


def assert_is_text(*printed: str) -> None:
    for text in printed:
        assert [sign for sign in (*OBEYED, FAKED) if sign in text] == []


def find_strings(value: Any) -> Iterator[str]:
    """All strings of a JSON value."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from find_strings(one)
    elif isinstance(value, str):
        yield value


SHOWN = [
    ["query", "articles"],
    ["query", "who-said-what", "--param", "actor=id:person/ana-ruiz"],
    ["explain", "id:person/ana-ruiz"],
    ["analyse", "communities"],
    ["analyse", "ties", "--actor", "Leon Falk"],
    ["gazetteer", "suggest"],
    ["curate", "list"],
    ["verify"],
]


@pytest.mark.parametrize("arguments", SHOWN, ids=" ".join)
def test_what_people_read_is_text(kg: Run, show: Run, hostile_graph: Path, arguments: list[str]) -> None:
    for run in (kg, show):
        answer = run(*arguments, "--store", hostile_graph)
        assert answer.code == (1 if arguments == ["verify"] else 0)
        assert to_printable(HOSTILE) in answer.out
        assert_is_text(answer.out, answer.err)


@pytest.mark.parametrize("arguments", SHOWN[:2] + SHOWN[3:-1], ids=" ".join)
def test_json_is_exact_and_yet_text_everywhere(
    kg: Run, show: Run, hostile_graph: Path, arguments: list[str]
) -> None:
    for run in (kg, show):
        answer = run(*arguments, "--format", "json", "--store", hostile_graph)
        assert_is_text(answer.out)
        assert any(HOSTILE in one for one in find_strings(json.loads(answer.out)))


@pytest.mark.parametrize("arguments", SHOWN[:2] + SHOWN[3:-1], ids=" ".join)
def test_csv_is_exact_but_on_a_terminal(
    kg: Run, show: Run, hostile_graph: Path, arguments: list[str]
) -> None:
    command = [*arguments, "--format", "csv", "--store", hostile_graph]
    rows = list(csv.reader(io.StringIO(kg(*command).out, newline="")))
    assert any(HOSTILE in cell for row in rows for cell in row)
    assert {len(row) for row in rows} == {len(rows[0])}
    seen = show(*command).out
    assert to_printable(HOSTILE, keep="\n") in seen
    assert [sign for sign in OBEYED if sign in seen] == []


def test_turtle_is_exact_but_on_a_terminal(ask: Run, show: Run, written_graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.rq"
    path.write_text(f"CONSTRUCT {{ <urn:a> <urn:b> {json.dumps(HOSTILE)} }} WHERE {{}}", encoding="utf-8")
    command = ["query", path, "--format", "turtle"]
    [quad] = parse(ask(*command).out, RdfFormat.TURTLE)
    assert quad.object.value == HOSTILE  # type: ignore[union-attr]
    assert_is_text(show(*command, "--store", written_graph).out)


def test_records_are_exact_and_yet_text(kg: Run, show: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [{"id": HOSTILE}, ArticleError(HOSTILE, HOSTILE)]
    monkeypatch.setattr(pipeline, "extract_records", lambda *_: iter(found))
    for run in (kg, show):
        answer = run("extract", "articles")
        assert_is_text(answer.out, answer.err)
        assert json.loads(answer.out) == found[0]
        assert f"failed {to_printable(HOSTILE)}: {to_printable(HOSTILE)}\n" in answer.err


def test_the_summary_of_a_build_is_text(kg: Run, show: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = BuildSummary(
        Counts(*[1] * 11), (ArticleError(HOSTILE, HOSTILE),), ((HOSTILE, HOSTILE + "2"),), 1.0, read=1
    )
    monkeypatch.setattr(pipeline, "build", lambda *_, **__: summary)
    for run in (kg, show):
        answer = run("build", "articles", "--store", HOSTILE)
        assert_is_text(answer.out, answer.err)
        shown = to_printable(HOSTILE)
        assert answer.out.startswith(f"left out {shown}: the same as {shown}2\n{shown}: 1 articles read")


def test_files_that_cannot_be_read_are_named_on_one_line_each(kg: Run, tmp_path: Path) -> None:
    (tmp_path / f"{HOSTILE}.txt").touch()
    (tmp_path / "keys.jsonl").write_text(json.dumps({HOSTILE: 1, "k" * 100_000: 2}) + "\n", encoding="utf-8")
    (tmp_path / "day.txt").write_text(f"---\npublished: {'9' * 100_000}\x1b[2J\n---\nThe end of it is that.")
    answer = kg("build", tmp_path, "--store", tmp_path / "graph")
    assert answer.code == 1 and answer.err.count("\n") == 4
    assert_is_text(answer.err)
    assert len(answer.err) < 2000


def test_a_traceback_and_a_warning_of_a_library_are_text(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        logging.getLogger("library").warning(HOSTILE)
        raise RuntimeError(HOSTILE)

    monkeypatch.setattr(pipeline, "build", fail)
    answer = kg("build", "articles", "--debug")
    assert [sign for sign in OBEYED if sign in answer.err] == []
    assert "Traceback" in answer.err
    last = answer.err.splitlines()[-1]
    assert last.startswith("kg: this is a fault of kg, please report it: RuntimeError: wry")
    assert_is_text(last)


def test_the_bar_is_text_and_leaves_stdout_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with guarded_streams(), show_progress(beside_output=True) as report:
        assert report
        report(f"[b]{HOSTILE}", 1, 2)
        print("a result")
    assert out.getvalue() == "a result\n"
    assert f"[b]{to_printable(HOSTILE)}" in err.getvalue() and "\x1b[?25l" in err.getvalue()
    assert_is_text(err.getvalue())


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/news?a=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,hello", False),
        ("file:///etc/hosts", False),
        ("https://example.org/\x07\x1b]0;owned", False),
        ("https://example.org/ bold red", False),
    ],
)
def test_a_title_links_to_the_web_and_nowhere_else(
    show: Run, written_graph: Path, tmp_path: Path, address: str, linked: bool
) -> None:
    path = tmp_path / "link.rq"
    row = f"VALUES (?article ?url) {{ ('title' {json.dumps(address)}) }}"
    path.write_text(f"SELECT ?article ?url WHERE {{ {row} }}", encoding="utf-8")
    answer = show("query", path, "--store", written_graph)
    assert answer.code == 0 and "title" in answer.out
    assert re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b", answer.out) == ([address] if linked else [])
    assert "owned" not in answer.out


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_word_or_date_breaks_however_narrow_the_window(
    ask: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask("query", "who-said-what", "--param", "actor=Ana Ruiz")
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= width
    words = set(re.split(r"[\s─]+", answer.out))
    assert {"statement", "2022-07-26", "2022-07-27", "station"} <= words


def test_what_does_not_fit_as_a_table_is_a_record_a_row(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = ask("query", "who-signed-what").out.splitlines()
    assert lines[0].split(maxsplit=1) == ["agreement", "Harbor Accord"]
    assert any(line.startswith("for_whom") for line in lines)


def test_our_iris_are_abbreviated_for_people_and_whole_for_programs(ask: Run) -> None:
    sparql = "SELECT ?x { ?x a sp:Person } ORDER BY ?x"
    assert "id:person/ana-ruiz" in ask("query", sparql).out
    assert "https://w3id.org/spacepolicy/id/person/ana-ruiz" in ask("query", sparql, "--format", "csv").out
