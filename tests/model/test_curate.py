"""Overruling the reading as a user does, through the command, with the trained model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from tests.test_evaluate import SCORER

pytestmark = pytest.mark.model

TEXT = (
    "Minister Ana Ruiz said on Tuesday that the station will fly until 2030. "
    "The agency's chief, Leon Falk, told reporters that the money is not there."
)


def test_a_decision_takes_effect_at_once_and_can_be_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def kg(*arguments: str) -> str:
        assert main([*arguments, "--store", str(tmp_path / "graph")]) == 0
        return capsys.readouterr().out

    (tmp_path / "news.txt").write_text("---\ntitle: Station\n---\n" + TEXT, encoding="utf-8")
    kg("build", str(tmp_path / "news.txt"))
    asked = ("query", "who-said-what", "--param", "actor=Ruiz", "--format", "csv")
    before = kg(*asked)
    assert "until 2030" in before and "money" not in before

    assert "1 articles read" in kg("curate", "merge", "Leon Falk", "Ana Ruiz")
    assert "money" in kg(*asked)
    kg("curate", "reject", "until 2030")
    assert "until 2030" not in kg(*asked)
    assert kg("verify") == ""

    kg("curate", "undo", "2", "--later")
    kg("curate", "undo", "1")
    assert kg(*asked) == before


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer of PolNeAR is not beside this checkout")
def test_decisions_that_are_exported_score_a_hundred_against_the_graph_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def kg(*arguments: str) -> str:
        assert main([*arguments]) == 0
        return capsys.readouterr().out

    store, folder = str(tmp_path / "graph"), tmp_path / "annotated"
    (tmp_path / "news.txt").write_text(
        "---\ntitle: Station\npublished: 2024-05-02\n---\n" + TEXT, encoding="utf-8"
    )
    kg("build", str(tmp_path / "news.txt"), "--store", store)
    kg("curate", "confirm", "until 2030", "--store", store, "--later")
    kg("curate", "reject", "money is not", "--store", store)
    kg("curate", "export", str(folder), "--store", store)
    told = ("--decisions", store, "--json")
    claims = json.loads(kg("evaluate", "claims", str(folder), "--scorer", str(SCORER), *told))
    assert (claims["attribution"]["f1"], claims["attribution"]["gold"]) == (1.0, 1)
    facts = json.loads(kg("evaluate", "facts", str(folder / "facts.jsonl"), *told))
    assert facts["actors"]["f1"] == facts["offices"]["f1"] == 1.0
    # Without the decisions what was contested is read again.
    without = json.loads(kg("evaluate", "claims", str(folder), "--scorer", str(SCORER), "--json"))
    assert without["attribution"]["f1"] < 1.0
    assert "confirmed by a person" in next((folder / "attributions").iterdir()).read_text(encoding="utf-8")
