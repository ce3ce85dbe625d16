"""English is told from other languages; the figures stand at the head of kg/readers/language.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.readers.language import FUNCTION_WORDS, find_english_share, is_english
from kg.settings import MINIMUM_ENGLISH_SHARE
from tests.languages import PARAGRAPHS

DATA = Path(__file__).parents[2] / "shared" / "data"

# Two features in Spanish among the press releases.
SPANISH = {"nasa-0576", "nasa-0578"}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_other_languages_are_refused(language: str) -> None:
    assert not is_english(PARAGRAPHS[language])


@pytest.mark.parametrize("language", set(PARAGRAPHS) - {"id"})
def test_short_lines_of_other_languages_are_refused(language: str) -> None:
    line = PARAGRAPHS[language].splitlines()[0]
    assert not is_english(line)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("NASA signs.", True),
        ("", True),
        ("2030", True),
        ("Роскосмос", False),
        ("NASA НАСА", True),
        ("IT’S TOO LATE FOR THAT, THE AGENCY SAID.", True),
        ("It's too late for that", True),
    ],
)
def test_few_words_are_judged_by_their_letters(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_english_article_with_a_long_foreign_quotation_is_english() -> None:
    english = "The minister told the press that it was not the end of the matter. He said in his own words: "
    assert is_english(english + PARAGRAPHS["de"])


def test_function_words_are_sorted_and_each_once() -> None:
    lines = (Path(__file__).parents[1] / "kg" / "readers" / "function_words.txt").read_text().split("\n")
    assert lines[:-1] == sorted(FUNCTION_WORDS) and lines[-1] == ""


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the data beside the checkout")
def test_no_english_text_of_the_corpora_is_refused() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in (DATA / "nasa-news").glob("*.txt")}
    texts |= {path.stem: json.loads(path.read_text("utf-8"))["text"] for path in DATA.glob("gold-dev/*.json")}
    refused = {name for name, text in texts.items() if find_english_share(text) < MINIMUM_ENGLISH_SHARE}
    assert len(texts) == 967 + 16 and refused == SPANISH
