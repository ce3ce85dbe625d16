"""The command as a user meets it, on a graph that was written without a language model."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from kg import __version__
from kg.analyse import ANALYSES
from kg.cli import app
from kg.evaluate import EVALUATIONS
from kg.explorer.formats import FORMATS
from kg.export import EXPORTERS
from kg.facts import to_facts
from kg.queries import list_queries
from kg.store_writing import new_generation
from kg.triples import article_quads
from tests import samples
from tests.conftest import Run, run_apart

COMMANDS = {command.callback.__name__: command.callback for command in app.registered_commands}
# "curate merge", "gazetteer suggest": as a user types them.
SUBCOMMANDS = [
    f"{group.name} {(command.name or command.callback.__name__)}"  # type: ignore[union-attr]
    for group in app.registered_groups
    for command in group.typer_instance.registered_commands  # type: ignore[union-attr]
]


def test_version(kg: Run) -> None:
    assert kg("--version") == (0, f"kg {__version__}\n", "")


def test_help_lists_every_command(kg: Run) -> None:
    answer = kg("--help")
    assert answer.code == 0
    assert all(f"\n  {name} " in answer.out for name in COMMANDS)


@pytest.mark.parametrize("name", [*COMMANDS, *SUBCOMMANDS])
def test_help_of_a_command_has_an_example(kg: Run, name: str) -> None:
    answer = kg(*name.split(), "--help")
    assert answer.code == 0
    assert f"Example: kg {name} " in answer.out or f"Example: kg {name}\n" in answer.out
    assert "--debug" in answer.out


def test_help_names_every_format_analysis_and_evaluation(kg: Run) -> None:
    def find_missing(command: str, names: Iterable[str]) -> list[str]:
        shown = kg(command, "--help").out
        return [name for name in names if name not in shown]

    assert find_missing("export", FORMATS) == []
    assert find_missing("analyse", ANALYSES) == []
    assert find_missing("query", ("table", "csv", "json", "turtle")) == []
    assert find_missing("evaluate", EVALUATIONS) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["query", "--no-such-option"],
        ["build"],
        ["build", "no-such-folder"],
        ["build", "articles", "--jobs", "0"],
        ["query"],
        ["query", "who-said-wat"],
        ["query", "no-such-file.rq"],
        ["query", "who-said-what", "--param", "actor"],
        ["query", "who-said-what", "--param", "speaker=Ruiz"],
        ["query", "who-said-what", "--param", "actor=Ruiz", "--param", "actor=Falk"],
        ["query", "who-said-what", "--format", "xml"],
        ["analyse", "centralty"],
        ["export", "gefx", "out.gexf"],
        ["explain", "id:person/nobody"],
        ["explain", "not an iri"],
    ],
)
def test_misuse_is_exit_code_2_and_says_what_would_do(
    kg: Run, written_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    where = ["--store", written_graph] if arguments[0] in COMMANDS and len(arguments) > 1 else []
    answer = kg(*arguments, *where)
    assert answer.code == 2
    assert answer.out == "" and answer.err != ""
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["query", "who-said-wat"], "who-said-what"),
        (["analyse", "centralty"], "centrality"),
        (["export", "gefx", "out"], "gexf"),
        (["query", "who-said-what", "--param", "actor=Anna Ruiz"], "Ana Ruiz"),
    ],
)
def test_a_mistyped_name_suggests_the_near_one(ask: Run, arguments: list[str], near: str) -> None:
    assert f"did you mean {near}".lower() in ask(*arguments).err.lower()


def test_query_prints_a_table(ask: Run) -> None:
    answer = ask("query", "who-said-what", "--param", "actor=Ana Ruiz")
    assert answer.code == 0 and answer.err == ""
    assert "Ana Ruiz" in answer.out and samples.ARTICLE.title in answer.out
    assert max(map(len, answer.out.splitlines())) <= 120


def test_query_prints_csv(ask: Run) -> None:
    answer = ask("query", "who-said-what", "--param", "actor=Ana Ruiz", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert len(rows) == 1 and 'the station "will fly until 2030"' in rows[0].values()


@pytest.mark.parametrize(
    "command",
    [
        "query articles",
        "analyse centrality",
        "gazetteer suggest",
        "curate list",
        "curate suggest",
    ],
)
def test_csv_can_be_for_excel_and_nothing_else_can(ask: Run, command: str) -> None:
    plain, marked = (ask(*command.split(), "--format", "csv", *more) for more in ([], ["--excel"]))
    assert marked == (0, "\ufeff" + plain.out, "") and plain.out.count(",") > 1
    for format in ("table", "json"):
        refused = ask(*command.split(), "--format", format, "--excel")
        assert refused.code == 2 and refused.out == ""
        assert f"--excel is for csv, and {format} was asked for" in refused.err


def test_an_export_can_be_for_excel(ask: Run, tmp_path: Path) -> None:
    assert ask("export", "csv", tmp_path / "tables", "--excel").code == 0
    assert (tmp_path / "tables" / "nodes.csv").read_text("utf-8").startswith("\ufeffId,Label,")
    refused = ask("export", "turtle", tmp_path / "graph.ttl", "--excel")
    assert refused.code == 2 and "--excel is for csv" in refused.err


def test_query_prints_sparql_json(ask: Run) -> None:
    answer = ask("query", "who-said-what", "--param", "actor=Ana Ruiz", "--format", "json")
    assert len(json.loads(answer.out)["results"]["bindings"]) == 1


def test_query_takes_a_file(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/spacepolicy/ontology#Role> ; ?p ?o }"
    )
    answer = ask("query", path, "--format", "turtle")
    assert answer.code == 0 and "agency chief" in answer.out


def test_bad_sparql_is_one_line(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("SELECT ?s WHERE { ?s ?p }")
    answer = ask("query", path)
    assert answer.code == 1 and answer.out == ""
    assert answer.err.count("\n") == 1 and "line 1" in answer.err


def test_query_without_rows_says_so_beside_the_output(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.rq"
    path.write_text("SELECT ?s WHERE { ?s <https://example.org/none> ?o }")
    assert ask("query", path) == (0, "", "no rows\n")


def test_query_lists_every_query(kg: Run) -> None:
    answer = kg("query", "--list")
    assert answer.code == 0
    assert all(f"{query.name}\n    {query.summary}" in answer.out for query in list_queries())


def test_without_a_graph_the_remedy_is_named(kg: Run, tmp_path: Path) -> None:
    answer = kg("query", "who-said-what", "--store", tmp_path / "none")
    assert answer.code == 1
    assert answer.err.count("\n") == 1 and "kg build" in answer.err


def test_debug_shows_where(kg: Run, tmp_path: Path) -> None:
    answer = kg("query", "who-said-what", "--debug", "--store", tmp_path / "none")
    assert answer.code == 1
    assert "Traceback" in answer.err and answer.err.splitlines()[-1].startswith("kg: no graph at")


# What some analyses need besides the graph.
NEEDED = {
    "change": ["--at", "2022-07-01"],
    "path": ["--actor", "Ana Ruiz", "--other", "Leon Falk"],
    "ties": ["--actor", "Ana Ruiz"],
}


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_analyses_print_the_same_rows_in_every_format(ask: Run, name: str) -> None:
    needed = NEEDED.get(name, [])
    shown = ask("analyse", name, *needed)
    listed = json.loads(ask("analyse", name, *needed, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(ask("analyse", name, *needed, "--format", "csv").out)))
    assert shown.code == 0
    assert len(listed) == len(rows)
    assert [row.keys() for row in rows] == [row.keys() for row in listed]


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_export_writes_and_says_where(ask: Run, tmp_path: Path, format: str) -> None:
    answer = ask("export", format, tmp_path / "out")
    assert answer.code == 0 and answer.out == ""
    assert (tmp_path / "out").exists() and f"wrote {tmp_path / 'out'}" in answer.err


def test_a_selection_leaves_out_what_it_does_not_hold(ask: Run, tmp_path: Path) -> None:
    def count(*options: str) -> int:
        return len(
            json.loads(ask("analyse", "ties", "--actor", "Ana Ruiz", "--format", "json", *options).out)
        )

    everything = count()
    assert everything > count("--ties", "told") == 1
    assert count("--since", "2022-07-27") == count("--until", "2022-07-27") == everything
    assert count("--since", "2022-07-28") == count("--until", "2022-07-26") == 0
    assert count("--outlet", "example wire") == everything and count("--outlet", "Another") == 0
    assert count("--topic", "WILL FLY") == 1
    assert count("--min-confidence", "0.95") == 0
    wrong = ask("analyse", "ties", "--actor", "Ana Ruiz", "--min-confidence", "7")
    assert wrong.code == 2 and "from 0 to 1" in wrong.err


def test_a_dynamic_export_has_a_clock(ask: Run, tmp_path: Path) -> None:
    assert ask("export", "gexf", tmp_path / "said.gexf", "--clock", "said").code == 0
    assert 'mode="dynamic"' in (tmp_path / "said.gexf").read_text(encoding="utf-8")
    refused = ask("export", "turtle", tmp_path / "graph.ttl", "--clock", "said")
    assert refused.code == 2 and "gexf" in refused.err


def test_explain_shows_what_is_said_and_the_words(ask: Run) -> None:
    answer = ask("explain", "id:person/ana-ruiz")
    assert answer.code == 0
    assert answer.out.startswith("Ana Ruiz\nhttps://w3id.org/spacepolicy/id/person/ana-ruiz\nsp:Person\n")
    assert '-- sp:stated -> the station "will fly until 2030"' in answer.out
    assert "agency chief >>Ana Ruiz<< of Orbita" in answer.out


def test_explain_names_every_kind_of_thing(ask: Run) -> None:
    answer = ask("explain", "id:agreement/harbor-accord")
    assert "sp:Accord, sp:Agreement" in answer.out
    assert "-- sp:signedBy -> Ana Ruiz" in answer.out and ">>Harbor Accord<<" in answer.out


def test_verify_finds_nothing_in_a_good_graph(ask: Run) -> None:
    assert ask("verify") == (0, "", "0 findings\n")


def test_verify_prints_what_is_wrong(kg: Run, tmp_path: Path) -> None:
    with new_generation(tmp_path / "graph") as generation:
        generation.add_quads(article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)))
        generation.add_article(replace(samples.ARTICLE, text=samples.TEXT.replace("Ruiz", "Riuz")))
    answer = kg("verify", "--store", tmp_path / "graph")
    assert answer.code == 1
    assert samples.ARTICLE.id in answer.out and "findings" in answer.err


def test_decisions_are_noted_listed_and_taken_back(ask: Run) -> None:
    merged = ask("curate", "merge", "Falk", "Ana Ruiz", "--because", "one and the same", "--later")
    assert merged.code == 0 and merged.err.startswith("decided 1: merge ")
    assert ask("curate", "reject", "will fly until 2030", "--later").code == 0
    rows = list(csv.DictReader(io.StringIO(ask("curate", "list", "--format", "csv").out)))
    assert [(row["number"], row["decision"], row["because"]) for row in rows] == [
        ("1", "merge", "one and the same"),
        ("2", "rejection", ""),
    ]
    assert "one and the same" in ask("curate", "list").out
    for number in (1, 2):
        assert ask("curate", "undo", number, "--later").err.startswith(f"took back {number}")
    assert ask("curate", "list") == (0, "", "no rows\n")
    missing = ask("curate", "undo", 1, "--later")
    assert missing.code == 1 and "no decision 1" in missing.err


def test_query_does_not_pay_for_spacy(written_graph: Path) -> None:
    code = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]) or 'spacy' in sys.modules)"
    question = ["query", "who-said-what", "--param", "actor=Ruiz", "--store", str(written_graph)]
    done = subprocess.run(
        [sys.executable, "-c", code, *question], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_imports_little() -> None:
    code = (
        "import sys; from kg.cli import main; main(['--help']);"
        "sys.exit(' '.join({'spacy', 'pyoxigraph', 'rdflib', 'networkx', 'rich'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_is_no_error(written_graph: Path) -> None:
    done = run_apart(
        f"kg query facts-of-actor --param actor=Ruiz --store {written_graph} --format csv | head -n 1"
    )
    assert done.stderr == "" and done.stdout.count("\n") == 1
    done = run_apart(f"kg query --list --store {written_graph} | true")
    assert done.stderr == ""


def test_where_there_are_no_rows_it_is_told_what_is_known(ask: Run) -> None:
    silent = ask("query", "who-said-what", "--param", "actor=Freedonia")
    assert silent.code == 0 and silent.out == ""
    assert "1 article speaks of Freedonia" in silent.err and "kg explain id:state/freedonia" in silent.err


def test_where_only_doubtful_statements_answer_it_is_told_that_they_are_left_out(
    kg: Run, tmp_path: Path
) -> None:
    doubtful = tuple(replace(claim, confidence=0.5) for claim in samples.EXTRACTION.claims)
    extraction = replace(samples.EXTRACTION, claims=doubtful)
    with new_generation(tmp_path / "graph") as generation:
        generation.add_quads(article_quads(to_facts(samples.ARTICLE, extraction, samples.RESOLUTION)))
    answer = kg("query", "who-said-what", "--param", "actor=Ana Ruiz", "--store", tmp_path / "graph")
    assert "rows that rest on doubtful statements only: 1; --all shows them" in answer.err
    assert kg(
        "query", "who-said-what", "--param", "actor=Ana Ruiz", "--all", "--store", tmp_path / "graph"
    ).out
