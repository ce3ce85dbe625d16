"""Parse XML of unknown origin: no entity is expanded, nothing fetched, and the tree has a limit."""

from __future__ import annotations

import re
from html.entities import html5
from io import BytesIO

from lxml.etree import XMLSyntaxError, _Element, iterparse

from kg.errors import ArticleError
from kg.printable import shorten
from kg.settings import MOST_XML_ELEMENTS

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
# Entities that HTML has and XML has not: "&nbsp;" is common in feeds, and an error to the parser.
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")


def parse_xml(text: str, where: str) -> _Element:
    """Parse a document to its root. Raises ArticleError, named by `where`."""
    text = _DECLARATION.sub("", _NOT_XML.sub("", text), count=1)
    text = _HTML_ENTITY.sub(lambda match: _escape(html5.get(match[1], "")), text)
    parser = iterparse(
        BytesIO(text.encode("utf-8")),
        events=("start",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for number, _ in enumerate(parser):
            if number > MOST_XML_ELEMENTS:
                raise ArticleError(where, f"has more than {MOST_XML_ELEMENTS:,} elements: split it")
    except XMLSyntaxError as error:
        raise ArticleError(where, f"is not well-formed XML: {shorten(error.msg or 'it is empty')}") from error
    return parser.root


def _escape(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)
