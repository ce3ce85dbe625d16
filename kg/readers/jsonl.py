"""Read JSON Lines, an article a line: {"id", "text", "title", "published", "url", "source"}; text is a
must.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.model import Article
from kg.printable import shorten
from kg.readers.article import to_article
from kg.readers.decode import is_binary, name_path, name_stem, read_lines


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


def _read_line(line: bytes, where: str, fallback_id: str) -> Article | ArticleError:
    try:
        record = _parse(line, where)
        return to_article(
            where,
            id=_get_string(record, "id", where) or fallback_id,
            text=_get_text(record, where),
            title=_get_string(record, "title", where) or "",
            published=_get_string(record, "published", where),
            url=_get_string(record, "url", where),
            source=_get_string(record, "source", where),
        )
    except ArticleError as error:
        return error


def _parse(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArticleError(where, f"is not UTF-8 (byte {error.start} of the line)") from error
    except json.JSONDecodeError as error:
        raise ArticleError(where, f"is not JSON: {error.msg} at column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise ArticleError(where, "is nested too deep, or has a number too long, to be read") from error
    if not isinstance(record, dict):
        raise ArticleError(where, 'is not a JSON object: write {"id": "...", "text": "..."}')
    return record


def _get_text(record: dict[str, Any], where: str) -> str:
    text = _get_string(record, "text", where)
    if text is None:
        known = ", ".join(map(shorten, sorted(record))) or "nothing"
        raise ArticleError(where, f'has no "text"; it has: {known}')
    return text


def _get_string(record: dict[str, Any], key: str, where: str) -> str | None:
    """Return the string at `key`, None where missing or null; an id may be a number. Raises ArticleError."""
    value = record.get(key)
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise ArticleError(where, f'"{key}" is not a string')
    return value
