"""Find the parts of a text that were written apart, by the lines alone: the entries of a live blog.

Who "he" is does not stand in another part. A line of marks ("* * *") parts a text, and so do lines that begin
with a time of day, where several do: "10:42 GMT", "3.15pm - The minister arrives".
"""

from __future__ import annotations

import re
from bisect import bisect_right

# "* * *", "***", "---", "###", "⁂", "• • •": at least three marks, or the one made for it.
_BREAK = re.compile(r"^[ \t]*+(?:⁂|([*#_~=•·—–-])(?:[ \t]*+\1){2,})[ \t]*+$", re.MULTILINE)
_ZONE = r"(?:[A-Z]{2,5}|local time|Eastern|Pacific|Central)"
_CLOCK = re.compile(
    rf"^[ \t]*+(?:at |updated |update )?\d{{1,2}}(?:[:.h]\d\d)? ?(?:[ap]\.?m\.?)?(?: {_ZONE})?"
    r"[ \t]*+(?:$|[-–—:|·•])",
    re.MULTILINE | re.IGNORECASE,
)
_HAS_CLOCK = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m", re.IGNORECASE)
# One line with a time is a caption, or what a post says of itself.
_FEWEST_TIMES = 3


class Parts:
    """The parts of a text, by where each begins."""

    def __init__(self, text: str) -> None:
        breaks = [match.end() for match in _BREAK.finditer(text)]
        times = [match.start() for match in _CLOCK.finditer(text) if _HAS_CLOCK.search(match[0])]
        self._starts = sorted({*breaks, *(times if len(times) >= _FEWEST_TIMES else ())})

    def find(self, place: int) -> int:
        """Return the number of the part that holds a place of the text."""
        return bisect_right(self._starts, place)
