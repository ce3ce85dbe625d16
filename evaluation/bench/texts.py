"""How the time of one text grows with its length, of several kinds: 1 in proportion, 2 as its square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from growing_texts import HURTING, SENTENCES, make_text
from speeds import Systems
from table import Figure, to_exponents

from kg.model import Article

# Characters of the texts by which growth is shown; those that are made to hurt take longer a character.
LENGTHS, HURTING_LENGTHS = (100_000, 2_000_000), (25_000, 200_000)
# Seconds that a short text may take before the long one is left out: then it is clear what it would show.
PATIENCE = 120
# Characters of all these texts, for the time that they will take.
CHARACTERS = (2 + len(SENTENCES)) * sum(LENGTHS) + len(HURTING) * sum(HURTING_LENGTHS)


def measure_growth(systems: Systems, articles: Sequence[Article]) -> Iterator[Figure]:
    """Measure a short and a long text of each kind, all included."""
    for kind, short, long in make_growing_texts(articles):
        first = systems.time_all([Article("text", short)])
        yield Figure(f"text of {kind}, {len(short):,} characters", first, "CPU s")
        if first > PATIENCE:
            continue
        second = systems.time_all([Article("text", long)])
        yield Figure(f"text of {kind}, {len(long):,} characters", second, "CPU s")
        yield from to_exponents(f"text of {kind}", [(len(short), first), (len(long), second)])


def make_growing_texts(articles: Sequence[Article]) -> Iterator[tuple[str, str, str]]:
    """A short and a long text of each kind: articles in one line and in paragraphs, thousands of one thing,
    and what is made to hurt.
    """
    paragraphs = "\n\n".join(article.text for article in articles)
    paragraphs = "\n\n".join([paragraphs] * (LENGTHS[-1] // len(paragraphs) + 1))
    for kind, text in (("one line", " ".join(paragraphs.split())), ("paragraphs", paragraphs)):
        yield kind, *(text[:length] for length in LENGTHS)
    for kind, sentence in SENTENCES.items():
        yield kind, *(make_text(sentence, length) for length in LENGTHS)
    for kind, sentence in HURTING.items():
        yield kind, *(make_text(sentence, length) for length in HURTING_LENGTHS)
