"""Texts longer than any article, a book or a year of minutes in one file, are read part by part.

The parser's memory and the rules' time then stay those of one part, whatever comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from kg.model import Article, Extraction, Passage

# Where a text may be cut, the better place first: behind a paragraph, a sentence, a word.
_SEAMS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"[.!?][\"”’)]*\s", r"\s"))

_Record = TypeVar("_Record")


def cut(article: Article, longest: int) -> Iterator[tuple[int, Article]]:
    """The article in parts of at most `longest` code points, each with its offset; mostly there is one."""
    start = 0
    while len(article.text) - start > longest:
        end = _find_seam(article.text, start, start + longest)
        yield start, replace(article, text=article.text[start:end])
        start = end
    yield start, replace(article, text=article.text[start:]) if start else article


def _find_seam(text: str, start: int, end: int) -> int:
    """The last good place for a cut in the second half of text[start:end]; `end` where there is none."""
    for seam in _SEAMS:
        places = [match.end() for match in seam.finditer(text, (start + end) // 2, end)]
        if places:
            return places[-1]
    return end


def join(parts: Iterable[tuple[int, Extraction]]) -> Extraction:
    """What was read in the parts as one Extraction of the whole text."""
    whole = Extraction()
    for offset, part in parts:
        sentences = whole.mentions[-1].sentence + 1 if whole.mentions else 0
        moved = move(part, offset) if offset else part
        mentions = tuple(replace(m, sentence=m.sentence + sentences) for m in moved.mentions)
        moved = replace(moved, mentions=mentions) if sentences else moved
        whole = Extraction(
            *(getattr(whole, field.name) + getattr(moved, field.name) for field in fields(Extraction))
        )
    return whole


def move(record: _Record, offset: int) -> _Record:
    """The record with every passage in it moved by `offset` code points."""
    moved: Any = record
    if isinstance(record, Passage):
        moved = Passage(record.start + offset, record.end + offset)
    elif isinstance(record, tuple):
        moved = tuple(move(item, offset) for item in record)
    elif is_dataclass(record) and not isinstance(record, type):
        values = {field.name: move(getattr(record, field.name), offset) for field in fields(record)}
        moved = replace(record, **values)
    return moved  # type: ignore[no-any-return]
