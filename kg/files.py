"""Open files of unknown origin without waiting, and read no further than they went when they were opened.

What is written is forced to the disk.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO


class NotRegularError(OSError):
    """Raised for a pipe, a device, a socket or a folder where a file is meant."""


@contextmanager
def open_regular(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file, and return it with its size; read no further, for a file may grow.

    Nothing here waits: a pipe or a device is not opened, and a file of the system that a read would wait for
    (such as the log of the kernel) has the size 0. Raises OSError.
    """
    _check(path, path.stat().st_mode)  # before it is opened: to open a device may set it going
    with open(path, "rb", opener=_open_at_once) as file:
        status = os.fstat(file.fileno())
        _check(path, status.st_mode)  # and after, for it may have been exchanged
        yield file, status.st_size


def digest_file(path: Path) -> str:
    """Compute the digest of a file (SHA-256, hex), which processors have built in."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def force_to_disk(path: Path) -> None:
    """Wait until that file, or the entries of that folder, would outlive a power cut."""
    if os.name == "nt" and path.is_dir():  # Windows cannot open a folder, and needs not to.
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def force_all_to_disk(folder: Path) -> None:
    """Wait until every file of the folder, and the folder itself, would outlive a power cut."""
    for path in sorted(folder.rglob("*"), reverse=True):
        force_to_disk(path)
    force_to_disk(folder)


def _check(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotRegularError(f"{path} is not a regular file")


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has neither the flag nor the files
