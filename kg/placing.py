"""Put an output file in its place: whole or not at all, and never over an input of kg.

A file is made in a folder beside its place, `.kg-export-` and eight letters. What a process that was killed
leaves of it goes with the next file that is put there: a folder is in use for as long as its lock is held.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kg.errors import ExportError, explain_unwritable
from kg.finding import Inputs
from kg.generations import is_store_file
from kg.locks import hold

# What lies here the system makes up: a file put in its place would not be what was there.
_MADE_UP = ("/dev", "/proc")

# In a tree of files that was put in its place: their names, a line each, by which the next one knows them.
LISTING = "kg-files.txt"

_ROOM, _LOCK = ".kg-export-", "LOCK"
_ROOM_NAME = re.compile(rf"{re.escape(_ROOM)}\w{{8}}")


def put_in_place(
    place: Path, write: Callable[[Path], object], inputs: Inputs | None = None, folder: bool = False
) -> list[Path]:
    """Let `write` make a file (or a `folder` of files) beside its `place`, then put it there; return the
    files.

    A link is followed. What fails or is interrupted leaves the old file; a device or a pipe is written into
    when all is ready. Raises ExportError where nothing can be written, or where an article of `inputs` or a
    part of a graph would be overwritten.
    """
    with _explained(place):
        _check(place, folder, inputs)
        with _room(_find_folder(place)) as room:
            finished = room / "finished"
            write(finished)
            if not folder:
                _put(finished, place)
                return [place]
            files = {place / file.name: file for file in sorted(finished.iterdir())}
            for path in files:
                _check(path, False, inputs)
            os.makedirs(os.path.realpath(place), exist_ok=True)
            for path, file in files.items():
                _put(file, path)
            return list(files)


def put_tree_in_place(
    place: Path, write: Callable[[Path], object], inputs: Inputs | None = None
) -> list[Path]:
    """Let `write` fill a folder, folders in it too, then put its files in the folder `place`; return them.

    Files that a tree before had and this one lacks go. All others of the folder stay. Raises ExportError
    where nothing can be written, where the folder is neither empty nor such a tree, or where a file of
    somebody else's would be overwritten.
    """
    with _explained(place):
        _check(place, True, inputs)
        old = _read_listing(place)
        with _room(_find_folder(place)) as room:
            finished = room / "finished"
            finished.mkdir()
            write(finished)
            new = {file.relative_to(finished).as_posix() for file in finished.rglob("*") if file.is_file()}
            _check_tree(place, old, new, inputs)
            target = Path(os.path.realpath(place))
            target.mkdir(exist_ok=True)
            # Whatever stops it, what is there is listed.
            _write_listing(room, target, old | new)
            for name in sorted(new):
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(finished / name, target / name)
            for name in old - new:
                _remove(target, name)
            _write_listing(room, target, new)
            return [place / name for name in sorted(new)]


def check_place(place: Path, inputs: Inputs | None = None) -> None:
    """Raise ExportError where no file could be put, before the work that it is for."""
    with _explained(place):
        _check(place, False, inputs)
        with _room(_find_folder(place)):
            pass


@contextmanager
def _explained(place: Path) -> Iterator[None]:
    """Raise ExportError for an error of the system."""
    try:
        yield
    except BrokenPipeError:  # Whoever reads at the other end has seen enough.
        raise
    except OSError as error:
        raise ExportError(
            f"cannot write {place}: {explain_unwritable(error, 'name another path')}"
        ) from error


@contextmanager
def _room(parent: Path) -> Iterator[Path]:
    """Make a folder to write in, which is gone at the end; remove those of processes that were killed."""
    for left in parent.glob(f"{_ROOM}*"):
        if _ROOM_NAME.fullmatch(left.name):
            # It is in use, or somebody else's.
            with suppress(OSError), hold(left / _LOCK, wait=False):
                shutil.rmtree(left, ignore_errors=True)
    with ExitStack() as held:
        while True:
            room = Path(tempfile.mkdtemp(dir=parent, prefix=_ROOM))
            try:
                held.enter_context(hold(room / _LOCK, wait=False))
                break
            except (BlockingIOError, FileNotFoundError):  # Another process is removing it.
                continue
            except BaseException:
                shutil.rmtree(room, ignore_errors=True)
                raise
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _check(place: Path, folder: bool, inputs: Inputs | None) -> None:
    """Raise ExportError where nothing may be put, or nothing of that kind; OSError where links loop."""
    there = _find_mode(place)
    if there is not None and stat.S_ISDIR(there) != folder:
        advice = "a file, and a folder of files is written; name one" if folder else "a folder; name a file"
        raise ExportError(f"cannot write {place}: it is {advice}")
    target = os.path.realpath(place)
    if any(is_store_file(Path(path)) for path in (place, target)):
        raise ExportError(f"cannot write {place}: it is a part of a graph of kg; name another path")
    if inputs and _is_input(target, inputs):
        reason = "the graph was built from this article"
        raise ExportError(f"cannot write {place}: {reason}; name another path")


def _is_input(path: str, inputs: Inputs) -> bool:
    # To look for all inputs takes a while, so only for what may be one.
    if Path(path).suffix.lower() not in inputs.suffixes or not os.path.exists(path):
        return False
    return any(os.path.realpath(file) == path for file in inputs.find())


def _check_tree(place: Path, old: set[str], new: set[str], inputs: Inputs | None) -> None:
    """Raise ExportError where a file of the tree would overwrite what no tree before has written."""
    articles = {os.path.realpath(file) for file in inputs.find()} if inputs and old else set()
    for name in sorted(new):
        path = place / name
        if (name not in old and os.path.lexists(path)) or os.path.realpath(path) in articles:
            raise ExportError(
                f"cannot write {path}: it is not of an export before; move it, or name another folder"
            )


def _read_listing(place: Path) -> set[str]:
    """Read which files of the folder are a tree's. Raises ExportError for a folder with other files only."""
    listing = place / LISTING
    if listing.is_file():
        names = listing.read_text(encoding="utf-8", errors="replace").splitlines()
        return {name for name in names if name and not {"", "..", "."} & set(name.split("/"))}
    if place.is_dir() and any(not one.name.startswith(_ROOM) for one in place.iterdir()):
        raise ExportError(
            f"cannot write {place}: it has other files in it; name a new folder, or an empty one"
        )
    return set()


