"""Find the day that a page states in a form of RFC 822 or of newsrooms, which trafilatura does not read."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from kg.readers.dates import find_iso_date

# What the metadata of pages call the day, without case; of JSON-LD the key.
_NAMES = frozenset({
    "article:published_time", "article.published", "citation_publication_date", "date", "datepublished",
    "dc.date", "dc.date.issued", "dcterms.issued", "og:published_time", "parsely-pub-date", "pubdate",
    "publication_date", "publish-date", "publish_date", "sailthru.date",
})  # fmt: skip
_KEY = "datePublished"


def find_published(tree: HtmlElement) -> str | None:
    """Find the ISO day of publication in the metadata of a page, else in its times; None without one."""
    stated = (
        *_list_metadata(tree),
        *_list_json(tree),
        *(time.get("datetime", "") for time in tree.iter("time")),
    )
    return next((day for one in stated if (day := find_iso_date(one))), None)


def _list_metadata(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("meta"):
        if any(element.get(kind, "").lower() in _NAMES for kind in ("name", "property", "itemprop")):
            yield element.get("content", "")


def _list_json(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iterfind(".//script"):
        if script.get("type") == "application/ld+json" and script.text:
            try:
                yield from _list_days(json.loads(script.text, strict=False))
            except (ValueError, RecursionError):
                continue


def _list_days(data: Any) -> Iterator[str]:
    """List the days of publication in JSON-LD, in its order."""
    rest = deque([data])
    while rest:
        one = rest.popleft()
        if isinstance(one, dict):
            day = one.get(_KEY)
            if isinstance(day, str):
                yield day
            rest += one.values()
        elif isinstance(one, list):
            rest += one
