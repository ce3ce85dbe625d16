"""Make articles of records that name their fields: lines and arrays of JSON, rows of a table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from kg.errors import ArticleError
from kg.model import Article
from kg.printable import shorten
from kg.readers.article import to_article
from kg.readers.markup import has_tags, to_text

# The names under which programs keep a field, ours first; compared without case, blanks, "_" and "-".
_NAMES = {
    "id": ("id", "guid", "uuid"),
    "text": ("text", "body", "fulltext", "articlebody", "articletext", "contenttext", "content"),
    "html": ("contenthtml", "html"),
    "title": ("title", "headline"),
    "published": (
        "published", "date", "publishedat", "publishedon", "publisheddate", "publishdate", "publicationdate",
        "datepublished", "pubdate",
    ),
    "url": ("url", "link", "permalink"),
    "source": ("source", "outlet", "publisher", "sitename", "publication"),
}  # fmt: skip
_SEPARATOR = re.compile(r"[\s_-]+")


def find_field(names: Mapping[str, Any] | list[str], field: str) -> str | None:
    """Find the name under which a record, or the head of a table, has a field."""
    known = {_SEPARATOR.sub("", name).lower(): name for name in reversed(list(names))}
    return next((known[name] for name in _NAMES[field] if name in known), None)


def parse_json(data: str, where: str) -> Any:
    """Parse a JSON text. Raises ArticleError."""
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise ArticleError(where, f"is not JSON: {error.msg} at {line}column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise ArticleError(where, "is nested too deep, or has a number too long, to be read") from error


def read_record(record: Any, where: str, fallback_id: str) -> Article | ArticleError:
    """Make an article of one record, whose id is `fallback_id` where it has none."""
    try:
        if not isinstance(record, dict):
            raise ArticleError(where, 'is not a JSON object: write {"id": "...", "text": "..."}')
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


def _get_text(record: dict[str, Any], where: str) -> str:
    text = _get_string(record, "text", where)
    if text is None and (markup := _get_string(record, "html", where)):
        return to_text(markup, where) if has_tags(markup) else markup
    if text is None:
        raise ArticleError(where, describe_fields(record))
    return text


def describe_fields(record: dict[str, Any]) -> str:
    """Say what a record has that has no text."""
    return f'has no "text"; it has: {", ".join(map(shorten, sorted(record))) or "nothing"}'


def _get_string(record: dict[str, Any], field: str, where: str) -> str | None:
    """Return the string of a field, None where missing or null. Raises ArticleError.

    An id may be a number, and a source an object with a name, as in the answers of news services.
    """
    name = find_field(record, field)
    value = record[name] if name is not None else None
    if field == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if field == "source" and isinstance(value, dict):
        value = value.get("name")
    if value is not None and not isinstance(value, str):
        raise ArticleError(where, f'"{name}" is not a string')
    return value
