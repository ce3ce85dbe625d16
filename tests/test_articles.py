"""The sample articles: all can be read, and they are what articles/README.md says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.model import Article
from kg.readers import find_files, read_articles

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "articles"
SEED = ROOT.parent / "shared" / "seed" / "000_b670cda1090d3d0e.txt"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    results = list(read_articles([FOLDER]))
    assert all(isinstance(result, Article) for result in results), results
    return [result for result in results if isinstance(result, Article)]


def test_there_are_twelve_in_four_formats(articles: list[Article]) -> None:
    assert len({article.id for article in articles}) == len(articles) == 12
    assert Counter(path.suffix for path in find_files([FOLDER])) == {
        ".txt": 5, ".md": 3, ".html": 2, ".jsonl": 1,
    }  # fmt: skip


def test_each_is_a_short_article_with_a_title(articles: list[Article]) -> None:
    for article in articles:
        assert article.title, article.id
        assert 200 <= len(article.text.split()) <= 450, article.id


def test_one_does_not_say_when_it_was_published(articles: list[Article]) -> None:
    assert [article.id for article in articles if article.published is None] == ["spectrum-conference"]


def test_pages_are_read_without_what_surrounds_the_article(articles: list[Article]) -> None:
    text = "\n".join(article.text for article in articles)
    assert not re.search(r"Subscribe\n|Related stories|cookies|newsletter|Privacy|All rights", text)


def test_readme_lists_every_file_with_its_dates(articles: list[Article]) -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)
    dates = {
        path.name: ", ".join(article.published or "not said" for article in read_articles([path]))
        for path in find_files([FOLDER])
    }
    assert dict(rows) == dates


@pytest.mark.skipif(not SEED.is_file(), reason="needs the seed article beside the checkout")
def test_twin_shares_no_run_of_eight_words_with_the_seed(articles: list[Article]) -> None:
    twin = next(article.text for article in articles if article.id == "twin-station-departure")
    shared = find_runs(twin) & find_runs(SEED.read_text("utf-8"))
    # The one phrase that both must have: a new office holder, named after the office.
    assert {run for run in shared if "the new director general of" not in run} == set()


def find_runs(text: str, length: int = 8) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}
