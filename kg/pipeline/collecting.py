"""Collect the articles of a build: each content once, in an order that does not depend on the files'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError, KgError, OtherContentError, UsageError
from kg.finding import PassedOver
from kg.model import Article
from kg.readers import READERS, Reader, find_passed_over, read_articles
from kg.settings import LONGEST_ARTICLE


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that says the same as another, the one `of` that id, which is kept."""

    where: str
    id: str
    of: str


@dataclass(frozen=True)
class Collection:
    """Articles by id, the errors of the others, the copies left out, and what folders hold besides."""

    articles: tuple[Article, ...]
    failed: tuple[ArticleError, ...] = ()
    copies: tuple[Copy, ...] = ()
    skipped: tuple[PassedOver, ...] = ()


def collect_articles(
    paths: Iterable[Path], longest: int = LONGEST_ARTICLE, read: Reader | None = None
) -> Collection:
    """Read all articles of `paths`; of those with the same content the smallest id is kept.

    The texts stay in memory: 6 GB for a million news articles. One of more than `longest` code points is not
    read. `read` reads one file, see `kg.readers.read_articles`.

    Raises UsageError for a path that does not exist.
    """
    paths = list(paths)
    kept: dict[str, Article] = {}
    failed = []
    others = []
    skipped = find_passed_over(paths)
    for item in read_articles(paths, longest, read=read):
        if isinstance(item, OtherContentError):
            skipped.append(to_passed_over(item))
            continue
        if isinstance(item, ArticleError):
            failed.append(item)
            continue
        rival = kept.setdefault(item.content_hash, item)
        if rival is not item:
            first, second = sorted((rival, item), key=lambda article: article.id)
            kept[item.content_hash] = first
            others.append(second)
    articles = sorted(kept.values(), key=lambda article: (article.id, article.content_hash))
    copies = sorted(
        (Copy(other.where, other.id, kept[other.content_hash].id) for other in others),
        key=lambda copy: (copy.id, copy.of, copy.where),
    )
    return Collection(tuple(articles), tuple(failed), tuple(copies), tuple(skipped))


def to_passed_over(error: OtherContentError) -> PassedOver:
    """Make of a file that is clearly no article one that a folder passes over."""
    return PassedOver(Path(error.where), error.reason)


def find_notes(articles: Iterable[Article]) -> list[str]:
    """List what was mended in the articles when they were read, each with the place of the article."""
    return [f"{article.where}: {note}" for article in articles for note in article.notes]


def to_no_articles(paths: Iterable[Path], failed: Iterable[ArticleError]) -> KgError:
    """Make the error for paths that have no article which can be read."""
    reasons = [f"  {error}" for error in failed]
    if not reasons:
        where = ", ".join(str(path) for path in paths)
        return UsageError(f"no articles in {where}: known formats are {', '.join(READERS)}")
    return KgError("none of these is an article that can be read:", *reasons)
