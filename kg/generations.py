"""A folder that is replaced whole: where the graph lies, and how a build takes its place.

    build/graph/
      CURRENT               the name of the generation that readers open
      LOCK                  held while a build runs
      generation-000007/    what a build wrote
      curation.ttl          what people decided (kg.curation), with a lock of its own
      files.jsonl           what the files of the last build held (kg.pipeline.remembering)

A build fills a folder of its own, forces it to the disk and only then replaces CURRENT: a build killed at any
moment leaves the graph before it as it was. The last generations stay (GENERATIONS_KEPT, or as many as a
build is told), so that a reader which has one open is not cut off and `kg diff` can compare them; what a
killed build leaves goes with the next one.
What no build has written is never removed and never replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BrokenGraphError, StoreError, explain_unwritable
from kg.files import digest_file, force_all_to_disk, force_to_disk
from kg.locks import hold
from kg.settings import GENERATIONS_KEPT

CURRENT, _NEW = "CURRENT", "CURRENT.new"
LOCK = "LOCK"
CURATION = "curation.ttl"
FILES = "files.jsonl"
# What a generation is made of: the graph (a folder), the articles, how alike they are, and the manifest.
RDF = "rdf"
ARTICLES = "articles.jsonl"
COMPARISONS = "comparisons.jsonl"
MANIFEST = "manifest.json"
# A graph that is taken over from another generation is called otherwise until all of it is there.
_GRAPHS = (RDF, f"{RDF}.tmp")
# What is searched (kg.search): made when somebody first searches, in another file, under a lock.
SEARCH, SEARCH_NEW, SEARCH_LOCK = "search.sqlite", "search.sqlite.new", "search.lock"
_FILES_OF_ONE = (SEARCH, SEARCH_NEW, SEARCH_LOCK, f"{SEARCH_LOCK}.held", MANIFEST, COMPARISONS, ARTICLES)

# Files of the store without content: a lock, a name of its own, a log of what it did.
_NOTES = frozenset({"LOCK", "IDENTITY", "LOG"})

_NAME = re.compile(r"generation-(?!0+$)([0-9]{6}|[1-9][0-9]{6,17})")
# The files beside the generations, with what a step that was killed may have left of them.
_FILES = re.compile(r"CURRENT(\.new)?|(LOCK|curation\.ttl\.lock)(\.held)?|curation\.ttl|files\.(jsonl|new)")


@dataclass(frozen=True, slots=True)
class Site:
    """The exclusive right to build at `location`, given by `building` and ended with it."""

    location: Path


@contextlib.contextmanager
def building(
    location: Path, wait: bool = False, on_wait: Callable[[], object] | None = None
) -> Iterator[Site]:
    """Hold the exclusive right to build at `location`, from the first look at the graph to the swap.

    While another build runs: with `wait` call `on_wait` once and wait for it, without raise StoreError.
    Raises StoreError also where no graph can lie.
    """
    check_location(location)
    try:
        location.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(location, error) from error
    with contextlib.ExitStack() as held:
        # Who cannot write here can still find that there is nothing to do.
        if os.access(location, os.W_OK):
            try:
                held.enter_context(hold(location / LOCK, wait, on_wait))
            except BlockingIOError as error:
                raise StoreError(f"another build is writing to {location}: {error.strerror}") from error
            except IsADirectoryError as error:
                raise StoreError(f"cannot lock {location / LOCK}: it is a folder; make it a file") from error
            except OSError as error:
                raise StoreError.unwritable(location, error) from error
            _remove_leftovers(location)
        yield Site(location)


def check_location(location: Path) -> None:
    """Raise StoreError where foreign files lie, which a graph would be mixed with.

    Leftovers of a build or of `make clean` are not foreign, nor are hidden files.
    """
    try:
        foreign = _find_foreign(location)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _no_folder(location, error) from error
    if foreign and not _find_number(location):
        listed = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if foreign[3:] else "")
        raise StoreError(
            f"{location} is no graph of kg, and it is not empty: it holds {listed}. "
            "Name another folder with --store"
        )


def current_folder(location: Path) -> Path | None:
    """Return the folder of the current generation, or None where no build has ended yet.

    Raises BrokenGraphError where CURRENT names no generation.
    """
    number = _find_number(location)
    if number is None:
        what = f"the graph at {location} is broken ({CURRENT} names no generation)"
        if os.path.exists(location / CURRENT) and not os.access(location / CURRENT, os.R_OK):
            raise BrokenGraphError(what, f"you may not read {location / CURRENT}; make it readable")
        raise BrokenGraphError(what)
    return _folder(location, number) if number else None


def list_generations(location: Path) -> list[Path]:
    """List the folders of the generations that builds have ended and that are kept, the current one last."""
    current = _find_number(location)
    if not current:
        return []
    numbers = (number for number in _list_numbers(location) if number <= current)
    folders = (_folder(location, number) for number in sorted(numbers))
    return [folder for folder in folders if is_generation(folder) and (folder / MANIFEST).is_file()]


@contextlib.contextmanager
def new_folder(site: Site, keep: int = GENERATIONS_KEPT) -> Iterator[Path]:
    """Yield an empty folder to fill: the current generation after a clean exit, gone after an exception.

    Every file in it must be closed by then. Of all generations the last `keep` stay, this one among them.
    Raises StoreError where it cannot be made.
    """
    location = site.location
    current = _find_number(location)
    folder = _make_folder(location, after=current or 0)
    try:
        yield folder
        try:
            force_all_to_disk(folder)
            _point_to(location, folder.name)
        except OSError as error:
            raise StoreError.unwritable(location, error) from error
    except BaseException:
        if _find_number(location) == current:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    drop_generations(site, keep if current else 1)


def drop_generations(site: Site, keep: int) -> None:
    """Remove all generations but the last `keep`, the current one among them."""
    kept = list_generations(site.location)[-keep:]
    if kept:
        _remove_generations(site.location, lambda number: _folder(site.location, number) not in kept)


def is_generation(folder: Path) -> bool:
    """Whether a build wrote that folder: its name says so, and it holds only what builds write.

    A later build removes it, and its files are never read as articles.
    """
    if not _NAME.fullmatch(folder.name) or folder.is_symlink():
        return False
    try:
        with os.scandir(folder) as entries:
            parts = {(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries}
    except OSError:
        return False
    graphs, files = {(name, True) for name in _GRAPHS}, {(name, False) for name in _FILES_OF_ONE}
    return not parts or (bool(parts & graphs) and parts <= graphs | files)


def is_store_file(path: Path) -> bool:
    """Whether that path belongs to a graph, existing or not: CURRENT, or a file in a generation."""
    path = Path(os.path.abspath(path))
    return any(
        is_generation(one) or (_is_own_name(one.name) and _is_store(one.parent))
        for one in (path, *path.parents)
    )


def digest_files(folder: Path) -> dict[str, str]:
    """Compute a digest (SHA-256, hex) of every file of a generation that holds content, by its name in it.

    Left out are the manifest, in which they stand, and what the store notes of itself when it is opened.
    """
    compared = [path for path in [folder / COMPARISONS] if path.is_file()]
    paths = [folder / ARTICLES, *compared, *(folder / RDF).iterdir()]
    return {
        path.relative_to(folder).as_posix(): digest_file(path) for path in paths if path.name not in _NOTES
    }


def _is_store(folder: Path) -> bool:
    try:
        return bool(_find_number(folder)) or (not _find_foreign(folder) and any(_list_visible(folder)))
    except OSError:
        return False


def _is_own_name(name: str) -> bool:
    return bool(_FILES.fullmatch(name) or _NAME.fullmatch(name))


def _find_foreign(folder: Path) -> list[str]:
    """List the files of the folder that are no part of a graph, sorted. OSError where it cannot be read."""
    names = _list_visible(folder)
    generations = {name for name in names if is_generation(folder / name)}
    foreign = [name for name in names if name not in generations and not _FILES.fullmatch(name)]
    # Other databases have a CURRENT too; a broken one of ours has a generation beside it.
    return foreign if generations or CURRENT not in names else sorted([*foreign, CURRENT])


def _list_visible(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if not name.startswith("."))


def _no_folder(location: Path, error: OSError) -> StoreError:
    advice = explain_unwritable(error, "name another with --store")
    return StoreError(f"cannot make the folder {location} for the graph: {advice}")


def _folder(location: Path, number: int) -> Path:
    return location / f"generation-{number:06}"


def _find_number(location: Path) -> int | None:
    """Read the number of the generation that CURRENT names; 0 without that file, None where it names none."""
    path = location / CURRENT
    if not os.path.lexists(path):
        return 0
    try:
        name = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return None
    match = _NAME.fullmatch(name.strip())
    return int(match[1]) if match else None


def _list_numbers(location: Path) -> list[int]:
    """List the numbers of the generations, by their names."""
    names = (path.name for path in location.glob("generation-*"))
    return [int(match[1]) for name in names if (match := _NAME.fullmatch(name))]


def _make_folder(location: Path, after: int) -> Path:
    """Make the next folder whose name is free."""
    while True:
        after += 1
        folder = _folder(location, after)
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            continue
        except OSError as error:
            raise StoreError.unwritable(location, error) from error


def _remove_generations(location: Path, unwanted: Callable[[int], bool]) -> None:
    """Remove the generations with an unwanted number; the next build tries again what cannot go now."""
    for number in _list_numbers(location):
        folder = _folder(location, number)
        if unwanted(number) and is_generation(folder):
            with contextlib.suppress(OSError):
                # The graph goes last, because by it the folder is known.
                for name in _FILES_OF_ONE:
                    (folder / name).unlink(missing_ok=True)
                for name in _GRAPHS:
                    shutil.rmtree(folder / name, ignore_errors=True)
                folder.rmdir()


def _remove_leftovers(location: Path) -> None:
    """Remove what a build that was killed has left of itself."""
    with contextlib.suppress(OSError):
        (location / _NEW).unlink(missing_ok=True)
    if (current := _find_number(location)) is not None:
        _remove_generations(location, lambda number: number > current)


def _point_to(location: Path, name: str) -> None:
    """Make the generation `name` the current one: the one step at which readers change over."""
    temporary = location / _NEW
    try:
        temporary.write_text(name + "\n", encoding="utf-8")
        force_to_disk(temporary)
        os.replace(temporary, location / CURRENT)
    finally:
        temporary.unlink(missing_ok=True)
    force_to_disk(location)
