"""Characters of one meaning as one character: blanks, hyphens, ligatures, accents, line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kg.model import Passage
from kg.normalize.plain import Piece, replace_each

# Left out: soft hyphens with the line end behind them, and all that only steers how a line is set (joiners,
# marks of direction, byte order marks).
_UNSEEN = "\u00ad(?:\r?\n[ \t]*)?|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]+"
_BLANK = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_HYPHEN = "[\u2010\u2011]"
# Of old systems, page breaks and separators of lines too.
_LINE_END = "\r\n?|[\v\f\u0085\u2028\u2029]"
_LIGATURE = "[\ufb00-\ufb06]"
# A letter and the accents over it, which most texts have as one character.
_ACCENTED = r"\w[\u0300-\u036f]+"
_OTHER = re.compile(
    f"(?P<unseen>{_UNSEEN})|(?P<blank>{_BLANK})|(?P<hyphen>{_HYPHEN})|(?P<line>{_LINE_END})"
    f"|(?P<composed>{_LIGATURE}|{_ACCENTED})"
)
_USUAL = {"unseen": "", "blank": " ", "hyphen": "-", "line": "\n"}


def replace_characters(text: str) -> Iterator[Piece] | None:
    """Put the usual character for each of another kind; None where there are only usual ones."""
    if text.isascii() and not any(character in text for character in "\r\v\f"):
        return None
    return replace_each(_find_others(text), text)


def _find_others(text: str) -> Iterator[tuple[Passage, str]]:
    for match in _OTHER.finditer(text):
        kind = match.lastgroup or ""
        usual = _USUAL[kind] if kind in _USUAL else unicodedata.normalize("NFKC", match[0])
        if usual != match[0]:
            yield Passage(*match.span()), usual
