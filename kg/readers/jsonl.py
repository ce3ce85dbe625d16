"""Read JSON: a line (.jsonl), or an element of an array (.json), an article.

    {"id": "...", "text": "...", "title": "...", "published": "2022-07-27", "url": "...", "source": "..."}

Only the text is a must; `kg.readers.records` knows other names of the fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ArticleError, OtherContentError
from kg.model import Article
from kg.readers.decode import is_binary, read_text
from kg.readers.language import has_prose
from kg.readers.opening import name_path, name_stem, read_lines
from kg.readers.records import describe_fields, find_field, parse_json, read_record
from kg.settings import LARGEST_DOCUMENT


def read_jsonl(path: Path) -> Iterator[Article | ArticleError]:
    """Read every article of the file; a bad line is an ArticleError that names the line, and the next is
    read.

    The file is read line by line, so its size does not matter. Blank lines are passed over; where a line has
    no "id" it is the file's stem and the line number ("news:12").
    """
    file_name = name_path(path)
    try:
        empty = True
        for number, line in enumerate(read_lines(path), 1):
            if is_binary(line):
                raise ArticleError(f"{file_name}:{number}", "is binary, not text: the rest is not read")
            if line.strip():
                empty = False
                yield _read_line(line, f"{file_name}:{number}", f"{name_stem(path)}:{number}")
        if empty:
            raise ArticleError(file_name, "is empty: there is no line to read")
    except ArticleError as error:
        yield error


def read_json(path: Path) -> Iterator[Article | ArticleError]:
    """Read every article of an array, or the one that the file is; a bad one is an ArticleError with its
    number, from 1.

    An object without a text may hold the array, as in a JSON Feed: {"items": [...]}.
    """
    where = name_path(path)
    try:
        text = read_text(path, LARGEST_DOCUMENT)
        if not text.strip():
            raise ArticleError(where, "is empty: there is no text to read")
        value = parse_json(text, where)
        if not _has_article(value):
            raise OtherContentError(where, _describe(value))
        records = _find_records(value)
        if records is None:
            yield read_record(value, where, name_stem(path))
            return
        if not records:
            raise ArticleError(where, "is empty: there is no article in the array")
        for number, record in enumerate(records, 1):
            yield read_record(record, f"{where}:{number}", f"{name_stem(path)}:{number}")
    except ArticleError as error:
        yield error


def _find_records(value: Any) -> list[Any] | None:
    """Find the array of articles; None for what is itself meant to be one."""
    if isinstance(value, dict) and not (find_field(value, "text") or find_field(value, "html")):
        arrays = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        return arrays[0] if len(arrays) == 1 else None
    return value if isinstance(value, list) else None


def _has_article(value: Any) -> bool:
    """Whether JSON holds what is an article, or was meant as one: a text, a title with a day, or prose."""
    rest = [value]
    if value == []:
        return True  # an array that has none yet
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            if any(find_field(one, field) for field in ("text", "html")):
                return True
            if find_field(one, "title") and find_field(one, "published"):
                return True
            rest += one.values()
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str) and has_prose(one):
            return True
    return False


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return describe_fields(value)
    if isinstance(value, list):
        return 'is an array in which no object has a "text"'
    return 'is not a JSON object: write {"id": "...", "text": "..."}'


def _read_line(line: bytes, where: str, fallback_id: str) -> Article | ArticleError:
    try:
        return read_record(parse_json(line.decode("utf-8-sig"), where), where, fallback_id)
    except UnicodeDecodeError as error:
        return ArticleError(where, f"is not UTF-8 (byte {error.start} of the line)")
    except ArticleError as error:
        return error
