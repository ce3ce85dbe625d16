"""Read files as articles: one file a format, and the dict READERS from suffix to reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg import finding
from kg.errors import ArticleError
from kg.model import Article
from kg.readers.decode import name_path
from kg.readers.html import read_html
from kg.readers.jsonl import read_jsonl
from kg.readers.plain import read_plain

Reader = Callable[[Path], Iterator[Article | ArticleError]]

READERS: dict[str, Reader] = {
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonl,
    ".md": read_plain,
    ".txt": read_plain,
}


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Find the files to read, of folders those with a suffix in READERS: see `kg.finding.find_files`."""
    return finding.find_files(paths, READERS)


def read_articles(paths: Iterable[Path]) -> Iterator[Article | ArticleError]:
    """Read the articles of `paths` in the order of `find_files`, or an ArticleError for each that cannot be
    read.

    So one bad file or line loses nothing else. Raises UsageError at once for a path that does not exist.
    """
    return (result for path in find_files(paths) for result in _read_file(path))


def _read_file(path: Path) -> Iterator[Article | ArticleError]:
    if path.is_dir():
        return iter([ArticleError(name_path(path), "the folder cannot be opened: check its permissions")])
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        reason = f"no reader for '{path.suffix}' files: known are {', '.join(READERS)}"
        return iter([ArticleError(name_path(path), reason)])
    return reader(path)
