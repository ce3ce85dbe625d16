"""From the markup of a web page to its tree, made fit for trafilatura: quick to read, or refused.

The parser compares each attribute of a tag with all others; trafilatura compares elements with their
siblings and authors with each other, and searches metadata with patterns that go back. All of this takes a
time that grows with the square of what a page holds, or faster. So no page is read that holds more of it than
any article needs, and metadata that the article can do without are left out where they are too long.

The limits (kg/settings.py) are far above the most that the 1,041 pages of news, blogs and institutions have
with which trafilatura is tested: 1.6 MB, 10,106 elements, 1,125 of them side by side, 43 inside each other, a
tag with 38 attributes. All of these read the same with the limits and without.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from kg.errors import ArticleError
from kg.settings import (
    DEEPEST_ELEMENT,
    LONGEST_AUTHORS,
    LONGEST_JSON,
    LONGEST_METADATA,
    MAXIMUM_TITLE_LENGTH,
    MOST_ATTRIBUTES,
    MOST_CELLS,
    MOST_CHILDREN,
    MOST_ELEMENTS,
)

# trafilatura takes them away before it parses: what is checked must be what is parsed.
_NOT_HTML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A tag as HTML reads it; what is possessive here keeps the search from going back.
_TAG = re.compile(r"<[A-Za-z][^ \t\n\r/>]*+")
_ATTRIBUTE = re.compile(
    r"""[ \t\n\r/]*+
    [^ \t\n\r/>][^ \t\n\r/>=]*+  # its name, which may begin with "="
    (?:[ \t\n\r]*+=[ \t\n\r]*+(?:"[^"]*+"?+|'[^']*+'?+|[^ \t\n\r>"'][^ \t\n\r>]*+)?+)?+""",
    re.VERBOSE,
)
_SCRIPT = re.compile(r"(<(script|style)\b[^>]*+)(.*?)(?=</\2|\Z)", re.DOTALL | re.IGNORECASE)
_TAG_IN_SCRIPT = re.compile(r"<(?=[A-Za-z])")

_JSON_TYPES = ("application/ld+json", "application/settings+json")
_KINDS = ("name", "property", "itemprop")
_NAMES_AUTHOR = re.compile("auth|byl|creator", re.IGNORECASE)
# "<" because tags are searched for in it.
_UNFIT_FOR_SCRIPT = re.compile("[<\0\ud800-\udfff\ufffe\uffff]")

# trafilatura spreads a cell over at most so many columns or rows.
_WIDEST_SPAN = 100


def parse_page(markup: str, where: str) -> HtmlElement | None:
    """Parse a page, None for what is no page. Raises ArticleError for one that would take too long."""
    from trafilatura import load_html  # for the first page only: see html.py

    tree = load_html(_check_tags(_NOT_HTML.sub("", markup), where))
    if tree is not None:
        _check_tree(tree, where)
        _check_tables(tree, where)
        _drop_long_metadata(tree)
        _drop_long_json(tree)
    return tree


def _check_tags(markup: str, where: str) -> str:
    """Prepare the markup for the parser. Raises ArticleError for a tag with too many attributes."""
    if not _has_long_tag(markup):
        return markup
    # A comparison in a script ("i<n") looks like one. It is no tag, and the parser shall not take it for one.
    markup = _SCRIPT.sub(lambda match: match[1] + _TAG_IN_SCRIPT.sub(" ", match[3]), markup)
    if _has_long_tag(markup):
        raise _refuse(where, f"a tag with more than {MOST_ATTRIBUTES} attributes")
    return markup


def _has_long_tag(markup: str) -> bool:
    """Whether a tag has too many attributes, wherever it begins: even in a comment or a script.

    So it does not matter whether the parser agrees on what is a comment. What looks like a tag inside of a
    tag shares attributes with it; these are looked at once, or all together would take long.
    """
    behind: dict[int, int] = {}  # how many attributes come behind a place between two of them
    end = 0
    for tag in _TAG.finditer(markup):
        if tag.start() >= end:
            behind.clear()
        places, place = [], tag.end()
        while place not in behind and (attribute := _ATTRIBUTE.match(markup, place)):
            places.append(place)
            place = attribute.end()
        end = max(end, place)
        count = behind.get(place, 0)
        for number, seen in enumerate(reversed(places), count + 1):
            behind[seen] = number
        if count + len(places) > MOST_ATTRIBUTES:
            return True
    return False


