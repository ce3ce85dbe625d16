"""Fixtures that several test modules share."""

from __future__ import annotations

import builtins
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from kg import pipeline
from kg.cli import main
from kg.export import html as html_module
from kg.facts import to_facts
from kg.model import Article
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline import build
from kg.pipeline.reading import Failure, Reading
from kg.pipeline.telling import write_stories
from kg.store_writing import new_generation
from kg.triples import article_quads, entity_quads
from tests import samples
from tests.first_words import read_first_word

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")

# How fast an example is made says something of the machine and its load, nothing of the code.
# Where CI says so the same examples are drawn each time; whoever changes the code draws new ones.
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("patient")
# Several processes that test tell each other's window to their programs; a pipe has none.
os.environ.pop("COLUMNS", None)


class Answer(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


def run_apart(script: str) -> subprocess.CompletedProcess[str]:
    """A command line in a shell of its own; `kg` in it is this Python's."""
    kg = f"{sys.executable} -c 'import sys; from kg.cli import main; sys.exit(main())'"
    bash = f'kg() {{ {kg} "$@"; }}; {script}'
    return subprocess.run(["bash", "-c", bash], capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process."""

    def run(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture
def ask(kg: Run, written_graph: Path) -> Run:
    """Runs the command on the written graph."""
    return lambda *arguments: kg(*arguments, "--store", written_graph)


@pytest.fixture(autouse=True)
def page_script(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script for the page that does nothing: the real one has to be fetched."""
    path = tmp_path_factory.getbasetemp() / "network.js"
    path.write_text("const end = '</script>';\n", encoding="utf-8")
    monkeypatch.setattr(html_module, "bundle_path", lambda name: path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed, headless; skips where there is none.

    Only as long as a module: as long as it is open, nothing else in this thread can run asyncio.
    """
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        pytest.skip(f"there is none of {', '.join(CHROMIUMS)} here: `apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    # Chromium as root needs the one, drawing without a graphics card the other.
    arguments = ["--no-sandbox", "--enable-unsafe-swiftshader"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()


@pytest.fixture
def hide(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a package that is installed look as if it were not."""

    def hide_package(package: str) -> None:
        real = builtins.__import__

        def find(name: str, *rest: Any) -> Any:
            if name.split(".")[0] == package:
                raise ImportError(name)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", find)

    return hide_package


@pytest.fixture
def read_ids(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reads without a model; gives the ids of the articles that were read, in order."""
    ids: list[str] = []

    def read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
        for article in articles:
            ids.append(article.id)
            yield read_first_word(article)

    monkeypatch.setattr(pipeline, "read_all", read_all)
    return ids


@pytest.fixture(scope="session")
def written_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a graph of the hand-built sample article lies on disk; made without a language model."""
    location = tmp_path_factory.mktemp("written") / "graph"
    names = [(entity.iri, entity.name) for entity in samples.RESOLUTION.entities]
    with new_generation(location) as generation:
        generation.add_quads(article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)))
        generation.add_quads([*entity_quads(names), *ontology_quads(), *gazetteer_quads()])
        generation.add_article(samples.ARTICLE)
        write_stories(generation, [samples.ARTICLE])
    return location


@pytest.fixture(scope="session")
def articles_folder() -> Path:
    """The sample articles of this checkout."""
    return Path(__file__).parent.parent / "articles"


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory, articles_folder: Path) -> Path:
    """Where the graph of the sample articles lies; takes the trained model, for tests in tests/model."""
    location = tmp_path_factory.mktemp("sample") / "graph"
    build([articles_folder], location, jobs=1)
    return location
