"""Check the fields of a file and make an `Article` of them: the same checks for every format."""

from __future__ import annotations

import re
from datetime import date

from kg.errors import ArticleError
from kg.model import Article, Markup
from kg.normalize import normalize_line
from kg.printable import shorten
from kg.readers.language import find_english_share, is_english

_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_article(
    where: str,
    *,
    id: str,
    text: str,
    title: str = "",
    published: str | None = None,
    url: str | None = None,
    source: str | None = None,
    markup: Markup = "",
) -> Article:
    """Make an article, its `text` untouched, its title without markup, and `published` as yyyy-mm-dd.

    Raises ArticleError, named by `where`, when the text is empty or not English, `published` is not a date,
    or a field has half of a surrogate pair (which neither UTF-8 nor RDF can hold).
    """
    for name, value in (("id", id), ("text", text), ("title", title), ("url", url), ("source", source)):
        _check_surrogates(where, name, value or "")
    if not text.strip():
        raise ArticleError(where, "is empty: there is no text to read")
    if not is_english(text):
        share = find_english_share(text)
        raise ArticleError(where, f"is not English: {share:.0%} of its words are English function words")
    title = normalize_line(title, markup)
    return Article(id, text, title, to_iso_date(where, published), url, source, markup)


def to_iso_date(where: str, published: str | None) -> str | None:
    """Normalize `published` to yyyy-mm-dd; a time of day after the date is dropped. Raises ArticleError."""
    if published is None or not published.strip():
        return None
    match = _ISO_DATE.fullmatch(published.strip())
    try:
        if match:
            return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        pass  # "2022-02-30" has the form of a date and is none: the message below says so.
    raise ArticleError(where, f"published: '{shorten(published)}' is not a date: write it like 2022-07-27")


def _check_surrogates(where: str, name: str, value: str) -> None:
    match = _SURROGATE.search(value)
    if match:
        reason = f"{name}: half of a surrogate pair (\\u{ord(match[0]):04x}) at character {match.start()}"
        raise ArticleError(where, f"{reason}: write the whole character")
