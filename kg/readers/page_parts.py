"""Rewrite parts of a page that its extraction would lose or misread, in its tree.

- The head of a table is left out: "Signed" over a column of dates is nothing that anybody does.
- Who said a quotation set apart, or posted what is embedded, becomes a paragraph below it: "— Ana Ruiz".
- The entries of a live blog become parts of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy

from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")
_LIVE = re.compile(
    "live-?(?:blog|entry|post|update|event|ticker)|LiveBlogPosting|liveBlogUpdate", re.IGNORECASE
)
_LIVE_JSON = re.compile(r'"@type"\s*:\s*"LiveBlogPosting"')
_POST = re.compile("twitter|tweet|instagram|bluesky|mastodon|threads|tiktok|facebook|fb-post|reddit|embed")
# By what the extraction tells text from what surrounds it.
_MARKS = ("itemprop", "itemtype", "class", "id", "data-testid")
_PARTS = ("article", "section", "div", "header", "ol", "ul", "li", "h1", "h2", "h3", "h4")
_ENDS = ("article", "aside", "body", "footer", "main", "nav")
_AMP_POSTS = ("amp-twitter", "amp-facebook", "amp-instagram", "amp-reddit", "amp-embedly-card")
# The line between two entries, such as writers put between parts of a text.
_BREAK = "* * *"
_DASHES = ("—", "–", "-", "―")


def rewrite_parts(tree: HtmlElement) -> None:
    """Rewrite these parts of the tree, in place."""
    _drop_heads(tree)
    for post in list(tree.iter(*_AMP_POSTS)):
        post.tag = "div"
    for quotation in reversed(list(tree.iter("blockquote"))):  # one inside of another keeps its own author
        _free(quotation)
        _move_author(quotation)
    _join_entries(tree)


def _drop_heads(tree: HtmlElement) -> None:
    """Leave out the rows of nothing but heads, except where a table has nothing else."""
    tables = {next(cell.iterancestors("table"), None) for cell in tree.iter("td")}
    for row in list(tree.iter("tr")):
        is_head = len(row) > 0 and all(cell.tag == "th" for cell in row)
        if is_head and next(row.iterancestors("table"), None) in tables:
            row.drop_tree()


def _free(quotation: HtmlElement) -> None:
    """Free a quotation from the links, times and marks for which the extraction would drop it."""
    around = quotation.iterancestors() if _POST.search(quotation.get("class", "")) else ()
    for element in around:
        if element.tag in _ENDS:
            break
        _drop_marks(element)
    for element in list(quotation.iter("blockquote", "div", "p", "span", "a", "time")):
        _drop_marks(element)
        if element.tag in ("a", "time"):
            element.tag = "span"


def _move_author(quotation: HtmlElement) -> None:
    """Put whose words they are into paragraphs at the end of the quotation."""
    authors = list(quotation.iter("footer", "figcaption")) or list(_find_cites(quotation))
    figure = quotation.getparent()
    if figure is not None and figure.tag == "figure":
        figure.tag = "div"
        authors += figure.findall("figcaption")
    for author in authors:
        words = _SPACE.sub(" ", author.text_content()).strip()
        author.drop_tree()
        if words:
            line = quotation.makeelement("p")
            line.text = words if words.startswith(_DASHES) else f"— {words}"
            quotation.append(line)


def _find_cites(quotation: HtmlElement) -> Iterator[HtmlElement]:
    """Find the sources that are no part of a sentence: a work that is cited in one says nothing."""
    for around in quotation.iter("blockquote", "div", "p", "small", "span"):
        cites = around.findall("cite")
        if around.tag == "blockquote":
            yield from (cite for cite in cites if not (cite.tail or "").strip())
        elif len(cites) == len(around) == 1:
            words = around.text_content().replace(cites[0].text_content(), "", 1)
            yield from () if _WORD.search(words) else cites


def _join_entries(tree: HtmlElement) -> None:
    """Make one article of the entries of a live blog, of which the extraction would take one for the text."""
    found = tree.find(".//body")
    body = tree if found is None else found
    if not _is_live(tree):
        return
    for entry in _find_entries(body)[1:]:
        line = entry.makeelement("p")
        line.text = _BREAK
        entry.insert(0, line)
    for element in list(body.iter(*_PARTS)):
        _drop_marks(element)
        if element.tag == "article":
            element.tag = "div"
    main = next(body.iter("main"), body)
    article = copy(main)
    article.tag, article.tail = "article", None
    for child in list(main):
        main.remove(child)
    main.text = None
    main.append(article)


def _find_entries(body: HtmlElement) -> list[HtmlElement]:
    """Find the entries of a live blog: of elements side by side that can be such, the most."""
    groups: dict[tuple[HtmlElement, str], list[HtmlElement]] = {}
    for element in body.iter("article", "section", "div", "li"):
        if element.tag == "article" or element.get("data-sort-time") or _is_marked(element):
            groups.setdefault((element.getparent(), element.tag), []).append(element)
    return max(groups.values(), key=len, default=[])


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element calls itself a part of a live blog."""
    return any(_LIVE.search(element.get(mark, "")) for mark in _MARKS)


def _is_live(tree: HtmlElement) -> bool:
    """Whether a page says that it is a live blog, or has several entries of one."""
    if any(_LIVE_JSON.search(script.text or "") for script in tree.iter("script")):
        return True
    parts = tree.iter("html", "body", *_PARTS)
    return sum(map(_is_marked, parts)) > 1


def _drop_marks(element: HtmlElement) -> None:
    for mark in _MARKS:
        element.attrib.pop(mark, None)