def _write_listing(room: Path, target: Path, names: set[str]) -> None:
    written = room / LISTING
    written.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8", newline="\n")
    os.replace(written, target / LISTING)


def _remove(target: Path, name: str) -> None:
    """Remove a file of the tree, and the folders that are empty then."""
    path = target / name
    path.unlink(missing_ok=True)
    with suppress(OSError):
        while path.parent != target:
            path = path.parent
            path.rmdir()


def _find_mode(place: Path) -> int | None:
    """Return the mode of the file there, links followed; None without a file."""
    try:
        return os.stat(place).st_mode
    except FileNotFoundError:
        return None


def _find_folder(place: Path) -> Path:
    """Choose a folder on the disk of the place; any, where the place is written into."""
    target = Path(os.path.realpath(place))
    for parent in (place.parent, target.parent):
        parent.mkdir(parents=True, exist_ok=True)
    if _is_filled(place):
        return Path(tempfile.gettempdir())
    return target if target.is_dir() else target.parent


def _put(finished: Path, place: Path) -> None:
    if _is_filled(place):
        with finished.open("rb") as source, place.open("wb") as target:
            shutil.copyfileobj(source, target)
    else:
        os.replace(finished, os.path.realpath(place))


def _is_filled(place: Path) -> bool:
    """Whether the place is opened and written into, not replaced: a device, a pipe."""
    paths = (Path(os.path.abspath(place)), Path(os.path.realpath(place)))
    if any(path.is_relative_to(root) for path in paths for root in _MADE_UP):
        return True
    there = _find_mode(place)
    return there is not None and not (stat.S_ISREG(there) or stat.S_ISDIR(there))
