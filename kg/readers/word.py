"""Read .docx files: the paragraphs and tables of the text, as they stand once all changes are accepted.

A .docx is a zip archive of XML files. Footnotes, headers and comments stand in files of their own and are not
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml.etree import QName, _Element

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.article import to_article
from kg.readers.decode import decode
from kg.readers.opening import name_path, name_stem, parsing, read_bytes
from kg.readers.plain import find_title
from kg.readers.xml import parse_xml
from kg.settings import LARGEST_CONTENT, LARGEST_DOCUMENT, MEGABYTE

_MAIN_PART = re.compile(r"word/document\d*\.xml")
# Of Office as it saves, and of the standard's strict form.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_CHARACTERS = {"br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "tab": "\t"}
# What was moved away stands there in full, as does a text box for programs that know no other form.
_UNREAD = ("Fallback", "moveFrom", "rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "del")


def read_docx(path: Path) -> Iterator[Article | ArticleError]:
    """Read the one article of a document; its title is the paragraph of that style, or a short first line.

    The day on which it was published is not known: the file only says when it was made.
    """
    where = name_path(path)
    try:
        lines = list(_read_lines(_read_main_part(path, where)))
        text = "\n".join(line for line, _ in lines).strip("\n")
        title = next((line for line, style in lines if style == "Title" and line.strip()), "")
        yield to_article(where, id=name_stem(path), text=text, title=title.strip() or find_title(text))
    except ArticleError as error:
        yield error


def _read_main_part(path: Path, where: str) -> _Element:
    data = read_bytes(path, LARGEST_DOCUMENT)
    if not data:
        raise ArticleError(where, "is empty: there is no text to read")
    with parsing(where, ".docx file"), ZipFile(BytesIO(data)) as archive:
        name = next(name for name in archive.namelist() if _MAIN_PART.fullmatch(name))
        with archive.open(name) as part:
            content = part.read(LARGEST_CONTENT + 1)
    if len(content) > LARGEST_CONTENT:
        limit = f"more than {LARGEST_CONTENT // MEGABYTE} MB of text and marks"
        raise ArticleError(where, f"has {limit}, which is the most that is read: save its text as .txt")
    return parse_xml(decode(content, where), where)


def _read_lines(root: _Element) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs and the rows of tables in order, each with the style of a paragraph."""
    for block in _find_blocks(root):
        if _name(block) == "p":
            style = next((e for e in block.iterfind("{*}pPr/{*}pStyle")), None)
            yield "".join(_read_words(block)), "" if style is None else _get(style, "val")
        elif block.find("{*}trPr/{*}tblHeader") is None:
            cells = (" ".join(_read_cell(cell)) for cell in block.iterfind("{*}tc"))
            yield " | ".join(cells), ""


def _find_blocks(element: _Element) -> Iterator[_Element]:
    """Find the outermost paragraphs and rows."""
    for child in element:
        if _name(child) in ("p", "tr"):
            yield child
        elif _name(child) not in _UNREAD:
            yield from _find_blocks(child)


def _read_cell(cell: _Element) -> Iterator[str]:
    for paragraph in cell.iter("{*}p"):
        yield " ".join("".join(_read_words(paragraph)).split())


def _read_words(element: _Element) -> Iterator[str]:
    """Yield the words of a paragraph; those of text boxes in it stand in lines of their own."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in _UNREAD:
            yield from _read_words(child)
            yield "\n" if name == "p" else ""


def _name(element: _Element) -> str:
    """Return the local name of an element of a text; "t" of a drawing is none."""
    if not isinstance(element.tag, str):
        return ""
    name = QName(element)
    return "" if name.localname == "t" and name.namespace not in _NAMESPACES else name.localname


def _get(element: _Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if QName(key).localname == name), "")
