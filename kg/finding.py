"""Find the files that are articles: those of a folder that can be read, and none that kg wrote itself."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.generations import is_generation
from kg.printable import to_printable

# What the pages of kg (`kg export html`, `kg report`) say in their heads, and how the accounts of
# `kg build --report` begin.
OWN_PAGE = b'<meta name="generator" content="spacepolicy-kg">'
_OWN_ACCOUNT = re.compile(rb'\{"input": "(?:[^"\\]|\\.)*", "outcome": "')
_HEAD_LENGTH = 1000

# Files of a project, written so, and names that other programs fix, in any case; whatever the suffix.
_PROJECT_FILES = {"AUTHORS", "CHANGES", "CODEOWNERS", "CONTRIBUTORS", "MAINTAINERS", "NOTICE", "SECURITY"}
_FIXED_NAMES = {
    "changelog", "code_of_conduct", "composer", "contributing", "copying", "jsconfig", "licence", "license",
    "package", "package-lock", "pom", "readme", "requirements", "robots", "tsconfig",
}  # fmt: skip

# An address of the web, of whose slashes a path keeps one.
_ADDRESS = re.compile(r"(https?|ftp):/+(?=.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder of a folder that is not read, and the reason; `expected` where nobody takes it for
    an article: a README, a hidden file.
    """

    path: Path
    reason: str
    expected: bool = False


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
    and of the folders in it, come the files with one of `suffixes`, gzipped ones too; hidden ones, a README
    and its like, the generations of a graph and the pages that kg writes are left out. A folder that may not
    be opened is in the list too, so that reading reports it.

    Raises UsageError for a path that does not exist.
    """
    return [path for path in _find(paths, suffixes) if isinstance(path, Path)]


def find_passed_over(paths: Iterable[Path], suffixes: Collection[str]) -> list[PassedOver]:
    """What `find_files` leaves out of the folders, with the reason, in the same order."""
    return [one for one in _find(paths, suffixes) if isinstance(one, PassedOver)]


def strip_gzip(path: Path) -> Path:
    """Return the name that a gzipped file has unzipped; that of any other file is its own."""
    return path.with_suffix("") if path.suffix.lower() == ".gz" and path.stem else path


def find_suffix(path: Path) -> str:
    """Return the suffix that tells how a file is read, in small letters: that before ".gz"."""
    return strip_gzip(path).suffix.lower()


def _find(paths: Iterable[Path], suffixes: Collection[str]) -> list[Path | PassedOver]:
    found: dict[str, Path | PassedOver] = {}
    for path in map(Path, paths):
        if not os.path.lexists(path):
            raise _to_error(path)
        for one in _walk(path, suffixes) if path.is_dir() else [path]:
            place = os.path.abspath(one if isinstance(one, Path) else one.path)
            if isinstance(found.setdefault(place, one), PassedOver):
                found[place] = one  # What is named is read, whatever folder passes over it.
    return [found[key] for key in sorted(found)]


def _to_error(path: Path) -> UsageError:
    if _ADDRESS.match(str(path)):
        address = to_printable(_ADDRESS.sub(r"\1://", str(path), count=1))
        remedy = f"save the page (in a browser: Save Page As; or `curl -L -o page.html '{address}'`)"
        return UsageError(f"{address}: no address of the web is opened: {remedy} and name the file")
    return UsageError(f"{to_printable(str(path))}: no such file or folder")


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[Path | PassedOver]:
    """Find what is under `folder`. Links to folders are followed, but none twice: links may loop."""
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
        passed_over = [
            PassedOver(Path(root, name), reason, True)
            for name in folders
            if (reason := _judge_folder(root, name))
        ]
        yield from passed_over
        left = {one.path.name for one in passed_over}
        folders[:] = sorted(name for name in folders if name not in left)
        for path in (Path(root, name) for name in files):
            expected = _judge_name(path) or (_judge_content(path) if find_suffix(path) in suffixes else "")
            reason = expected or _judge_suffix(path, suffixes)
            yield PassedOver(path, reason, bool(expected)) if reason else path
    yield from unreadable


def _judge_folder(root: str, name: str) -> str:
    """Say why a folder is passed over, or nothing."""
    if name.startswith("."):
        return "a hidden folder"
    return "a graph that kg wrote" if is_generation(Path(root, name)) else ""


def _judge_name(path: Path) -> str:
    """Say what by its name is a file that nobody takes for an article, or nothing."""
    if path.name.startswith("."):
        return "a hidden file"
    stem = strip_gzip(path).stem
    if stem.lower() == "readme":
        return "a README: name it to read it"
    is_project = stem in _PROJECT_FILES or stem.lower() in _FIXED_NAMES
    return "a file of a project: name it to read it" if is_project else ""


def _judge_suffix(path: Path, suffixes: Collection[str]) -> str:
    """Say why a file of a folder has no reader, or nothing."""
    suffix = find_suffix(path)
    if suffix in suffixes:
        return ""
    return f"no reader for '{to_printable(suffix)}' files" if suffix else "a name without a suffix"


def _judge_content(path: Path) -> str:
    """Say what of kg's own a file is by how it begins, or nothing."""
    suffix = path.suffix.lower()
    if suffix not in (".htm", ".html", ".jsonl"):
        return ""
    try:
        if not path.is_file():  # A pipe would never end.
            return ""
        with path.open("rb") as file:
            head = file.read(_HEAD_LENGTH)
    except OSError:
        return ""
    if suffix == ".jsonl":
        return "an account that kg wrote" if _OWN_ACCOUNT.match(head) else ""
    return "a page that kg wrote" if OWN_PAGE in head else ""
