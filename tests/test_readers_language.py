"""English is told from other languages; the figures stand at the head of kg/readers/language.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.readers.language import (
    FOREIGN_WORDS,
    FUNCTION_WORDS,
    blank_foreign,
    find_english_share,
    has_english,
    is_english,
    is_foreign,
)
from kg.settings import MINIMUM_ENGLISH_SHARE
from tests.languages import PARAGRAPHS

DATA = Path(__file__).parents[2] / "shared" / "data"

# Two features in Spanish among the press releases.
SPANISH = {"nasa-0576", "nasa-0578"}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_other_languages_are_refused(language: str) -> None:
    assert not is_english(PARAGRAPHS[language])


@pytest.mark.parametrize("language", sorted(set(PARAGRAPHS) - {"id"}))
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
        ("Orbita launches third Meridian satellite", True),
        ("Ursula von der Leyen visits La Silla, São Paulo", True),
        ("Café Müller opens", True),
        ("Norland firma el acuerdo con la agencia", False),
        ("Orbita und Norland starten", False),
    ],
)
def test_few_words_are_judged_by_their_letters(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_english_article_with_a_long_foreign_quotation_is_english() -> None:
    english = "The minister told the press that it was not the end of the matter. He said in his own words: "
    assert is_english(english + PARAGRAPHS["de"])


def test_paragraph_of_english_among_others_is_read() -> None:
    english = (
        "The agency said on Tuesday that it had not heard of the plan, and that nobody in the ministry would "
        "say who had told the press about it."
    )
    others = "\n".join(PARAGRAPHS[language] for language in ("de", "es", "pl") * 3)
    assert not has_english(others) and not is_english(f"{others}\n{english}")
    assert has_english(f"{others}\n{english}")


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n"])
@pytest.mark.parametrize("language", sorted(set(PARAGRAPHS) - {"af", "id"}))
def test_paragraphs_in_another_language_are_blanked_where_they_stand(language: str, gap: str) -> None:
    before, after = "The agency said that it stays.", "Orbita launches third Meridian satellite"
    text = gap.join((before, PARAGRAPHS[language], after))
    blank = blank_foreign(text)
    assert len(blank) == len(text) and blank.count("\n") == text.count("\n")
    assert blank.split() == f"{before} {after}".split()
    assert blank.index(after) == text.index(after)


def test_names_and_addresses_are_not_foreign() -> None:
    for line in ("Anna de la Cruz, San José", "www.example.com", "Time: 7pm ET", "MIT Haystack Observatory"):
        assert not is_foreign(line), line


@pytest.mark.parametrize(("name", "words"), [("function", FUNCTION_WORDS), ("foreign", FOREIGN_WORDS)])
def test_words_are_sorted_and_each_once(name: str, words: frozenset[str]) -> None:
    lines = (
        (Path(__file__).parents[1] / "kg" / "readers" / f"{name}_words.txt").read_text("utf-8").split("\n")
    )
    assert lines[:-1] == sorted(words) and lines[-1] == ""


def test_no_word_is_both_english_and_foreign() -> None:
    assert not FUNCTION_WORDS & FOREIGN_WORDS


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the data beside the checkout")
def test_no_english_text_of_the_corpora_is_refused() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in (DATA / "nasa-news").glob("*.txt")}
    texts |= {path.stem: json.loads(path.read_text("utf-8"))["text"] for path in DATA.glob("gold-dev/*.json")}
    refused = {name for name, text in texts.items() if find_english_share(text) < MINIMUM_ENGLISH_SHARE}
    assert len(texts) == 967 + 16 and refused == SPANISH
