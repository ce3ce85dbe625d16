"""Group articles into stories: copies of one text, and the versions of one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from kg.model import Article, Story
from kg.stories.addresses import to_page
from kg.stories.comparing import Comparer, Pair


def find_revisions(articles: Mapping[str, Article], comparer: Comparer) -> list[Pair]:
    """Find the pairs (later, earlier) of versions that stood under one address one after the other.

    Versions come by date; of one day the shorter came first, because articles grow. Two texts from two days
    under one address, with nearly nothing in common, are no versions: the page is written anew every day.
    """
    pages: dict[str, list[str]] = {}
    for content_hash, article in articles.items():
        if page := to_page(article.url):
            pages.setdefault(page, []).append(content_hash)
    revisions = []
    for versions in pages.values():
        versions.sort(key=lambda version: _to_version_order(articles[version]))
        for earlier, later in pairwise(versions):
            days = {articles[earlier].published, articles[later].published} - {None}
            if len(days) < 2 or comparer.compare(earlier, later).is_related:
                revisions.append((later, earlier))
    return revisions


def to_story(members: Iterable[str], articles: Mapping[str, Article], revisions: Mapping[str, str]) -> Story:
    """Make a story of its articles; `revisions` tell which version a later one replaces.

    The original is the one that was published first, of those the longest, of those the one with the smallest
    id; no version that replaces another.
    """
    ordered = sorted(members, key=lambda member: to_printing_order(articles[member]))
    printed = [member for member in ordered if member not in revisions]
    replaced = tuple((member, revisions[member]) for member in ordered if member in revisions)
    return Story(printed[0], tuple(printed[1:]), replaced)


def to_printing_order(article: Article) -> tuple[bool, str, int, str, str]:
    """Order articles by which is the original: date, undated last; length, the longest first; id."""
    published = article.published or ""
    return not published, published, -len(article.text), article.id, article.content_hash


def _to_version_order(article: Article) -> tuple[str, int, str, str]:
    return article.published or "", len(article.text), article.id, article.content_hash
