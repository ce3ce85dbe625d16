"""Tags and entities of HTML, and escapes of programs, that were left in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from kg.model import Passage
from kg.normalize.plain import Piece, replace_each

# Where one of these begins or ends, a paragraph does.
_BLOCKS = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|"
    "hr|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_INLINE = "a|abbr|b|big|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|tt|u|wbr"
_ATTRIBUTES = r"(?:\s[^<>]{0,5000})?"
# What stands in these is no text, nor is a comment.
_HIDDEN = "script|style|noscript|template|svg"
_TAG = re.compile(
    rf"(?:<(?P<hidden>{_HIDDEN}){_ATTRIBUTES}>|<!(?P<comment>--))"
    rf"|(?P<block></?(?:{_BLOCKS}){_ATTRIBUTES}/?>)|</?(?:{_INLINE}|{_HIDDEN}){_ATTRIBUTES}/?>"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)",
    re.IGNORECASE,
)
_END = {name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE) for name in _HIDDEN.split("|")}
_END["--"] = re.compile("-->")
# "Joe\_Biden" is how some programs write a blank that keeps a line together; "\u2019", "\xe9" and "\"" are
# left of strings, and so is a backslash at the end of a line.
_ESCAPE = re.compile(
    r"\\(?:(?P<code>u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})|(?P<blank>_+)|(?P<mark>[\"'])|(?=\n|$))"
)


def strip_tags(text: str) -> Iterator[Piece] | None:
    """Leave out tags and comments, and put characters for entities; None where there are none.

    A tag that begins or ends a block is a line end, two where nothing else stands between two paragraphs.
    """
    if "<" not in text and "&" not in text:
        return None
    return replace_each(_find_tags(text), text)


def _find_tags(text: str) -> Iterator[tuple[Passage, str]]:
    place = 0
    unclosed: set[str] = set()  # what has no end from here on: looked for once
    while match := _TAG.search(text, place):
        place = match.end()
        hidden = (match["hidden"] or match["comment"] or "").lower()
        if hidden and hidden not in unclosed:
            if end := _END[hidden].search(text, place):
                place = end.end()
            else:
                unclosed.add(hidden)
        standing = "\n\n" if match["block"] else ""
        words = unescape(match[0]) if match["entity"] else standing
        if words != match[0]:
            yield Passage(match.start(), place), words


def decode_escapes(text: str) -> Iterator[Piece] | None:
    """Put the characters that escapes of programs stand for; None where there are none."""
    return replace_each(_find_escapes(text), text) if "\\" in text else None


def _find_escapes(text: str) -> Iterator[tuple[Passage, str]]:
    for match in _ESCAPE.finditer(text):
        if match["code"]:
            code = int(match["code"][1:], 16)
            if 0xD800 <= code < 0xE000:
                continue  # half of a surrogate pair is no character
            yield Passage(*match.span()), chr(code)
        else:
            yield Passage(*match.span()), " " if match["blank"] else match["mark"] or ""
