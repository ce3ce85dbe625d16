"""The loader of kg/rules/: what it reads, and how it says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RulesError
from kg.rules import FOLDER, load_rules, read_rules


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_rules_file_is_read(path: Path) -> None:
    assert load_rules(path.stem)


def test_the_words_of_hedges_are_lower_case_and_sorted() -> None:
    lists = [words for table in load_rules("hedges").values() for words in table.values()]
    assert lists and all(words == sorted({word.lower() for word in words}) for words in lists)


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "verbs_for_test.toml").write_text('say = ["say"]', encoding="utf-8")
    monkeypatch.setattr("kg.rules.FOLDER", tmp_path)
    assert load_rules("verbs_for_test") is load_rules("verbs_for_test")


def test_broken_toml_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "verbs.toml"
    path.write_text('one = 1\ntwo = "two\n', encoding="utf-8")
    with pytest.raises(RulesError, match=r"verbs\.toml:2: not TOML"):
        read_rules(path)


def test_an_unknown_name_lists_the_known(tmp_path: Path) -> None:
    (tmp_path / "verbs.toml").write_text("", encoding="utf-8")
    with pytest.raises(RulesError, match=r"nouns\.toml: there is no such rules file; there are: verbs"):
        read_rules(tmp_path / "nouns.toml")


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "verbs.toml"
    path.write_bytes(b'say = "\xe9"')
    with pytest.raises(RulesError, match="not UTF-8 at byte 7"):
        read_rules(path)
