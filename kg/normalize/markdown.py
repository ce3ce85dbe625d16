"""The words of a text in Markdown, where they stand, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyromark

from kg.model import Passage
from kg.normalize.plain import Piece

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
)
# What the page does not say: the description of a picture, what was struck out, code between fences. Lines
# that are set in are code to Markdown too, but in news they are paragraphs.
_UNSAID = frozenset({"Image", "Strikethrough", "Fenced"})
_WORDS = frozenset({"Text", "Code", "Html", "InlineHtml"})
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
# Marks that plain text has not: bold words, a link, a heading, a quoted line, the line below a table's head.
_SIGN = re.compile(
    r"\*\*\w[^*\n]{0,200}\*\*|\]\((?:https?:|mailto:|[/#])|^ {0,3}(?:#{1,6} +\S|> ?\S|\|[ :]*--)",
    re.MULTILINE,
)
_BETWEEN_CELLS, _BETWEEN_BLOCKS = " | ", "\n\n"


def looks_like_markdown(text: str) -> bool:
    """Whether a text has marks that only Markdown has."""
    return _SIGN.search(text) is not None


def strip_markdown(text: str) -> Iterator[Piece]:
    """Leave out the marks of Markdown: a link is its words, a table has its cells parted by bars.

    The marks of a list, rules and line ends are kept, so that lists, parts, paragraphs and lines stay what
    they were; tags of HTML are left to `strip_tags`.
    """
    return _MarkdownReader(text).read()


class _MarkdownReader:
    """Goes through a text with the events of the parser, which come in its order."""

    def __init__(self, text: str) -> None:
        self.text, self.data = text, text.encode("utf-8", "surrogatepass")
        self.byte = self.place = 0  # the same place, in bytes and in characters
        self.end = 0  # of the last piece
        self.unsaid = 0  # how many parts are open inside one that the page does not say, with it
        self.is_headed = False  # whether a heading has just ended
        self.first_cell = True

    def read(self) -> Iterator[Piece]:
        """Yield the pieces of the text."""
        events = pyromark.events_with_range(self.data.decode("utf-8", "replace"), options=_OPTIONS)
        for event, span in events:
            name, value = _part(event)
            if name in _WORDS:
                yield from self._add_words(value, span["start"], span["end"])
            elif name == "Start":
                yield from self._begin(value, span["start"])
            elif name == "End":
                self._finish(value)
            elif name == "Rule" and not self.unsaid:
                yield from self._add_rule(span["start"], span["end"])
        yield from self._skip_to(len(self.text))

    def _begin(self, tag: str, first: int) -> Iterator[Piece]:
        if self.unsaid or tag in _UNSAID:
            self.unsaid += 1
        elif tag == "Item":
            yield from self._add_marker(self._place_of(first))
        elif tag in ("TableHead", "TableRow"):
            self.first_cell = True
        elif tag == "TableCell":
            yield from self._add_bar(self._place_of(first))

    def _finish(self, tag: str) -> None:
        self.unsaid -= 1 if self.unsaid else 0
        self.is_headed = tag == "Heading"

    def _add_words(self, words: str, first: int, last: int) -> Iterator[Piece]:
        """Yield words, or what stands for an entity or behind a backslash."""
        start, end = self._place_of(first), self._place_of(last)
        if start < self.end or start == end or self.unsaid:  # blanks that it makes up stand nowhere
            self.end = max(self.end, end)
            return
        yield from self._skip_to(start)
        # Code has marks around its words, and blanks for its line ends; an entity has no words of its own.
        own = self.text[start:end].replace("\n", " ").find(words.replace("\n", " "))
        passage = Passage(start + own, start + own + len(words))
        yield Piece(Passage(start, end), words) if own < 0 else Piece(passage)
        self.end = end

    def _add_marker(self, start: int) -> Iterator[Piece]:
        """Yield the mark of an item of a list."""
        if marker := _MARKER.match(self.text, start):
            yield from self._skip_to(start)
            yield Piece(Passage(*marker.span()))
            self.end = marker.end()

    def _add_rule(self, first: int, last: int) -> Iterator[Piece]:
        """Yield the line between two parts of a text, which may tell of other people."""
        start, end = self._place_of(first), self._place_of(last)
        yield from self._skip_to(start)
        self.end = start + len(self.text[start:end].rstrip())
        yield Piece(Passage(start, self.end))

    def _add_bar(self, start: int) -> Iterator[Piece]:
        """Yield what parts a cell of a table from the one before."""
        if not self.first_cell and start > self.end:
            yield from self._skip_to(start - 1)
            yield Piece(Passage(start - 1, start), _BETWEEN_CELLS)
            self.end = start
        self.first_cell = False

    def _skip_to(self, place: int) -> Iterator[Piece]:
        """Yield the line ends up to a place: the rest are marks."""
        ends = [at for at in range(self.end, place) if self.text[at] == "\n"]
        if len(ends) == 1 and self.is_headed:
            yield Piece(Passage(ends[0], ends[0] + 1), _BETWEEN_BLOCKS)
        else:
            yield from (Piece(Passage(at, at + 1)) for at in ends)
        self.is_headed = False

    def _place_of(self, byte: int) -> int:
        """Convert a place in bytes, not before the last one asked for, to one in characters."""
        if byte > self.byte:
            self.place += len(self.data[self.byte : byte].decode("utf-8", "surrogatepass"))
            self.byte = byte
        return self.place


def _part(event: Any) -> tuple[str, str]:
    """Give the name of an event of the parser, and its words or the name of its tag."""
    if isinstance(event, str):
        return event, ""
    ((name, value),) = event.items()
    if isinstance(value, dict):
        ((value, kind),) = value.items()
        value = "Fenced" if value == "CodeBlock" and isinstance(kind, dict) else value
    return name, value
