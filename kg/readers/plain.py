"""Plain text and Markdown, with or without front matter.

Front matter is a block at the very top, fenced by lines of three hyphens, of `key: value` lines:

    ---
    title: Orbita: the station stays
    published: 2022-07-27
    url: https://example.org/station
    source: Example Wire
    ---
    The text starts here.

A value is everything after the first colon, so a headline with a colon needs no quotation marks (in YAML it
would). `date` is read where `published` is missing; other keys, comments and indented lines are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article
from kg.normalize import MARKDOWN
from kg.printable import shorten
from kg.readers.article import to_article
from kg.readers.decode import read_text
from kg.readers.opening import name_path, name_stem
from kg.settings import MAXIMUM_TITLE_LENGTH

_FENCE = "---"
_KEY_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_PASSED_OVER = re.compile(r"\s*$|\s*#|\s+\S|-\s")
_BLOCK_MARKS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})


def read_plain(path: Path) -> Iterator[Article | ArticleError]:
    """Read the one article of a .txt or .md file: all that follows the front matter, markup included.

    Without a title in the front matter the first line that is not blank is the title, when it is short; it
    stays in the text. The text is never stripped, so that offsets hold.
    """
    where = name_path(path)
    try:
        fields, text = split_front_matter(read_text(path), where)
        yield to_article(
            where,
            id=name_stem(path),
            text=text,
            title=fields.get("title") or find_title(text),
            published=fields.get("published") or fields.get("date"),
            url=fields.get("url"),
            source=fields.get("source"),
            markup=MARKDOWN if path.name.lower().endswith((".md", ".md.gz")) else "",
        )
    except ArticleError as error:
        yield error


def split_front_matter(whole: str, where: str) -> tuple[dict[str, str], str]:
    """Split a file into the fields of its front matter that have a value, and the text after it.

    A leading line of hyphens that no key follows is a rule of the text, not front matter. Raises ArticleError
    when the block has no end or a line of it is not understood.
    """
    lines = whole.split("\n")
    if lines[0].rstrip() != _FENCE or len(lines) < 2 or not _KEY_LINE.fullmatch(lines[1].rstrip()):
        return {}, whole
    fences = [number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE]
    if not fences:
        raise ArticleError(where, "the front matter has no end: close it with a line of three hyphens")
    fields = dict(_read_line(line, f"{where}:{number}") for number, line in enumerate(lines[: fences[0]], 1))
    return {key: value for key, value in fields.items() if value}, "\n".join(lines[fences[0] + 1 :])


def _read_line(line: str, where: str) -> tuple[str, str]:
    """Parse one line of the front matter to key and value; the key is empty for a line that is skipped."""
    match = _KEY_LINE.fullmatch(line.rstrip())
    if match:
        key, value = match[1].lower(), _unquote((match[2] or "").strip())
        if value in _BLOCK_MARKS:
            raise ArticleError(where, f"{shorten(key)}: write the value on one line")
        return key, value
    if line.rstrip() == _FENCE or _PASSED_OVER.match(line):
        return "", ""
    raise ArticleError(where, f"'{shorten(line.strip())}' is not front matter: write 'key: value'")


def _unquote(value: str) -> str:
    """Remove the quotation marks that YAML would need, and the escapes inside them."""
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    return value


def find_title(text: str) -> str:
    """Return the first line that is not blank, without marks of a Markdown heading; "" when too long."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return re.sub(r"^#{1,6}\s+|\s+#+$", "", line) if len(line) <= MAXIMUM_TITLE_LENGTH else ""
