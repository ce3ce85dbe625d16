"""From files to articles: one file a format, and the dict READERS that says which suffix belongs to which."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ArticleError, UsageError
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
    """The files to read, sorted by their absolute path, each once, whatever the order of `paths`.

    A file that is named is taken whatever its suffix (reading it says what is wrong with it). Of a folder,
    and of the folders in it, come the files that READERS knows; hidden ones and a README are left out. A
    folder that may not be opened is in the list too, so that reading reports it. Raises UsageError for a path
    that does not exist.
    """
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        if not os.path.lexists(path):
            raise UsageError(f"{name_path(path)}: no such file or folder")
        for file in _walk(path) if path.is_dir() else [path]:
            found.setdefault(os.path.abspath(file), file)
    return [found[key] for key in sorted(found)]


def read_articles(paths: Iterable[Path]) -> Iterator[Article | ArticleError]:
    """Every article of `paths` in the order of `find_files`; what cannot be read comes as an ArticleError, so
    that one bad file or line loses nothing else. Raises UsageError at once for a path that does not exist."""
    return (result for path in find_files(paths) for result in _read_file(path))


def _walk(folder: Path) -> Iterator[Path]:
    """The articles under `folder`. Links to folders are followed, but no folder twice: links may loop."""
    unreadable: list[Path] = []
    seen: set[str] = set()
    for root, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(Path(error.filename)), followlinks=True
    ):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in files if _is_article_name(name))
    yield from unreadable


def _is_article_name(name: str) -> bool:
    path = Path(name)
    return not name.startswith(".") and path.stem.lower() != "readme" and path.suffix.lower() in READERS


def _read_file(path: Path) -> Iterator[Article | ArticleError]:
    if path.is_dir():
        return iter([ArticleError(name_path(path), "the folder cannot be opened: check its permissions")])
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        reason = f"no reader for '{path.suffix}' files: known are {', '.join(READERS)}"
        return iter([ArticleError(name_path(path), reason)])
    return reader(path)
