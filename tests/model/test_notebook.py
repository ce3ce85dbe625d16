"""docs/notebook.ipynb: its cells run, in their order, on the graph of the sample articles."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.rows import Rows

pytestmark = pytest.mark.model
pandas = pytest.importorskip("pandas")
pytest.importorskip("duckdb")

NOTEBOOK = json.loads((Path(__file__).parents[2] / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))


def run_cells() -> Iterator[Any]:
    """The value of the last line of each cell that has one, as a notebook shows it."""
    names: dict[str, Any] = {}
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "notebook.ipynb", "exec"), names)
            if isinstance(last, ast.Expr):
                yield eval(compile(ast.Expression(last.value), "notebook.ipynb", "eval"), names)


def test_the_notebook_runs(sample_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "graph").symlink_to(sample_graph)
    monkeypatch.chdir(tmp_path)
    answer, acts, far, speakers = run_cells()
    assert isinstance(answer, Rows) and "<td>statement</td>" in answer._repr_html_()
    assert acts.sum() == len(answer.terms)
    assert len(far) and list(speakers.columns) == ["name", "claims", "confidence"]
    assert speakers["claims"].is_monotonic_decreasing


def test_it_is_kept_without_answers() -> None:
    code = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert NOTEBOOK["nbformat"] == 4
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
