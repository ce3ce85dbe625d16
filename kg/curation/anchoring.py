"""Find a fact that was decided on in another version of its article, by the words that it rests on.

A fact is named by its places in a text, so in a text that has changed it has another name. Each of its
passages is kept as a quotation with a little of what stands around it: "Leon Falk ⟦told⟧ reporters in".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.curation.decisions import Decision
from kg.model import Article, Passage
from kg.vocab import article_iri, article_of

# Characters that are kept on either side: enough to tell one "said" from the next.
CONTEXT = 24
OPEN, CLOSE = "⟦", "⟧"
_SPANS = re.compile(r"\d+-\d+(?:_\d+-\d+)*")


def quote_fact(article: Article, iri: str) -> tuple[str, ...]:
    """Quote the passages of a fact, each with what stands around it; none where its IRI tells no place."""
    text = _flatten(article.text)

    def quote(one: Passage) -> str:
        before, after = text[max(0, one.start - CONTEXT) : one.start], text[one.end : one.end + CONTEXT]
        return f"{before}{OPEN}{one.of(text)}{CLOSE}{after}"

    return tuple(map(quote, list_places(iri)))


def list_places(iri: str) -> tuple[Passage, ...]:
    """List the passages that the IRI of a part of an article tells, in its order."""
    spans = iri.rpartition("/")[2]
    if not _SPANS.fullmatch(spans):
        return ()
    return tuple(Passage(*map(int, span.split("-"))) for span in spans.split("_"))


def find_subject(decision: Decision, article: Article) -> str | None:
    """Find what a decision on a fact is about in an article: the IRI of that fact there.

    None where it is about another article, or one that no longer has its words.
    """
    own, iri = article_iri(article.content_hash), decision.subject
    if article_of(iri) == own:
        return iri
    if article.id not in decision.articles or not decision.words:
        return None
    kind = iri.removeprefix(article_of(iri)).strip("/").partition("/")[0]
    text, old = _flatten(article.text), list_places(iri)
    found = [_find(text, words, place) for words, place in zip(decision.words, old, strict=False)]
    if not found or len(found) != len(old) or None in found:
        return None
    return f"{own}/{kind}/" + "_".join(f"{one.start}-{one.end}" for one in found if one)


def _find(text: str, words: str, old: Passage) -> Passage | None:
    """Find quoted words: where most of what stands around them is the same, of those the nearest to `old`."""
    before, _, rest = words.partition(OPEN)
    exact, _, after = rest.partition(CLOSE)
    if not exact:
        return None

    def fit(start: int) -> tuple[int, int]:
        behind = text[start + len(exact) :][: len(after)]
        same = _measure(text[max(0, start - len(before)) : start][::-1], before[::-1]) + _measure(
            behind, after
        )
        return same, -abs(start - old.start)

    start = max(_list_places(text, exact), key=fit, default=None)
    return None if start is None else Passage(start, start + len(exact))


def _list_places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _measure(one: str, other: str) -> int:
    """Measure how far two texts are the same from their beginning."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _flatten(text: str) -> str:
    """Put a text on one line, without the signs that mark a quotation; no place moves."""
    return "".join(" " if sign.isspace() or sign in (OPEN, CLOSE) else sign for sign in text)
