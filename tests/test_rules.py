"""The loader of kg/rules/: what it reads, and how it says what is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

import pytest

from kg.errors import RulesError
from kg.rules import FOLDER, read_rules

RULES = sorted(FOLDER.glob("*.toml"))


@dataclass(frozen=True)
class Verbs:
    saying: frozenset[str]
    frames: Mapping[Literal["clause", "quote"], tuple[int, ...]]
    label: str = ""


def read(tmp_path: Path, text: str) -> Verbs:
    path = tmp_path / "verbs.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules(path, Verbs)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rules_file_has_a_module_that_reads_it(path: Path) -> None:
    assert getattr(import_module(f"kg.rules.{path.stem}"), path.stem.upper())


@pytest.mark.parametrize(
    "path", [path for path in RULES if path.stem == "hedges"], ids=lambda path: path.stem
)
def test_words_are_lower_case_and_sorted(path: Path) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = [
        words
        for table in tables.values()
        for words in (table.values() if isinstance(table, dict) else [table])
    ]
    assert lists and all(words == sorted({word.lower() for word in words}) for words in lists)


def test_a_file_is_read_as_the_types_of_its_class_say(tmp_path: Path) -> None:
    read_verbs = read(tmp_path, 'saying = ["say", "tell"]\n[frames]\nclause = [1, 2]')
    assert read_verbs == Verbs(frozenset({"say", "tell"}), {"clause": (1, 2)})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('sayin = ["say"]\nframes = {}', "there is no key 'sayin' at the top. Did you mean saying?"),
        ("frames = {}", "the key 'saying' is missing"),
        (
            "saying = []\nframes = { claus = [1] }",
            "there is no key 'claus' in [frames]. Did you mean clause?",
        ),
        ('saying = []\nframes = { clause = ["1"] }', "frames.clause: '1' is of type str, not int"),
        ('saying = "say"\nframes = {}', "saying: 'say' is of type str, not list"),
        ("saying = []\nframes = []", "frames: [] is of type list, not dict"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(RulesError) as error:
        read(tmp_path, text)
    assert f"{tmp_path / 'verbs.toml'}: {told}" in str(error.value)


def test_broken_toml_is_told_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"verbs\.toml:2: not TOML"):
        read(tmp_path, 'one = 1\ntwo = "two\n')


def test_an_unknown_name_lists_the_known(tmp_path: Path) -> None:
    (tmp_path / "verbs.toml").write_text("", encoding="utf-8")
    with pytest.raises(RulesError, match=r"nouns\.toml: there is no such rules file; there are: verbs"):
        read_rules(tmp_path / "nouns.toml", Verbs)


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "verbs.toml"
    path.write_bytes(b'say = "\xe9"')
    with pytest.raises(RulesError, match="not UTF-8 at byte 7"):
        read_rules(path, Verbs)
