"""Split long texts, a book or a year of minutes in one file, into chunks that are read one by one.

The parser's memory and the rules' time then stay those of one chunk, however long the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import chain
from typing import TypeVar

from kg.model import Article, Extraction, Passage, move_passages

# Where a text may be cut, the better place first: behind a paragraph, a sentence, a word.
_BOUNDARIES = tuple(re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"[.!?][\"”’)]*\s", r"\s"))

_Record = TypeVar("_Record")


def split_article(article: Article, longest: int) -> Iterator[tuple[int, Article]]:
    """Split an article into chunks of at most `longest` code points, mostly one, each with its offset."""
    start = 0
    while len(article.text) - start > longest:
        end = _find_boundary(article.text, start, start + longest)
        yield start, replace(article, text=article.text[start:end])
        start = end
    yield start, replace(article, text=article.text[start:]) if start else article


def _find_boundary(text: str, start: int, end: int) -> int:
    """Find the last best boundary in the second half of text[start:end]; `end` where there is none."""
    for boundary in _BOUNDARIES:
        places = [match.end() for match in boundary.finditer(text, (start + end) // 2, end)]
        if places:
            return places[-1]
    return end


def merge_extractions(parts: Iterable[tuple[int, Extraction]]) -> Extraction:
    """Merge the extractions of the chunks into one of the whole text."""
    shifted: list[Extraction] = []
    sentences = 0
    for offset, part in parts:
        one = shift_offsets(part, offset) if offset else part
        mentions = tuple(replace(m, sentence=m.sentence + sentences) for m in one.mentions)
        shifted.append(replace(one, mentions=mentions) if sentences else one)
        sentences = mentions[-1].sentence + 1 if mentions else sentences
    names = (field.name for field in fields(Extraction))
    return Extraction(*(tuple(chain.from_iterable(getattr(one, name) for one in shifted)) for name in names))


def shift_offsets(record: _Record, offset: int) -> _Record:
    """Shift every passage in a record by `offset` code points."""
    return move_passages(record, lambda passage: Passage(passage.start + offset, passage.end + offset))
