"""Compare articles of which some have been compared before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Article
from kg.stories.likeness import Likeness, compare
from kg.stories.neighbors import find_neighbors
from kg.stories.signatures import sign, stack
from kg.stories.words import list_words

# The words of so many articles are kept while pairs are compared, which come sorted by their first one.
_WORDS_KEPT = 64

Pair = tuple[str, str]


@dataclass(frozen=True)
class Comparisons:
    """What is known of articles, by content hash: their signatures, and how alike pairs of them are."""

    signatures: dict[str, bytes] = field(default_factory=dict)
    likenesses: dict[Pair, Likeness] = field(default_factory=dict)


class Comparer:
    """Compares `articles` (by content hash), and reuses what is `known` of those that have been here before.

    `made` is what was used or found out: all that a later build can reuse.
    """

    def __init__(self, articles: Mapping[str, Article], known: Comparisons) -> None:
        self.articles = articles
        self.made = Comparisons()
        self._known = known
        self._words = lru_cache(_WORDS_KEPT)(lambda content_hash: list_words(articles[content_hash]))

    def find_pairs(self) -> Iterator[Pair]:
        """Find the pairs that may be copies, sorted."""
        for content_hash, article in self.articles.items():
            signature = self._known.signatures.get(content_hash)
            self.made.signatures[content_hash] = sign(article) if signature is None else signature
        signed = sorted(content_hash for content_hash, one in self.made.signatures.items() if one)
        if signed:
            rows = stack([self.made.signatures[content_hash] for content_hash in signed])
            yield from ((signed[one], signed[other]) for one, other in sorted(find_neighbors(rows)))

    def compare(self, one: str, other: str) -> Likeness:
        """Compare two articles."""
        pair = min(one, other), max(one, other)
        likeness = self._known.likenesses.get(pair) or compare(*map(self._words, pair))
        self.made.likenesses[pair] = likeness
        return likeness
