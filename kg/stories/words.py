"""Split a text into words and shingles, the runs of words by which texts are compared."""

from __future__ import annotations

import re

from kg.model import Article
from kg.normalize import normalize
from kg.rules.boilerplate import BOILERPLATE
from kg.settings import SHINGLE_WORDS

_WORD = re.compile(r"\w+")
_STUB = re.compile("(?i:" + "|".join(BOILERPLATE.stubs) + ")")


def list_words(article: Article) -> list[str]:
    """List the words of an article, without markup; none where it is only an offer to subscribe."""
    text = normalize(article).text
    return [] if _STUB.match(text.lstrip()) else _WORD.findall(text)


def to_shingles(words: list[str]) -> set[str]:
    """Return all runs of SHINGLE_WORDS words, whatever the case; all of a text that is shorter."""
    folded = "\n".join(words).casefold().split("\n")
    runs = range(max(1, len(folded) - SHINGLE_WORDS + 1)) if words else ()
    return {" ".join(folded[start : start + SHINGLE_WORDS]) for start in runs}
