"""Overruling the reading as a user does, through the command, with the trained model."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main

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
