"""Words and rows of marks without end, cut for the tokenizer, which was made for those that people write.

spaCy takes the marks off both ends of what stands between two blanks, one by one, and searches all that is
left for the next: 5,000 brackets without a blank took 5 seconds, 10,000 took 16.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

# Code points between two blanks that are read together; addresses of the web are shorter.
LONGEST_WORD = 1_000
# A row of more marks says nothing, a line drawn across the page: it is one word, as long as a word may be.
LONGEST_ROW = 100
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}+")
_LONG_ROW = re.compile(rf"((?:[^\w\s]|_){{{LONGEST_ROW + 1},}}+)( ?)")


def cut_long_words(nlp: Language) -> None:
    """Let the tokenizer of `nlp` read what is too long for it piece by piece."""
    tokenize: Callable[[str], Doc] = nlp.tokenizer

    def tokenize_pieces(text: str) -> Doc:
        docs = list(_tokenize_pieces(nlp, tokenize, text))
        if len(docs) < 2:
            return docs[0] if docs else tokenize(text)
        doc = Doc.from_docs(docs, ensure_whitespace=False)
        assert doc is not None, "there are pieces"
        return doc

    nlp.tokenizer = tokenize_pieces


def _tokenize_pieces(nlp: Language, tokenize: Callable[[str], Doc], text: str) -> Iterator[Doc]:
    """Read a text in pieces that make it up, mostly one."""
    start = 0
    for row in _LONG_ROW.finditer(text):
        yield from map(tokenize, split_words(text[start : row.start()]))
        words = [row[1][cut : cut + LONGEST_WORD] for cut in range(0, len(row[1]), LONGEST_WORD)]
        yield Doc(nlp.vocab, words, [*[False] * (len(words) - 1), bool(row[2])])
        start = row.end()
    if start < len(text):
        yield from map(tokenize, split_words(text[start:]))


def split_words(text: str) -> Iterator[str]:
    """Split a text before each word that is too long, and inside of it; nothing of an empty text."""
    cuts = {
        cut for word in _LONG_WORD.finditer(text) for cut in range(word.start(), word.end(), LONGEST_WORD)
    }
    yield from (text[start:end] for start, end in pairwise(sorted({0, *cuts, len(text)})))