def _check_tree(tree: HtmlElement, where: str) -> None:
    """Raise ArticleError for a page of too many elements, in all, in one of them, or inside each other."""
    elements = depth = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        elements, depth = elements + 1, depth + 1
        if elements > MOST_ELEMENTS:
            raise _refuse(where, f"more than {MOST_ELEMENTS:,} elements")
        if depth > DEEPEST_ELEMENT:
            raise _refuse(where, f"more than {DEEPEST_ELEMENT} elements inside each other")
        if len(element) > MOST_CHILDREN:
            raise _refuse(where, f"more than {MOST_CHILDREN:,} elements side by side")


def _check_tables(tree: HtmlElement, where: str) -> None:
    """Raise ArticleError for tables that are too large when all their rows are as wide as the widest."""
    cells = 0
    widths: dict[HtmlElement, list[int]] = defaultdict(list)
    for cell in tree.iter("td", "th"):
        cells += _read_span(cell, "colspan") * _read_span(cell, "rowspan")
    for row in tree.iter("tr"):
        table = next(row.iterancestors("table"), tree)
        widths[table].append(sum(_read_span(cell, "colspan") for cell in row))
    cells += sum(len(rows) * min(max(rows), _WIDEST_SPAN) for rows in widths.values())
    if cells > MOST_CELLS:
        raise _refuse(where, f"tables of more than {MOST_CELLS:,} cells")


def _read_span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value[:4]), _WIDEST_SPAN) if value.isdecimal() else 1


def _refuse(where: str, what: str) -> ArticleError:
    return ArticleError(where, f"has {what}, which no article needs: save its text as .txt")


def _drop_long_metadata(tree: HtmlElement) -> None:
    """Drop metadata that are too long for a title, a date or an address, and authors beyond number."""
    authors = 0
    for element in tree.iter("base", "link", "meta"):
        key = "content" if element.tag == "meta" else "href"
        length = len(element.get(key, ""))
        names_author = _NAMES_AUTHOR.search(" ".join(element.get(kind, "") for kind in _KINDS))
        authors += length if names_author else 0
        if length > LONGEST_METADATA or (names_author and authors > LONGEST_AUTHORS):
            element.attrib.pop(key, None)


def _drop_long_json(tree: HtmlElement) -> None:
    """Leave short JSON-LD as it is; shorten the rest, or drop what is no JSON."""
    length = names = 0
    for script in tree.iterfind(".//script"):
        if script.get("type") not in _JSON_TYPES or not script.text:
            continue
        length += len(script.text)
        try:
            data = json.loads(script.text, strict=False)
            names += _measure_names(data)
            if length > LONGEST_JSON or names > LONGEST_AUTHORS:
                script.text = json.dumps(_shorten(data), ensure_ascii=False)
        except (ValueError, RecursionError):
            if length > LONGEST_JSON:
                script.text = None


def _measure_names(data: Any) -> int:
    """Count the characters of the authors, and of whatever else has a name, in JSON-LD."""
    total = 0
    rest = [(data, False)]
    while rest:
        value, named = rest.pop()
        if isinstance(value, str):
            total += len(value) * named
        elif isinstance(value, list):
            rest += [(item, named) for item in value]
        elif isinstance(value, dict):
            rest += [(item, named or key in ("author", "name")) for key, item in value.items()]
    return total


def _shorten(data: Any) -> Any:
    """Remove persons, long texts, and what an element of HTML cannot hold from JSON-LD."""
    if isinstance(data, str):
        return _UNFIT_FOR_SCRIPT.sub(" ", data[:MAXIMUM_TITLE_LENGTH])
    if isinstance(data, list):
        return [_shorten(item) for item in data]
    if isinstance(data, dict):
        kinds = data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.lower() == "person" for kind in kinds):
            return {}
        return {_shorten(key): _shorten(item) for key, item in data.items() if key != "author"}
    return data
