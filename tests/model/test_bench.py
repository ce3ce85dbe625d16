"""The benchmark runs and measures every system on the same texts; what it measures is never asserted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]


def run_bench(*arguments: object) -> subprocess.CompletedProcess[str]:
    """evaluation/bench.py in a process of its own: it sets up its threads by starting itself again."""
    return subprocess.run(
        [sys.executable, "evaluation/bench.py", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_system_is_measured(tmp_path: Path) -> None:
    text = (
        "The ministry said on Monday that the probe will fly in 2030. Nobody knows more about it than that."
    )
    (tmp_path / "probe.txt").write_text(text, encoding="utf-8")
    done = run_bench(tmp_path, "--rounds", 2, "--no-growth")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 articles, 19 words in 1 batches, 2 rounds\n")
    for name in ("raw spaCy", "our pipeline", "dates", "kg extract"):
        row = rf"^{name} +[\d,]+ +[\d,.]+ +\d+\.\d\d   \d+\.\d\d to \d+\.\d\d$"
        assert re.search(row, done.stdout, re.MULTILINE)
    assert re.search(r"^reader  +(?:[\d,]+ |not there)", done.stdout, re.MULTILINE)


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    done = run_bench(tmp_path)
    assert done.returncode == 1 and done.stderr.startswith("bench: ") and str(tmp_path) in done.stderr
