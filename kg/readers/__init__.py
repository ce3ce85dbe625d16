"""Read files as articles: one file a format, and the dict READERS from suffix to reader.

article.py, records.py   fields to an Article, the same checks for all
dates.py                 the day of publication
language.py              what is English
mojibake.py              what was decoded by the wrong encoding
opening.py, decode.py    files to bytes, bytes to text
xml.py, markup.py        XML, and the text of HTML that is all content
page.py, page_parts.py   the tree of a web page, and what page_dates.py finds in it
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from kg import finding
from kg.errors import ArticleError, OtherContentError, UnopenedError
from kg.finding import PassedOver, find_suffix
from kg.model import Article
from kg.readers.archive import read_parquet, read_warc
from kg.readers.feeds import read_feed
from kg.readers.html import read_html
from kg.readers.jsonl import read_json, read_jsonl
from kg.readers.mail import read_eml
from kg.readers.opening import name_path
from kg.readers.pdf import read_pdf
from kg.readers.plain import read_plain
from kg.readers.table import read_table
from kg.readers.word import read_docx
from kg.settings import LONGEST_ARTICLE

Reader = Callable[[Path], Iterator[Article | ArticleError]]

# Each reads a gzipped file too, such as news.jsonl.gz.
READERS: dict[str, Reader] = {
    ".atom": read_feed,
    ".csv": read_table,
    ".docx": read_docx,
    ".eml": read_eml,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".md": read_plain,
    ".parquet": read_parquet,
    ".pdf": read_pdf,
    ".rss": read_feed,
    ".tsv": read_table,
    ".txt": read_plain,
    ".warc": read_warc,
    ".xml": read_feed,
}


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Find the files to read, of folders those with a suffix in READERS: see `kg.finding.find_files`."""
    return finding.find_files(paths, READERS)


def find_passed_over(paths: Iterable[Path]) -> list[PassedOver]:
    """Find what `find_files` leaves out of folders: see `kg.finding.find_passed_over`."""
    return finding.find_passed_over(paths, READERS)


def read_articles(
    paths: Iterable[Path],
    longest: int = LONGEST_ARTICLE,
    named: Collection[Path] | None = None,
    read: Reader | None = None,
) -> Iterator[Article | ArticleError]:
    """Read the articles of `paths` in the order of `find_files`, or an ArticleError for each that cannot be
    read or has more than `longest` code points; an OtherContentError for a file of a folder that is none.

    So one bad file or line loses nothing else. Raises UsageError at once for a path that does not exist.
    `named` are the files that were named and not found in a folder: those of `paths`, if it is not given.
    `read` reads a file in the place of `read_file`.
    """
    paths = list(paths)
    meant = {os.path.abspath(path) for path in (paths if named is None else named)}
    return (
        _check_length(_take_at_word(item) if os.path.abspath(path) in meant else item, longest)
        for path in find_files(paths)
        for item in (read or read_file)(path)
    )


def _take_at_word(item: Article | ArticleError) -> Article | ArticleError:
    """Take a file that is named for what should have been an article."""
    return ArticleError(item.where, item.reason) if isinstance(item, OtherContentError) else item


def read_file(path: Path) -> Iterator[Article | ArticleError]:
    """Read the articles of one file, by its suffix, or an ArticleError for each that cannot be read."""
    if path.is_dir():
        return iter([UnopenedError(name_path(path), "the folder cannot be opened: check its permissions")])
    reader = READERS.get(find_suffix(path))
    if reader is None:
        reason = f"no reader for '{find_suffix(path)}' files: known are {', '.join(READERS)}, and .gz of each"
        return iter([ArticleError(name_path(path), reason)])
    return reader(path)


def _check_length(item: Article | ArticleError, longest: int) -> Article | ArticleError:
    if isinstance(item, ArticleError) or len(item.text) <= longest:
        return item
    reason = f"has {len(item.text):,} characters, more than the {longest:,} that are read of an article"
    return ArticleError(item.where, f"{reason}: cut it, or allow more with --longest")
