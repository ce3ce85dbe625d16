"""What a user types, wherever a command takes it: repeated as text and in part, and answered soon."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from tests.conftest import Answer, Run

HOSTILE = "wry\x1b]0;owned\x07\x1b[2J\x9b1m\u202e\x7f\nkg: all is well"
OBEYED = ("\x1b", "\x07", "\x9b", "\u202e", "\x7f", "\nkg: all is well")


def type_everywhere(value: str) -> list[list[str]]:
    """Command lines with `value` in every place where a user types something."""
    ties = ["analyse", "ties", "--actor"]
    return [
        [value],
        [f"--{value}"],
        ["query", value],
        ["query", f"{value}.rq"],
        ["query", "articles", value],
        ["query", f"--{value}"],
        ["query", f"--{value}=1"],
        ["query", "articles", "--format", value],
        ["query", "who-said-what", "--param", value],
        ["query", "who-said-what", "--param", f"{value}=1"],
        ["query", "who-said-what", "--param", f"actor={value}"],
        ["query", "latest-statements", "--param", f"since={value}"],
        ["query", "roster-standing", "--param", f"roster={value}"],
        ["query", "articles", "--store", value],
        ["explain", value],
        ["explain", f"id:{value}"],
        ["analyse", value],
        [*ties, value],
        [*ties, "Falk", "--since", value],
        [*ties, "Falk", "--ties", value],
        [*ties, "Falk", "--min-confidence", value],
        ["analyse", "change", "--at", value],
        ["export", value, "out"],
        ["export", "gexf", f"{value}/graph.gexf"],
        ["export", "gexf", "graph.gexf", "--clock", value],
        ["report", f"{value}/report.html"],
        ["build", value],
        ["build", "articles", "--jobs", value],
        ["curate", value],
        ["curate", "merge", value, "Falk", "--later"],
        ["curate", "merge", "Falk", value, "--later"],
        ["curate", "split", "Falk", "--name", value, "--as", "Fulk", "--later"],
        ["curate", "split", "Falk", "--article", value, "--as", "Fulk", "--later"],
        ["curate", "reject", value, "--later"],
        ["curate", "reject", f"two words {value}", "--later"],
        ["curate", "undo", value, "--later"],
        ["evaluate", value, "."],
        ["evaluate", "claims", value],
        ["evaluate", "claims", ".", "--scorer", value],
        ["gazetteer", "suggest", value],
    ]


def name_place(arguments: list[str]) -> str:
    return " ".join(arguments).replace("?", "VALUE")


@pytest.fixture
def misuse(ask: Run, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line that has `value` in one of the places, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(place: int, value: str) -> Answer:
        arguments = type_everywhere(value)[place]
        takes_store = len(arguments) > 1 and "--store" not in arguments and arguments[0] != "evaluate"
        return (ask if takes_store else kg)(*arguments)

    return run


@pytest.mark.parametrize("place", range(len(type_everywhere(""))), ids=map(name_place, type_everywhere("?")))
def test_what_a_user_typed_is_repeated_as_text(misuse: Run, place: int) -> None:
    answer = misuse(place, HOSTILE)
    assert not [sign for sign in OBEYED if sign in answer.out + answer.err]
    assert "this is a fault of kg" not in answer.err


@pytest.mark.parametrize("place", range(len(type_everywhere(""))), ids=map(name_place, type_everywhere("?")))
def test_what_is_long_is_repeated_in_part_and_answered_soon(misuse: Run, place: int) -> None:
    started = perf_counter()
    answer = misuse(place, "long" * 31_000)
    assert perf_counter() - started < 5
    assert answer.code != 0 and answer.err
    assert len(answer.out) + len(answer.err) < 10_000
    assert "this is a fault of kg" not in answer.err
