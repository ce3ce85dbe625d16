"""The floors: what passes, what fails, and what may be written."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.evaluate import Evaluation, Request

ROOT = Path(__file__).parent.parent
FIGURES = {"corpus": "a corpus", "recall": 0.8, "spans": {"cue": {"f1": 0.61237}}, "bins": [1], "plans": 2}
FLOORS = """\
[claims."gold"]
slack = 0.01
digest = "DIGEST"

[claims."gold".floors]
"recall" = 0.75
"spans.cue.f1" = 0.6

[claims."gold".ceilings]
"plans" = 3
"""


def load_ratchet() -> ModuleType:
    """evaluation/ratchet.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("ratchet", ROOT / "evaluation" / "ratchet.py")
    assert spec and spec.loader
    module = sys.modules["ratchet"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ratchet = load_ratchet()
Check = Callable[..., int]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one corpus, and floors.toml beside it."""
    (tmp_path / "data" / "gold").mkdir(parents=True)
    (tmp_path / "data" / "gold" / "01.json").write_text("{}", encoding="utf-8")
    digest = ratchet.find_digest(tmp_path / "data" / "gold")
    (tmp_path / "floors.toml").write_text(FLOORS.replace("DIGEST", digest), encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def check(data: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Runs the ratchet on figures that were not measured."""

    def run(*options: str, **figures: Any) -> int:
        def evaluate(what: str, request: Request) -> Evaluation:
            assert what == "claims" and request.gold == data / "gold"
            return Evaluation(FIGURES | figures, "", "")

        monkeypatch.setattr(ratchet, "evaluate", evaluate)
        return int(
            ratchet.main(["--data", str(data), "--floors", str(data.parent / "floors.toml"), *options])
        )

    return run


def read(data: Path) -> Any:
    (corpus,) = ratchet.read_floors(data.parent / "floors.toml")
    return corpus


def test_figures_above_their_floors_pass_and_nothing_is_written(
    check: Check, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (data.parent / "floors.toml").read_bytes()
    assert check() == 0
    assert "  recall                      0.8000    0.7500\n" in capsys.readouterr().out
    assert (data.parent / "floors.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("figures", "name"), [({"recall": 0.7}, "recall"), ({"plans": 4}, "plans"), ({"recall": 0.739}, "recall")]
)
def test_a_figure_beyond_its_bound_fails_and_is_named(
    check: Check, capsys: pytest.CaptureFixture[str], figures: dict[str, Any], name: str
) -> None:
    assert check(**figures) == 1
    shown = capsys.readouterr()
    assert "FELL" in shown.out
    assert shown.err.startswith(f"ratchet: gold: {name} is ") and "--lower" in shown.err


def test_a_figure_within_the_slack_passes(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(recall=0.745) == 0
    assert "within the slack" in capsys.readouterr().out


def test_another_corpus_fails_before_it_is_measured(
    check: Check, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "gold" / "02.json").write_text("{}", encoding="utf-8")
    assert check("--write") == 1
    shown = capsys.readouterr()
    assert shown.out == "" and "not the files that the floors were measured on" in shown.err


def test_a_renamed_file_is_another_corpus(data: Path) -> None:
    before = ratchet.find_digest(data / "gold")
    (data / "gold" / "01.json").rename(data / "gold" / "02.json")
    assert ratchet.find_digest(data / "gold") != before


def test_what_is_not_there_is_skipped_with_a_word(
    check: Check, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "gold").rename(data / "elsewhere")
    assert check("--write") == 0
    assert "gold: skipped, there is no " in capsys.readouterr().out
    assert read(data).floors == {"recall": 0.75, "spans.cue.f1": 0.6}


def test_write_only_raises(check: Check, data: Path) -> None:
    assert check("--write", recall=0.745) == 0
    assert read(data).floors == {"recall": 0.75, "spans.cue.f1": 0.6123}
    assert read(data).ceilings == {"plans": 2}


def test_what_was_written_passes(check: Check) -> None:
    assert check("--write") == 0
    assert check() == 0
    assert check(recall=0.78) == 1


def test_write_does_not_lower(check: Check, data: Path) -> None:
    assert check("--write", recall=0.5) == 1
    assert read(data).floors["recall"] == 0.75 and read(data).floors["spans.cue.f1"] == 0.6


def test_lower_writes_what_is_measured_and_the_digest(check: Check, data: Path) -> None:
    (data / "gold" / "02.json").write_text("{}", encoding="utf-8")
    assert check("--lower", recall=0.5, plans=5) == 0
    assert read(data).floors["recall"] == 0.5 and read(data).ceilings == {"plans": 5}
    assert read(data).digest == ratchet.find_digest(data / "gold")
    assert check(recall=0.5, plans=5) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (FLOORS.replace('"recall"', '"recal"'), "recal is not measured; there are: recall, spans.cue.f1"),
        (FLOORS.replace("slack", "slak"), "cannot be read as floors"),
        ("[", "cannot be read as floors"),
    ],
)
def test_broken_floors_are_told(
    check: Check, data: Path, capsys: pytest.CaptureFixture[str], words: str, message: str
) -> None:
    digest = ratchet.find_digest(data / "gold")
    (data.parent / "floors.toml").write_text(words.replace("DIGEST", digest), encoding="utf-8")
    assert check() == 1
    assert message in capsys.readouterr().err


def test_the_floors_of_this_project_are_read_and_written_alike(tmp_path: Path) -> None:
    corpora = ratchet.read_floors(ratchet.FLOORS)
    assert {corpus.folder for corpus in corpora} == {
        "polnear/dev",
        "gold-dev",
        "wikiwars",
        "TimeBank",
        "AQUAINT",
    }
    ratchet.write_floors(tmp_path / "floors.toml", corpora)
    assert (tmp_path / "floors.toml").read_text("utf-8") == ratchet.FLOORS.read_text("utf-8")
