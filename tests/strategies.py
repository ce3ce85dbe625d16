"""Hypothesis strategies that several tests share."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import Article

# Long enough to keep any text that begins with it English, whatever follows.
ENGLISH = (
    "The agency said on Tuesday that it had not heard of the plan, and that nobody in the ministry would say "
    "who had told the press about it. It was not the first time that a report of this kind had been wrong. "
)

# Every character that UTF-8 can hold: emoji, control characters, right-to-left text; no lone surrogate.
characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters, max_size=20)


def articles() -> st.SearchStrategy[Article]:
    """Articles as a reader yields them: English, with an id, and a date that is one."""
    return st.builds(
        Article,
        id=st.text(characters, min_size=1, max_size=20),
        text=words.map(ENGLISH.__add__),
        title=words,
        published=st.none() | st.dates().map(lambda day: day.isoformat()),
        url=st.none() | words,
        source=st.none() | words,
    )
