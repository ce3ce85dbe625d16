"""Find runs of an article's words in other words, and write these as places of the article's text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from kg.errors import ShareError
from kg.model import Article
from kg.normalize import normalize
from kg.vocab import slug

ELLIPSIS = "…"
# Chinese, Japanese and Korean have no spaces between words: there each sign counts.
_SIGN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
# A stretch [start, end) of a source, or characters that no source has.
Piece: TypeAlias = "tuple[int, int] | str"


def to_words(text: str) -> list[str]:
    """Split a text into its words, in lower case; signs between them do not count."""
    return [word.casefold() for word in _WORD.findall(text)]


def cut_words(text: str, most: int) -> str:
    """Cut a text behind its first words; the ellipsis says that it was longer."""
    ends = [match.end() for match in _WORD.finditer(text)]
    if len(ends) <= most:
        return text
    return f"{text[: ends[most - 1]]} {ELLIPSIS}" if most else ELLIPSIS


@dataclass(frozen=True)
class Source:
    """What the words of an article's facts are taken from: title and text, as given, normal and as in IRIs.

    `text` is all of that in one; places in it are code points.
    """

    article: Article

    @cached_property
    def text(self) -> str:
        """All that words are taken from."""
        given = (self.article.text, normalize(self.article).text, self.article.title)
        return "\x1f".join((*given, slug(self.article.text), slug(self.article.title)))

    @cached_property
    def _words(self) -> tuple[list[str], ...]:
        given = (self.article.text, normalize(self.article).text, self.article.title)
        return tuple(to_words(text) for text in dict.fromkeys(given))

    @cached_property
    def _runs(self) -> dict[int, set[tuple[str, ...]]]:
        return {}

    def has_run(self, text: str, most: int) -> bool:
        """Whether a text has more than `most` words in a row that the article has."""
        words, length = to_words(text), most + 1
        if len(words) < length:
            return False
        if length not in self._runs:
            self._runs[length] = {run for known in self._words for run in _list_runs(known, length)}
        return not self._runs[length].isdisjoint(_list_runs(words, length))

    def write(self, text: str) -> tuple[Piece, ...]:
        """Write a text as stretches of the source, each the longest, with what it lacks between them."""
        pieces: list[Piece] = []
        start = 0
        while start < len(text):
            length = self._measure(text, start)
            if length:
                place = self.text.find(text[start : start + length])
                pieces.append((place, place + length))
            elif pieces and isinstance(pieces[-1], str):
                pieces[-1] += text[start]
            else:
                pieces.append(text[start])
            start += length or 1
        return tuple(pieces)

    def read(self, pieces: Sequence[Piece]) -> str:
        """Read a text that `write` has written. Raises ShareError for a stretch beyond the source."""
        parts = []
        for piece in pieces:
            if isinstance(piece, str):
                parts.append(piece)
            elif 0 <= piece[0] < piece[1] <= len(self.text):
                parts.append(self.text[piece[0] : piece[1]])
            else:
                raise ShareError(f"{piece[0]} to {piece[1]} is beyond the words of the article")
        return "".join(parts)

    def digest(self, text: str) -> str:
        """Compute a digest (SHA-256, hex) of a text that nobody can guess who does not have the article."""
        secret = hashlib.sha256(
            f"kg share\x1f{self.article.text}".encode("utf-8", "surrogatepass")
        ).hexdigest()
        return hashlib.sha256(f"{secret}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()

    def _measure(self, text: str, start: int) -> int:
        """Measure the longest stretch from `start` on that the source has; 0 where it lacks the character."""
        if text[start:] in self.text:
            return len(text) - start
        low, high = 0, len(text) - start
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if text[start : start + middle] in self.text else (low, middle)
        return low


def _list_runs(words: Sequence[str], length: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(length)), strict=False)
