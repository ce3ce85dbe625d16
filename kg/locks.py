"""Lock between processes: run within `hold` what must not run twice at once."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no fcntl: `hold` then makes a file that must not exist yet.
    fcntl = None  # type: ignore[assignment]

# How often somebody who waits looks whether a lock without fcntl is free, in seconds.
_PAUSE = 0.1


@contextlib.contextmanager
def hold(path: Path, wait: bool, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """Hold the lock `path`, a file that is made where there is none and stays.

    While another process holds it: with `wait` call `on_wait` once and wait; without, BlockingIOError says
    what to do. Raises OSError where the file cannot be made. The system releases the lock when its process
    dies, however it dies.
    """
    if fcntl is None:
        with _hold_by_existence(path.with_name(path.name + ".held"), wait, on_wait):
            yield
        return
    descriptor = _lock(path, wait, on_wait)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(path: Path, wait: bool, on_wait: Callable[[], object] | None) -> int:
    """Open and lock the file; return its descriptor."""
    while True:
        descriptor = _open(path)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if not wait:
                    raise BlockingIOError(errno.EAGAIN, "wait until it is done") from error
                if on_wait:
                    on_wait()
                    on_wait = None
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Who waited may hold a file that was removed meanwhile (`make clean`) and that others do not see.
            if _is_at(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        # To write, because a lock over NFS asks for that.
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # Another user's: here it need not be written to, only be there.
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _hold_by_existence(path: Path, wait: bool, on_wait: Callable[[], object] | None) -> Iterator[None]:
    """Hold a lock by making a file that must not exist yet; a process that is killed leaves it behind."""
    while True:
        try:
            path.touch(exist_ok=False)
            break
        except FileExistsError as error:
            if not wait:
                remedy = f"wait until it is done, or remove {path} if it was killed"
                raise BlockingIOError(errno.EAGAIN, remedy) from error
            if on_wait:
                on_wait()
                on_wait = None
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
