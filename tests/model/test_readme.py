"""The README's examples are what the commands print. `make readme` writes them anew."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

import pytest

from kg.cli import main

pytestmark = pytest.mark.model

README = Path(__file__).parent.parent.parent / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _run(command: str) -> str:
    """What `command`, a line that starts with "$ kg", prints."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        code = main(command.removeprefix("$ kg ").split())
    assert code == 0, command
    return output.getvalue()


def _run_block(match: re.Match[str]) -> str:
    command = match[1].splitlines()[0]
    return f"```console\n{command}\n{_run(command)}```"


@pytest.fixture
def in_built_folder(sample_graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A working folder as `make build-graph` leaves it."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "graph").symlink_to(sample_graph)
    (tmp_path / "articles").symlink_to(README.parent / "articles")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_built_folder")
def test_the_examples_show_what_is_printed() -> None:
    written = README.read_text(encoding="utf-8")
    printed = BLOCK.sub(_run_block, written)
    if os.environ.get("WRITE_README"):
        README.write_text(printed, encoding="utf-8")
    else:
        assert written == printed, "run `make readme` and read what has changed"


@pytest.mark.usefixtures("in_built_folder")
def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out.splitlines()[::2] == ["12 articles", "True"]
