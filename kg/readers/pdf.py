"""Read the text layer of .pdf files, by pypdf: lines as they are set, words that were hyphenated in one.

What stands at the head or foot of every page, and the numbers of pages, are left out.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.article import to_article
from kg.readers.opening import name_path, name_stem, parsing, read_bytes
from kg.readers.plain import find_title
from kg.settings import LARGEST_CONTENT, LARGEST_DOCUMENT, MEGABYTE, MOST_PAGES

# A line that stands on so many pages at their edge is the name of the paper, not of its text.
_RUNNING_PAGES = 3
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?#(?:\s*(?:/|of)\s*#)?\W*", re.IGNORECASE)
_HYPHENATED = re.compile(r"(\w*[a-z])(?:-|\u00ad)[ \t]*\n\n?[ \t]*([a-z]\w*)")
_SOFT_HYPHEN = re.compile(r"\u00ad(?!\n)")


def read_pdf(path: Path) -> Iterator[Article | ArticleError]:
    """Read the one article of a file; its title is a short first line.

    The day on which it was published is not known: the file only says when it was made.
    """
    where = name_path(path)
    try:
        data = read_bytes(path, LARGEST_DOCUMENT)
        if not data:
            raise ArticleError(where, "is empty: there is no text to read")
        with parsing(where, "PDF file"):
            pages = _read_pages(data, where)
        text = undo_hyphenation("\n\n".join(_drop_running_lines(pages)))
        if not text.strip():
            raise ArticleError(where, "has no text layer: it holds pictures of pages, which OCR would read")
        yield to_article(where, id=name_stem(path), text=text, title=find_title(text))
    except ArticleError as error:
        yield error


def undo_hyphenation(text: str) -> str:
    """Join the words that were parted at the end of a line.

    The hyphen stays where the text has the word with it elsewhere ("long-term") and not without.
    """
    text = _SOFT_HYPHEN.sub("", text)
    words = set(re.findall(r"[\w-]+", text))

    def join(match: re.Match[str]) -> str:
        whole, compound = match[1] + match[2], f"{match[1]}-{match[2]}"
        return compound if compound in words and whole not in words else whole

    return _HYPHENATED.sub(join, text)


def _read_pages(data: bytes, where: str) -> list[str]:
    """Return the text of each page. Raises ArticleError for a file that is closed or holds too much."""
    from pypdf import PdfReader, apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every slip of the file
    pages, rest = [], LARGEST_CONTENT
    with apply_configuration(
        zlib_maximum_output_length=LARGEST_CONTENT,
        lzw_maximum_output_length=LARGEST_CONTENT,
        run_length_maximum_output_length=LARGEST_CONTENT,
        array_based_stream_maximum_output_length=LARGEST_CONTENT,
        jbig2dec_binary=None,
    ):
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(where, "is locked by a password: save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise ArticleError(where, f"has more than {MOST_PAGES:,} pages, which is the most: split it")
        for page in reader.pages:
            pages.append(page.extract_text())
            rest -= len(pages[-1])
            if rest < 0:
                raise ArticleError(where, f"has more than {LARGEST_CONTENT // MEGABYTE} MB of text: split it")
    return pages


def _drop_running_lines(pages: list[str]) -> Iterator[str]:
    """Leave out the first and last lines that pages share but for a number, and the numbers of pages."""
    split = [[line.rstrip() for line in page.strip().split("\n")] for page in pages]
    edges = Counter(edge for lines in split for edge in {_mask(lines[0]), _mask(lines[-1])})
    running = {edge for edge, count in edges.items() if count >= _RUNNING_PAGES}
    for lines in split:
        while lines and _is_running(lines[0], running, len(pages)):
            lines.pop(0)
        while lines and _is_running(lines[-1], running, len(pages)):
            lines.pop()
        yield "\n".join(lines)


def _is_running(line: str, running: set[str], pages: int) -> bool:
    return _mask(line) in running or (pages > 1 and _PAGE_NUMBER.fullmatch(_mask(line)) is not None)


def _mask(line: str) -> str:
    return _NUMBER.sub("#", line.strip())
