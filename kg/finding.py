"""Find the files that are articles: those of a folder that can be read, and none that kg wrote itself."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.generations import is_generation
from kg.printable import to_printable

# What the pages of kg (`kg export html`, `kg report`) say in their heads.
OWN_PAGE = b'<meta name="generator" content="spacepolicy-kg">'
_HEAD_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a build: files and folders (absolute), of folders the files with these suffixes."""

    paths: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()

    def find(self) -> list[Path]:
        """Find the files that would be read now; a missing one is none of them."""
        return find_files((Path(path) for path in self.paths if os.path.lexists(path)), self.suffixes)


def find_files(paths: Iterable[Path], suffixes: Collection[str]) -> list[Path]:
    """The files to read, sorted by their absolute path, each once, whatever the order of `paths`.

    A file that is named is taken whatever its suffix (reading it says what is wrong with it). Of a folder,
    and of the folders in it, come the files with one of `suffixes`; hidden ones, a README, the generations of
    a graph and the pages that kg writes are left out. A folder that may not be opened is in the list too, so
    that reading reports it. Raises UsageError for a path that does not exist.
    """
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        if not os.path.lexists(path):
            raise UsageError(f"{to_printable(str(path))}: no such file or folder")
        for file in _walk(path, suffixes) if path.is_dir() else [path]:
            found.setdefault(os.path.abspath(file), file)
    return [found[key] for key in sorted(found)]


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    """Find the articles under `folder`. Links to folders are followed, but none twice: links may loop."""
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
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_generation(Path(root, name))
        )
        named = (Path(root, name) for name in files if _is_article_name(name, suffixes))
        yield from (path for path in named if not _is_own_page(path))
    yield from unreadable


def _is_article_name(name: str, suffixes: Collection[str]) -> bool:
    path = Path(name)
    return not name.startswith(".") and path.stem.lower() != "readme" and path.suffix.lower() in suffixes


def _is_own_page(path: Path) -> bool:
    if path.suffix.lower() not in (".htm", ".html"):
        return False
    try:
        if not path.is_file():  # A pipe would never end.
            return False
        with path.open("rb") as file:
            return OWN_PAGE in file.read(_HEAD_LENGTH)
    except OSError:
        return False
