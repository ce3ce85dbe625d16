"""The text of a piece of HTML that is all content: an entry of a feed, a message, a field of a record."""

from __future__ import annotations

import html
import re

from lxml.html import HtmlElement

from kg.readers.page import parse_page
from kg.readers.page_parts import rewrite_parts

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:#\w+|[A-Za-z]\w*);")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = frozenset({"button", "head", "noscript", "script", "select", "style", "svg", "template", "title"})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})  # fmt: skip


def has_tags(text: str) -> bool:
    """Whether a text is HTML rather than plain."""
    return bool(_TAG.search(text))


def to_text(markup: str, where: str) -> str:
    """Return the text of a piece of HTML, a line a paragraph, cells of a table parted by " | ".

    Raises ArticleError for markup that would take too long (kg/readers/page.py).
    """
    if not has_tags(markup):
        return html.unescape(markup) if _ENTITY.search(markup) else markup
    tree = parse_page(f"<html><body>{markup}</body></html>", where)
    if tree is None:
        return ""
    rewrite_parts(tree)
    parts: list[str] = []
    _collect(tree, parts)
    lines = (_SPACE.sub(" ", line).strip(" |") for line in "".join(parts).split("\0"))
    return "\n".join(filter(None, lines))


def _collect(element: HtmlElement, parts: list[str]) -> None:
    """Collect the words of an element in order; NUL, which no page has, stands where a line ends."""
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return
    edge = "" if element.tag in _INLINE else " | " if element.tag in ("td", "th") else "\0"
    parts += [edge, element.text or ""]
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")
    parts.append("" if edge == " | " else edge)
