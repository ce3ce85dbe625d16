"""A pipeline component that ends sentences where paragraphs end: headlines have no full stop."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

# A line this long that ends in mid-sentence was wrapped by a text editor, not by its author.
WRAPPED_LINE = 55
_BREAK = re.compile(r"[^\S\n]*\n\s*")


def find_breaks(text: str) -> list[int]:
    """The offsets at which a new paragraph begins.

    A blank line always breaks. A single line break does too, unless the line before looks wrapped: long and
    without closing punctuation, or followed by a lower-case letter.
    """
    breaks = []
    line_start = 0
    for match in _BREAK.finditer(text):
        before, after = text[line_start : match.start()], text[match.end() : match.end() + 1]
        wrapped = match.group().count("\n") == 1 and (
            after.islower() or (len(before) >= WRAPPED_LINE and before[-1:] not in '.!?:;"”’»)')
        )
        if after and not wrapped:
            breaks.append(match.end())
        line_start = match.end()
    return breaks


@Language.component("paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Set `is_sent_start` on the first word of every paragraph, before the parser runs."""
    starts = set(find_breaks(doc.text))
    for token in doc[1:]:
        if token.idx in starts:
            token.is_sent_start = True
    return doc
