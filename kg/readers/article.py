"""Check the fields of a file and make an `Article` of them: the same checks for every format."""

from __future__ import annotations

import re

from kg.errors import ArticleError
from kg.model import Article, Markup
from kg.normalize import normalize_line
from kg.readers.dates import to_iso_date
from kg.readers.language import find_english_share, has_english
from kg.readers.mojibake import count_repairs, repair_mojibake

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
    """Make an article: its `text` untouched but for mojibake, its title without markup, and `published` as
    yyyy-mm-dd.

    Raises ArticleError, named by `where`, when the text is empty or has no English, `published` is not a
    date, or a field has half of a surrogate pair (which neither UTF-8 nor RDF can hold).
    """
    for name, value in (("id", id), ("text", text), ("title", title), ("url", url), ("source", source)):
        _check_surrogates(where, name, value or "")
    if not text.strip():
        raise ArticleError(where, "is empty: there is no text to read")
    repaired = repair_mojibake(text)
    if not has_english(repaired):
        share = find_english_share(repaired)
        raise ArticleError(where, f"is not English: {share:.0%} of its words are English function words")
    count = count_repairs(text, repaired)
    lines = "1 line" if count == 1 else f"{count} lines"
    notes = (f"mojibake (such as 'â€™' for ’) was repaired in {lines}",) if count else ()
    return Article(
        id,
        repaired,
        normalize_line(repair_mojibake(title), markup),
        to_iso_date(where, published),
        url,
        source and repair_mojibake(source),
        markup,
        where=where,
        notes=notes,
    )


def _check_surrogates(where: str, name: str, value: str) -> None:
    match = _SURROGATE.search(value)
    if match:
        reason = f"{name}: half of a surrogate pair (\\u{ord(match[0]):04x}) at character {match.start()}"
        raise ArticleError(where, f"{reason}: write the whole character")
