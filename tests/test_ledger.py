"""The invented articles and list of evaluation/ledger: exact answers about signatures, counts and silence."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli import main

FOLDER = Path(__file__).parent.parent / "evaluation" / "ledger"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("ledger") / "graph")
    assert main(["build", str(FOLDER / "articles.jsonl"), "--store", place, "--jobs", "1"]) == 0
    return place


def ask(store: str, capsys: pytest.CaptureFixture[str], name: str, *given: str) -> list[dict[str, str]]:
    capsys.readouterr()
    params = [word for one in given for word in ("--param", one)]
    assert main(["query", name, *params, "--format", "csv", "--store", store]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_list_is_reconciled(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    official = str(FOLDER / "list.csv")
    assert main(["reconcile", "Harbor Accords", official, "--format", "json", "--store", store]) == 0
    printed = capsys.readouterr()
    found = [(row["party"], row["finding"], row["compared"], row["told"]) for row in json.loads(printed.out)]
    assert found == [
        ("Ghana", "differs", "date", "2024-06-20; 2024-06-19"),
        ("Norway", "differs", "date", "2024-04-10"),
        ("Ethiopia", "only there", None, None),
        ("Japan", "only here", None, "2024-09"),
        ("Atlantis", "unknown there", None, None),
        ("Chile", "agrees", "party, date", "2024-03-01"),
        ("Peru", "agrees", "party, date", "2024-04-10"),
    ]
    assert "list.csv:7: Norway stands twice, first in line 4" in printed.err
    assert "list.csv:8: Atlantis is nobody who is known here" in printed.err


def test_what_is_stated_is_held_against_what_is_counted(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ask(store, capsys, "stated-counts", "agreement=Harbor Accords")
    found = [(row["as_of"], row["total"], row["bound"], row["joins"], row["finding"]) for row in rows]
    assert found == [
        ("2024-03-01", "1", "exactly", "Chile", "agrees"),
        ("2024-04-11", "3", "exactly", "", "agrees"),
        ("2024-06-19", "4", "exactly", "Ghana", "agrees"),
        ("2024-06-21", "4", "exactly", "Ghana", "agrees"),
        ("2024-09-02", "10", "at least", "", "6 of them not seen here"),
        ("2024-10-01", "3", "exactly", "", "2 more are counted here"),
    ]
    assert rows[-1]["disputed"].startswith("4 on 2024-06-") and not rows[0]["disputed"]


@pytest.mark.parametrize(
    ("by", "unseen"), [("2024-03-31", ["Ethiopia", "Ghana", "Norway", "Peru"]), ("2024-12-31", ["Ethiopia"])]
)
def test_who_had_not_signed_by_a_day(
    store: str, capsys: pytest.CaptureFixture[str], by: str, unseen: list[str]
) -> None:
    roster = f"roster=@{FOLDER / 'list.csv'}"
    rows = ask(store, capsys, "who-has-not-signed", "agreement=Harbor Accords", roster, f"as_of={by}")
    assert [row["who"] for row in rows] == unseen
    assert {(row["articles"], row["first"], row["last"]) for row in rows} == {
        ("6", "2024-03-02", "2024-10-02")
    }
