"""Which articles are one story: copies, cut and mended ones, versions of a page; and which only look so."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Story
from kg.settings import MOST_COMPARED
from kg.stories import Comparisons, find_stories, read_comparisons, write_comparisons
from kg.stories.addresses import to_page
from kg.stories.likeness import compare
from kg.stories.neighbors import find_neighbors
from kg.stories.signatures import sign, stack

REPORT = " ".join(
    f"On day {number} the council of Freedonia spoke of item {number * 7} and its {word} for the harbor."
    for number, word in enumerate(("plan", "budget", "crew", "rules", "lease", "tower", "launch", "debris"))
)
OTHER = " ".join(
    f"Nobody at the {place} expected the {thing} to be late, an engineer wrote in the yearly letter."
    for place, thing in (("dock", "ship"), ("pad", "rocket"), ("desk", "answer"), ("farm", "rain"))
)
DIGEST = " ".join(f"Note {n} of the town tells what keeper {n * 3} did at gate {n * 5}." for n in range(40))


def stories_of(*articles: Article) -> list[Story]:
    return find_stories(articles)[0]


def count(*texts: str) -> int:
    """How many stories there are in texts of which nothing else is known."""
    return len(stories_of(*(Article(f"a{number}", text) for number, text in enumerate(texts))))


@pytest.mark.parametrize(
    "other",
    [
        REPORT,
        "A headline of our own. " + REPORT,
        REPORT.upper(),
        REPORT.replace(". ", ".\n\n"),
        f"<p>{REPORT}</p>",
        REPORT[: len(REPORT) // 2],
        REPORT[100:],
        REPORT.replace("spoke of item 21", "talked about matter 21"),
    ],
)
def test_a_copy_is_of_the_same_story(other: str) -> None:
    assert count(REPORT, other) == 1


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        REPORT.replace("Freedonia", "Norland"),
        REPORT[:60],
        f"{REPORT} {DIGEST}",
        "",
    ],
)
def test_what_only_shares_words_is_not(other: str) -> None:
    assert count(REPORT, other) == 2


def test_an_offer_of_a_subscription_is_no_story_of_two() -> None:
    offer = "Subscribe to unlock this article. Save over 40 percent in the first year, cancel at any time."
    assert count(offer, f"{offer} ") == 2


def test_a_story_reaches_over_several_steps() -> None:
    half = len(REPORT) // 2
    texts = (REPORT[: half + 150], REPORT, REPORT[half - 150 :])
    assert count(texts[0], texts[2]) == 2
    assert count(*texts) == 1


def test_the_original_is_the_earliest_then_the_longest_then_the_smallest_id() -> None:
    late = Article("a", REPORT, published="2024-03-02")
    early = Article("b", REPORT[:-100], published="2024-03-01")
    longer = Article("d", REPORT, published="2024-03-01")
    twin = replace(longer, id="c", source="Wire")
    undated = Article("0", REPORT)
    ids = {one.content_hash: one.id for one in (late, early, longer, twin, undated)}
    for articles in ([late, early], [early, late]):
        (story,) = stories_of(*articles)
        assert [ids[one] for one in story.members] == ["b", "a"]
    (story,) = stories_of(undated, late, early, longer, twin)
    assert [ids[one] for one in story.members] == ["c", "d", "b", "a", "0"]
    assert [ids[one] for one in story.copies] == ["d", "b", "a", "0"]


def test_a_later_version_under_one_address_revises_the_earlier() -> None:
    first = Article("z", REPORT, published="2024-03-01", url="https://www.example.org/harbor?utm_source=x")
    second = Article("y", REPORT + " More.", published="2024-03-01", url="http://example.org/harbor/#top")
    third = Article("x", REPORT[:-300], published="2024-03-04", url="https://example.org/harbor")
    printed = Article("w", REPORT[:-300], published="2024-03-05", url="https://other.example/7")
    (story,) = stories_of(third, printed, first, second)
    assert story.original == first.content_hash
    assert set(story.revisions) == {
        (second.content_hash, first.content_hash),
        (third.content_hash, second.content_hash),
    }
    assert story.copies == (printed.content_hash,)
    assert story.members[-2:] == (first.content_hash, second.content_hash)


def test_a_page_that_is_written_anew_every_day_is_many_stories() -> None:
    page = "https://example.org/today"
    days = [
        Article("a", REPORT, published="2024-03-01", url=page),
        Article("b", OTHER, published="2024-03-02", url=page),
    ]
    assert len(stories_of(*days)) == 2
    assert len(stories_of(replace(days[0], published="2024-03-02"), days[1])) == 1


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://www.Example.org/a/", "example.org/a"),
        ("http://example.org/a?b=2&a=1&utm_medium=mail&fbclid=9", "example.org/a?a=1&b=2"),
        ("https://example.org/", None),
        ("https://example.org", None),
        ("no address", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_addresses_of_one_page_are_the_same(address: str | None, page: str | None) -> None:
    assert to_page(address) == page


PIECES = REPORT.split(". ") + OTHER.split(". ")
TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9, unique=True).map(". ".join)
DAY = st.sampled_from([None, "2024-03-01", "2024-03-02"])
PAGE = st.sampled_from([None, "https://example.org/a", "https://example.org/b"])
ARTICLE = st.builds(
    Article, id=st.sampled_from("abcdef"), text=TEXT, published=DAY, url=PAGE, source=st.sampled_from("xy")
)


@settings(max_examples=60)
@given(st.lists(ARTICLE, min_size=1, max_size=8), st.integers(0, 8), st.randoms(use_true_random=False))
def test_order_and_what_was_known_before_change_nothing(
    articles: list[Article], before: int, chance: random.Random
) -> None:
    articles = list({article.content_hash: article for article in articles}.values())
    stories, made = find_stories(articles)
    known = find_stories(articles[:before])[1]
    chance.shuffle(articles)
    assert find_stories(articles, known)[0] == find_stories(articles, made)[0] == stories
    members = [member for story in stories for member in story.members]
    assert sorted(members) == sorted(article.content_hash for article in articles)


def test_comparisons_are_kept(tmp_path: Path) -> None:
    texts = (REPORT, REPORT[100:], OTHER, "")
    _, made = find_stories([Article(f"a{number}", text) for number, text in enumerate(texts)])
    write_comparisons(tmp_path, made)
    assert read_comparisons(tmp_path) == made
    assert made.likenesses
    (tmp_path / "comparisons.jsonl").write_text("{}\n")
    assert read_comparisons(tmp_path) == read_comparisons(tmp_path / "none") == Comparisons()
    assert read_comparisons(None) == Comparisons()


def test_what_is_known_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [Article("a", REPORT), Article("b", REPORT[100:])]
    stories, made = find_stories(articles)
    monkeypatch.setattr("kg.stories.comparing.compare", pytest.fail)
    monkeypatch.setattr("kg.stories.comparing.sign", pytest.fail)
    assert find_stories(articles, made)[0] == stories


def test_a_signature_is_the_same_in_every_process() -> None:
    script = (
        "from kg.model import Article; from kg.stories.signatures import sign;"
        f"print(sign(Article('a', {REPORT!r})).hex())"
    )
    command = [sys.executable, "-c", script]
    printed = [
        subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert {one.stdout.strip() for one in printed} == {sign(Article("a", REPORT)).hex()}


def test_a_thousand_alike_are_compared_with_few() -> None:
    rows = stack([sign(Article("a", REPORT))] * 200)
    pairs = find_neighbors(rows)
    assert len(pairs) <= 200 * MOST_COMPARED
    assert {row for pair in pairs for row in pair} == set(range(200))
    assert np.array_equal(rows[0], rows[1])


@given(TEXT, TEXT)
def test_likeness_is_a_share_and_has_no_direction(one: str, other: str) -> None:
    measured, back = compare(one.split(), other.split()), compare(other.split(), one.split())
    assert (measured.contained, measured.jaccard) == (back.contained, back.jaccard)
    assert 0 <= measured.jaccard <= measured.contained <= 1
    assert compare(one.split(), one.split()).is_copy
