"""Is a text English? By the share of English function words among its words.

Calibrated on 965 NASA press releases, 924 US political news articles, 17 space-policy articles, and
paragraphs in 16 other languages (tests/languages.py). Share of function words: English texts 0.13 and up
(the least: a list of awards, a photo caption), median 0.36; the paragraphs 0.073 and down (Dutch, with "in");
two Spanish features that stand among the press releases 0.01 and 0.02. The line at 0.10 parts them without
an error. A text of two languages counts as English from about a third of English on.

The alternative was py3langid 0.4.0 (BSD-3-Clause, released 2026-09, 4.5 MB, needs NumPy only). It knew all 16
languages too, even from one short line, but took an English press release of names and titles for Nigerian
Pidgin and a half-English one for Spanish, needs 1.6 s to start, and 6.4 s for the 8.2 million characters of
which the share takes 1.0 s. On English lines of 6 to 19 words it errs on 3 %, the share on 5 %: whoever must
read single sentences in many languages should weigh it again.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.settings import MINIMUM_ENGLISH_SHARE, MINIMUM_WORDS

FUNCTION_WORDS = frozenset(Path(__file__).with_name("function_words.txt").read_text("utf-8").split())

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def find_english_share(text: str) -> float:
    """Compute the share of English function words among the words of `text`, 0 to 1.

    Below MINIMUM_WORDS words the share says nothing, so the letters decide: 1 when most are A to Z, else 0.
    """
    words = _WORD.findall(text)
    if len(words) < MINIMUM_WORDS:
        letters = sum(map(len, words))
        return float(2 * len(_LATIN_LETTER.findall(text)) >= letters)
    return sum(word.lower().replace("’", "'") in FUNCTION_WORDS for word in words) / len(words)


def is_english(text: str) -> bool:
    """Whether `text` has the function words of an English text; the head of this file has the threshold."""
    return find_english_share(text) >= MINIMUM_ENGLISH_SHARE
