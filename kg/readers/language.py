"""Is a text English? By the share of English function words among its words.

Calibrated on 965 NASA press releases, 924 US political news articles, 17 space-policy articles, and
paragraphs in 16 other languages (tests/languages.py). Share of function words: English texts 0.13 and up
(the least: a list of awards, a photo caption), median 0.36; the paragraphs 0.073 and down (Dutch, with "in");
two Spanish features that stand among the press releases 0.01 and 0.02. The line at 0.10 parts them without
an error. A text of two languages counts as English from about a third of English on, and where one of its
paragraphs is English; the paragraphs in another language are then left unread (`blank_foreign`): of 33,722
paragraphs of English news and press releases 27 were, 26 of them Spanish.

A text of few words may have no function word at all ("Orbita launches third Meridian satellite"), so that it
is English unless its letters, or function words of other languages, tell otherwise.

The alternative was py3langid 0.4.0 (BSD-3-Clause, released 2026-09, 4.5 MB, needs NumPy only). It knew all 16
languages too, even from one short line, but took an English press release of names and titles for Nigerian
Pidgin and a half-English one for Spanish, needs 1.6 s to start, and 6.4 s for the 8.2 million characters of
which the share takes 1.0 s. On English lines of 6 to 19 words it errs on 3 %, the share on 5 %: whoever must
read single sentences in many languages should weigh it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.settings import MINIMUM_ENGLISH_SHARE, MINIMUM_PARAGRAPH_SHARE, MINIMUM_PROSE, MINIMUM_WORDS

FUNCTION_WORDS, FOREIGN_WORDS = (
    frozenset(Path(__file__).with_name(f"{name}_words.txt").read_text("utf-8").split())
    for name in ("function", "foreign")
)
# Function words that English has in names too: "Ursula von der Leyen", "La Silla".
_PARTICLES = frozenset({
    "da", "das", "de", "del", "dem", "den", "der", "des", "di", "do", "dos", "du", "el", "la", "las", "le",
    "los", "van", "von",
})  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"\n")
_INK = re.compile(r"[^\n]")


def find_english_share(text: str) -> float:
    """Compute the share of English function words among the words of `text`, 0 to 1; 0 without words."""
    return _share_english(_WORD.findall(text))


def has_english(text: str) -> bool:
    """Whether there is English to read in a text: all of it, or a paragraph among others."""
    return is_english(text) or any(
        len(_WORD.findall(text, start, end)) >= MINIMUM_WORDS
        and find_english_share(text[start:end]) >= MINIMUM_PARAGRAPH_SHARE
        for start, end in _find_paragraphs(text)
    )


def has_prose(text: str) -> bool:
    """Whether a text has as many English words in a row as a paragraph of an article, whatever it is from."""
    return len(_WORD.findall(text)) >= MINIMUM_PROSE and find_english_share(text) >= MINIMUM_PARAGRAPH_SHARE


def is_english(text: str) -> bool:
    """Whether `text` has the function words of an English text; the head of this file has the threshold.

    A text of fewer than MINIMUM_WORDS words is, unless its letters or words are those of another language.
    """
    words = _WORD.findall(text)
    if len(words) < MINIMUM_WORDS:
        return not is_foreign(text)
    return _share_english(words) >= MINIMUM_ENGLISH_SHARE


def is_foreign(text: str) -> bool:
    """Whether `text` shows by its letters or function words that it is in another language."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if 2 * len(_LATIN_LETTER.findall(text)) < letters:
        return True
    english = _count_english(words)
    return english < MINIMUM_ENGLISH_SHARE * len(words) and _count_foreign(words) > english


def blank_foreign(text: str) -> str:
    """Put spaces for the paragraphs in another language; every other character keeps its offset."""
    for start, end in _find_paragraphs(text):
        if is_foreign(text[start:end]):
            text = text[:start] + _INK.sub(" ", text[start:end]) + text[end:]
    return text


def _find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Find the paragraphs: what stands between blank lines, or the lines where there are none."""
    start = 0
    for match in (_BLANK_LINE if _BLANK_LINE.search(text) else _LINE_END).finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _count_foreign(words: list[str]) -> int:
    """Count the words that only another language has: function words, and what has letters like "ß"."""
    count, in_name = 0, False
    for word in reversed(words):
        lower = word.lower()
        if lower in _PARTICLES:
            count += not in_name
            continue
        in_name = word[0].isupper()
        is_listed = lower in FOREIGN_WORDS and not word.isupper()
        count += is_listed or not (word.isascii() or in_name or "’" in word)
    return count


def _share_english(words: list[str]) -> float:
    return _count_english(words) / len(words) if words else 0.0


def _count_english(words: list[str]) -> int:
    # All at once, because every article is looked at whenever a folder is built.
    return sum(map(FUNCTION_WORDS.__contains__, " ".join(words).lower().replace("’", "'").split(" ")))
