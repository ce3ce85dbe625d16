"""Read web pages: main text without navigation, comments and footer, and metadata, found by trafilatura.

It is imported for the first page only: a build of other files does without its 0.2 seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from kg.errors import ArticleError, OtherContentError
from kg.model import Article
from kg.readers.article import to_article
from kg.readers.decode import decode
from kg.readers.opening import name_path, name_stem, read_bytes
from kg.readers.page import parse_page
from kg.readers.page_dates import find_published
from kg.readers.page_parts import rewrite_parts
from kg.settings import LARGEST_PAGE

if TYPE_CHECKING:
    from trafilatura.settings import Document

# Only a date that the page states: the extensive search makes 2021-01-01 of "© 2021", and a wrong day of
# publication shifts every "on Tuesday" of the article. The first publication counts, not an update. The last
# day is fixed, because a page must read the same tomorrow.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

# An index has links to other pages; a page that a script fills in has few.
_FEWEST_LINKS = 5

# Where browsers look for the declaration of a charset.
_HEAD_LENGTH = 4096
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)


def read_html(path: Path) -> Iterator[Article | ArticleError]:
    """Read the one article of a page. Its text is what trafilatura extracts: offsets count in that."""
    where = name_path(path)
    try:
        yield read_page(read_bytes(path, LARGEST_PAGE), where, name_stem(path))
    except ArticleError as error:
        yield error


def read_page(data: bytes, where: str, id: str, address: str | None = None) -> Article:
    """Read the article of a page, which was found at that address. Raises ArticleError."""
    markup = decode_page(data, where)
    if not markup.strip():
        raise ArticleError(where, "is empty: there is no text to read")
    tree = parse_page(markup, where)
    if tree is not None:
        rewrite_parts(tree)
    stated = None if tree is None else find_published(tree)
    page = None if tree is None else _extract(tree)
    if page is None or not (page.text or "").strip():
        if tree is not None and _is_listing(tree, id):
            raise OtherContentError(where, "is a list of other pages: save those that it names")
        raise ArticleError(where, "has no article text: only navigation, or a page filled in by a script")
    return to_article(
        where,
        id=id,
        text=page.text or "",
        title=page.title or "",
        published=page.date or stated,
        url=page.url or address,
        source=page.sitename,
    )


def _is_listing(tree: HtmlElement, id: str) -> bool:
    """Whether a page without an article is the front of a folder of pages."""
    return id.lower() == "index" and sum(1 for _ in tree.iter("a")) >= _FEWEST_LINKS


def decode_page(data: bytes, where: str) -> str:
    """Decode a page as its XML declaration or a meta element says. Raises ArticleError."""
    declared = _CHARSET.search(data[:_HEAD_LENGTH])
    return decode(data, where, declared and declared[1].decode("ascii"))


def _extract(tree: HtmlElement) -> Document | None:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    page = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATE_SEARCH,
        favor_precision=True,  # without it the links of a page that has no article become one
    )
    return page if isinstance(page, Document) else None
