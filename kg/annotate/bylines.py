"""Who wrote an article: lines that name its authors, and sentences beside it that tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Passage
from kg.rules.boilerplate import BOILERPLATE

NAME = r"[A-Z][\w.’'-]*(?: (?:(?:de|da|del|bin|al|van|von) )?[A-Z][\w.’'-]*){0,3}"
# An author is told of among the first or the last so many code points of a text.
_FIRST, _LAST = 300, 1500
_LONGEST_BYLINE = 16  # words
_MADE, _ABOUT, _REPORTERS = map("|".join, (BOILERPLATE.made, BOILERPLATE.about_author, BOILERPLATE.reporters))
_BY = re.compile(rf"(?i:(?:(?:{_MADE}) (?:and (?:{_MADE}) )?)?by:?) (?=[A-Z])")
_BEFORE_OFFICE = re.compile(rf"{NAME}(?:,| \|)")
# "Ana Ruiz is a reporter"; "Ana Ruiz covers the moon for the Wire. She ..."
_AUTHOR = re.compile(
    rf"(?:^|(?<=[.!?”\"’)_*] ))[*_]*(?!(?i:{_ABOUT}|the|this|it|one)\b)(?P<name>{NAME}) "
    rf"(?:(?:is|was) (?:an?|the|our) (?:[\w’'&,-]+ ){{0,6}}?(?i:{_REPORTERS})\b"
    rf"|(?:covers|writes (?:about|for)|reports (?:on|for)) [^.\n]{{,300}}[.] (?i:{_ABOUT})\b)",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]*_]*\s+(?=[A-Z_*“\"])")
_FIRST_WORD = re.compile(r"[*_“\"]*([\w’'-]+)")


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote and no more: "By Ana Ruiz and Ed Falk", "Ana Ruiz, staff writer"."""
    by = _BY.match(line)
    words = re.findall(r"[\w.’'@&-]+", line[by.end() :] if by else line)
    if not 1 < len(words) <= _LONGEST_BYLINE or line.rstrip()[-1] in "!?:;":
        return False
    if not all(word[0].isupper() or "@" in word or word.lower() in BOILERPLATE.bylines for word in words):
        return False
    offices = {word.lower() for word in words[2:]} & BOILERPLATE.reporters
    return by is not None or bool(offices and _BEFORE_OFFICE.match(line))


def find_authors(text: str) -> Iterator[Passage]:
    """Find the sentences above or below an article that tell of an author, whom nothing before names."""
    for match in _AUTHOR.finditer(text):
        is_beside = match.start() <= _FIRST or match.start() >= len(text) - _LAST
        if is_beside and not _is_named_before(text, match):
            yield Passage(match.start(), _find_end(text, match))


def _is_named_before(text: str, match: re.Match[str]) -> bool:
    surname = re.escape(match["name"].split()[-1])
    return re.search(rf"\b{surname}\b", text[: match.start()]) is not None


def _find_end(text: str, match: re.Match[str]) -> int:
    """Where the sentences end that tell of an author."""
    names = {*BOILERPLATE.about_author, *match["name"].lower().split()}
    line_end = text.find("\n", match.end())
    end = line_end if line_end >= 0 else len(text)
    for stop in _SENTENCE_END.finditer(text, match.end("name"), end):
        first = _FIRST_WORD.match(text, stop.end())
        if first is None or first[1].lower().removesuffix("’s") not in names:
            return stop.start() + 1
    return end
