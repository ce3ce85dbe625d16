"""The docs name what there is, and their examples run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from pyoxigraph import parse

from kg.cli import app
from kg.evaluate import EVALUATIONS
from kg.export import ExportOptions
from kg.model import Article, SpeechAct
from kg.network import to_network
from kg.ontology import actors_path, load_actors
from kg.queries import list_queries, run_query, to_markdown
from kg.readers import READERS
from kg.rules.reporting_verbs import REPORTING_VERBS
from kg.store import open_store

ROOT = Path(__file__).parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.glob("docs/**/*.md")
}
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = {**PAGES, **{path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("*.md")}}


def examples(language: str) -> list[str]:
    """The code blocks of docs/extending.md in one language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGES["docs/extending.md"], re.DOTALL)


def run(code: str) -> dict[str, Any]:
    """What a Python example defines."""
    names: dict[str, Any] = {}
    exec(compile(code, "docs/extending.md", "exec"), names)
    return names


def test_the_readme_opens_with_what_a_newcomer_does() -> None:
    order = ["make build-graph", "make test", "$ kg query who-said-what --param actor=NASA"]
    places = [README.index(line) for line in order]
    assert places == sorted(places) and places[-1] < README.index("\n## ")


def test_the_readme_names_every_command_evaluation_and_input() -> None:
    commands = [command.callback.__name__ for command in app.registered_commands]
    assert [name for name in commands if f"| `kg {name}" not in README] == []
    assert [name for name in EVALUATIONS if f"`{name}`" not in README] == []
    assert [suffix for suffix in READERS if suffix != ".htm" and f"`{suffix}`" not in README] == []


def test_the_page_of_queries_is_written_from_the_queries() -> None:
    assert PAGES["docs/queries.md"] == to_markdown(list_queries()), (
        "run `python -m kg.queries > docs/queries.md`"
    )


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)\)", TEXTS[name])
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_commands_in_the_docs_exist() -> None:
    known = {command.callback.__name__ for command in app.registered_commands}
    known |= {group.name for group in app.registered_groups}
    for name, text in TEXTS.items():
        used = set(re.findall(r"^    (?:\$ )?kg ([a-z]+)", text, re.MULTILINE)) | set(
            re.findall(r"`kg ([a-z]+)", text)
        )
        assert used <= known, name


QUESTIONS = re.findall(
    r"^(    (?:select|construct|ask)\b.*?\n    \})", PAGES["docs/graph.md"], re.DOTALL | re.MULTILINE
)


@pytest.mark.parametrize("sparql", QUESTIONS)
def test_the_queries_on_the_page_of_the_graph_run_as_printed(sparql: str, written_graph: Path) -> None:
    assert run_query(open_store(written_graph), sparql).columns


def test_there_are_queries_on_the_page_of_the_graph() -> None:
    assert len(QUESTIONS) >= 3


def test_make_targets_in_the_docs_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name, text in TEXTS.items():
        used = re.findall(r"^    make ([a-z-]+)", text, re.MULTILINE) + re.findall(r"`make ([a-z-]+)", text)
        assert set(used) <= targets, name


def test_the_architecture_names_every_module() -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kg").glob("*.py")} - {"kg/__init__.py"}
    folders = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in (ROOT / "kg").glob("*/__init__.py")}
    named = set(re.findall(r"`(kg/[a-z_]+(?:\.py|/))`", PAGES["docs/architecture.md"]))
    assert named == modules | folders


def test_the_layers_in_the_docs_are_those_that_are_held() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    assert "".join(f"    {layer}\n" for layer in contract["layers"]) in PAGES["docs/architecture.md"]


def test_the_dependencies_are_listed_as_they_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["audit"],
        *project["project"]["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]
    names = {re.split(r"[\[<>=]", requirement)[0] for requirement in wanted}
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \|", PAGES["docs/dependencies.md"], re.MULTILINE)
    locks = "".join((ROOT / f"requirements-{kind}.lock").read_text() for kind in ("audit", "dev"))
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", locks, re.MULTILINE))
    assert {name for name, _ in rows} == names
    assert dict(rows) == {name: locked[name] for name in names}


def test_a_verb_as_in_the_docs_fits_the_rules() -> None:
    (example,) = (tomllib.loads(text) for text in examples("toml"))
    frames = {
        frame for verbs in REPORTING_VERBS.values() for value in verbs.values() for frame in value.split()
    }
    for act in get_args(SpeechAct):
        verbs = example.pop(act, {})
        assert not set(verbs) & set(REPORTING_VERBS.get(act, {}))
        assert {frame for value in verbs.values() for frame in value.split()} <= frames
    assert not example


def test_an_actor_as_in_the_docs_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "actors.ttl"
    (example,) = examples("turtle")
    path.write_text(actors_path().read_text(encoding="utf-8") + example, encoding="utf-8")
    assert "Orbita" in {actor.name for actor in load_actors(path)}
    assert len(list(parse(path=path))) > 3


def test_a_query_as_in_the_docs_answers(tmp_path: Path, written_graph: Path) -> None:
    path = tmp_path / "who-is-quoted-in.rq"
    (example,) = examples("sparql")
    path.write_text(example, encoding="utf-8")
    rows = run_query(open_store(written_graph), str(path), {"outlet": "Example Wire"})
    assert ("Ana Ruiz",) in rows.rows


def test_the_python_examples_run(tmp_path: Path, written_graph: Path) -> None:
    reader, exporter, analysis = map(run, examples("python"))
    path = tmp_path / "pact.wire"
    path.write_text(
        "A pact\n=====\nThe agency said on Monday that it will sign the pact in the spring.", "utf-8"
    )
    (article,) = reader["read_wire"](path)
    assert isinstance(article, Article) and article.title == "A pact"
    path.write_text("A pact without any text", "utf-8")
    (error,) = reader["read_wire"](path)
    assert "equals signs" in error.reason

    store = open_store(written_graph)
    exporter["write_pairs"](store, tmp_path / "pairs", ExportOptions())
    assert "Ana Ruiz\ttold\tLeon Falk\n" in (tmp_path / "pairs").read_text(encoding="utf-8")
    table = analysis["find_reciprocity"](to_network(store))
    assert table.rows and all(0 <= share <= 1 for _, share in table.rows)
