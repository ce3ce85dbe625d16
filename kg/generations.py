"""A folder that is replaced whole: where the graph lies, and how a build takes its place.

    build/graph/
      CURRENT               the name of the generation that readers open
      LOCK                  held while a build runs
      generation-000007/    what a build wrote

A build fills a folder of its own, forces it to the disk and only then replaces CURRENT: a build killed at any
moment leaves the graph before it as it was. The generation before the current one stays until the next
swap, so that a reader which has it open is not cut off; what a killed build leaves goes with the next one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows has no fcntl: `_lock` then makes a file that must not exist yet.
    fcntl = None  # type: ignore[assignment]

_GENERATION = re.compile(r"generation-(\d+)")


def current_folder(location: Path) -> Path | None:
    """The folder of the current generation, or None where no build has ended yet."""
    number = _current_number(location)
    return _folder(location, number) if number else None


@contextlib.contextmanager
def new_folder(location: Path) -> Iterator[Path]:
    """An empty folder to fill: the current generation after a clean exit, gone after an exception.

    Every file in it must be closed by then. Raises StoreError while another build holds the lock.
    """
    try:
        location.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {location} for the graph: {error.strerror}") from error
    with _lock(location):
        current = _current_number(location)
        _remove_generations(location, lambda number: number > current)
        folder = _folder(location, current + 1)
        folder.mkdir()
        try:
            yield folder
            _force_to_disk(folder)
            _point_to(location, folder.name)
        except BaseException:
            if _current_number(location) == current:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        _remove_generations(location, lambda number: number < current)


def _folder(location: Path, number: int) -> Path:
    return location / f"generation-{number:06}"


def _current_number(location: Path) -> int:
    """The number of the generation that CURRENT names; 0 where there is no graph yet."""
    try:
        name = (location / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return 0
    match = _GENERATION.fullmatch(name)
    return int(match[1]) if match else 0


def _remove_generations(location: Path, unwanted: Callable[[int], bool]) -> None:
    """Remove the generations with an unwanted number; what cannot go now is tried by the next build."""
    for folder in location.glob("generation-*"):
        match = _GENERATION.fullmatch(folder.name)
        if match and unwanted(int(match[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _point_to(location: Path, name: str) -> None:
    """Make the generation `name` the current one: the one step at which readers change over."""
    temporary = location / "CURRENT.new"
    temporary.write_text(name + "\n", encoding="utf-8")
    _force_file_to_disk(temporary)
    os.replace(temporary, location / "CURRENT")
    _force_file_to_disk(location)


def _force_to_disk(folder: Path) -> None:
    """Wait until every file of the folder, and the folder itself, would outlive a power cut."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _force_file_to_disk(path)
    _force_file_to_disk(folder)


def _force_file_to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows cannot open a folder, and needs not to.
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _lock(location: Path) -> Iterator[None]:
    """Hold the right to build here. The system gives an flock back when its process dies, however it dies."""
    path = location / "LOCK"
    if fcntl is None:
        with _lock_by_existence(location / "LOCK.held"):
            yield
        return
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"another build is writing to {location}: wait until it is done") from error
        yield


@contextlib.contextmanager
def _lock_by_existence(path: Path) -> Iterator[None]:
    """Hold a lock by making a file that must not exist yet; a killed build leaves it behind."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError as error:
        remedy = f"wait until it is done, or remove {path} if it was killed"
        raise StoreError(f"another build is writing to {path.parent}: {remedy}") from error
    try:
        yield
    finally:
        path.unlink()
