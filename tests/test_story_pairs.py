"""The labelled pairs of evaluation/story_pairs.jsonl: how well copies are told from lookalikes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

EVALUATION = Path(__file__).parent.parent / "evaluation"


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """evaluation/stories.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("story_pairs", EVALUATION / "stories.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "story_pairs", module)
    spec.loader.exec_module(module)
    return module


def test_copies_are_found_and_little_else(stories: ModuleType) -> None:
    if not (stories.SHARED / "nasa-news").is_dir():
        pytest.skip(f"no {stories.SHARED}")
    pairs = stories.measure(stories.SHARED)
    precision, recall = stories.score(pairs)
    assert len(pairs) >= 60
    assert precision >= 0.98 and recall >= 0.9


def test_without_the_articles_it_says_so(
    stories: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["stories.py", str(tmp_path)])
    assert stories.main() == 0
    assert "skipped" in capsys.readouterr().out
