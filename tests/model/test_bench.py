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
    """evaluation/bench in a process of its own: it sets up its threads by starting itself again."""
    return subprocess.run(
        [sys.executable, "evaluation/bench", *map(str, arguments), "--no-record"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_reading_and_the_graph_are_measured(tmp_path: Path) -> None:
    text = (
        "The ministry said on Monday that the probe will fly in 2030. Nobody knows more about it than that."
    )
    (tmp_path / "probe.txt").write_text(text, encoding="utf-8")
    done = run_bench(tmp_path, "--rounds", 2, "--only", "graphs,speed,queries", "--sizes", "3")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 articles, 19 words, 2 rounds\nAbout ")
    for name in ("raw spaCy", "our pipeline", "dates", "kg extract"):
        assert re.search(rf"^{name} +[\d,.]+ words/s$", done.stdout, re.MULTILINE)
    for name in ("our pipeline over raw spaCy", "kg extract over raw spaCy"):
        assert re.search(rf"^{name} +-?\d+\.\d\d", done.stdout, re.MULTILINE)
    assert re.search(r"^written over raw bulk_load .*at least 0.8: (not )?met$", done.stdout, re.MULTILINE)
    assert re.search(r"^query topics without values .* at most 0.1: (not )?met$", done.stdout, re.MULTILINE)
    assert re.search(r"^verify, 3 articles, memory +\d+\.\d\d MB$", done.stdout, re.MULTILINE)


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    done = run_bench(tmp_path)
    assert done.returncode == 1 and done.stderr.startswith("bench: ") and str(tmp_path) in done.stderr


def test_a_section_that_there_is_not_is_told(tmp_path: Path) -> None:
    done = run_bench(tmp_path, "--only", "speed,taste")
    assert done.returncode == 2 and "there are: speed, jobs, texts, changes, graphs, queries" in done.stderr
