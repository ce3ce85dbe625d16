"""Read what somebody typed: words, "phrases", beginnings of words* and -words that must not be there.

All else is no syntax, so nothing that is typed is an error.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# What the index takes for a word is made of letters and digits.
_WORD = re.compile(r"[^\W_]+")
# One letter is the beginning of too many words to be looked for at once.
_SHORTEST_BEGINNING = 2


def to_match(typed: str) -> tuple[str, str]:
    """Convert it to two expressions of FTS5: what must be there, and what must not; either may be empty."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for piece in _PIECE.finditer(typed):
        given = piece["word"] if piece["word"] is not None else piece["phrase"]
        words = " ".join(_WORD.findall(given))
        if words:
            begins = piece["word"] is not None and given.endswith("*") and len(words) >= _SHORTEST_BEGINNING
            (unwanted if piece["minus"] else wanted).append(f'"{words}"{" *" if begins else ""}')
    return " AND ".join(wanted), " OR ".join(unwanted)
