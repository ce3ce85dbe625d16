"""Posts of a network by their lines: who posted, when, and the words."""

from __future__ import annotations

import pytest

from kg.extract.posts import find_posts

SAID = "The ferry leaves at noon."
POSTS = {
    "a name, a handle and a day": (f"Lena Moor @lenamoor · May 3, 2031\n{SAID}", "Lena Moor", "May 3, 2031"),
    "a handle and a day": (f"@lenamoor · 3 May 2031\n{SAID}", "(@lenamoor)", "3 May 2031"),
    "a colon": (f"Lena Moor (@lenamoor) on May 3, 2031: {SAID}", "Lena Moor", "on May 3, 2031:"),
    "a network": (f"Lena Moor on Telegram: {SAID}", "Lena Moor", "on Telegram:"),
    "a network and a day": (f"Ferry Office on X, May 3: {SAID}", "Ferry Office", "on X, May 3:"),
    "the time below": (
        f"Lena Moor\n@lenamoor\n{SAID}\n10:15 AM · May 3, 2031",
        "Lena Moor",
        "10:15 AM · May 3, 2031",
    ),
}
NO_POSTS = {
    "an author": f"Lena Moor (@lenamoor) May 3, 2031\n{SAID}",
    "a handle alone": f"The pilots met.\n\nThe mayor came.\n\n@lenamoor\n{SAID}",
    "a sentence about a network": f"She lost her office on Telegram Street: {SAID}",
    "who wrote": f"The mayor wrote on Telegram: {SAID}",
    "an address": f"lena@ferry.example\n{SAID}",
}


@pytest.mark.parametrize("case", POSTS)
def test_reads_the_line_of_a_post(case: str) -> None:
    text, name, told = POSTS[case]
    (post,) = find_posts(text)
    assert post.name.of(text).strip("()") == name.strip("()")
    assert post.told.of(text).strip(" ·") == told
    assert post.words.of(text).strip() == SAID


def test_a_post_of_several_lines_ends_with_an_empty_one() -> None:
    text = f"It rained.\n\nIt was late.\n\nLena Moor @lenamoor, 3 May 2031\n{SAID}\nCome!\n\nNobody did."
    assert [post.words.of(text) for post in find_posts(text)] == [f"{SAID}\nCome!"]


@pytest.mark.parametrize("case", NO_POSTS)
def test_other_lines_are_no_posts(case: str) -> None:
    assert not list(find_posts(NO_POSTS[case]))
