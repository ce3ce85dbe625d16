"""Open files of unknown origin, plain or gzipped: never waiting, never more in memory than is allowed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.errors import ArticleError, UnopenedError
from kg.files import NotRegularError, open_regular
from kg.finding import strip_gzip
from kg.printable import shorten, to_printable
from kg.settings import LARGEST_TEXT, MEGABYTE, MOST_INFLATED


def read_bytes(path: Path, largest: int) -> bytes:
    """Read the bytes of a file, unzipped.

    Raises ArticleError when it cannot be opened, is not a regular file or has more than `largest` bytes.
    """
    with open_file(path) as (file, size):
        data = b"" if size > largest else file.read(largest + 1)
        if size > largest or len(data) > largest:
            limit = f"more than {largest // MEGABYTE} MB, which is the most that is read"
            raise ArticleError(name_path(path), f"has {limit}: cut or split it")
        return data


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, unzipped.

    Raises ArticleError as `read_bytes` does, for a longer line, and for a file that unzips beyond measure.
    """
    with open_file(path) as (file, size):
        number, rest = 0, size * MOST_INFLATED + LARGEST_TEXT
        while line := file.readline(LARGEST_TEXT + 1):
            number += 1
            rest -= len(line)
            if len(line) > LARGEST_TEXT or rest < 0:
                limit = f"more than {LARGEST_TEXT // MEGABYTE} MB, which is the most"
                if rest < 0:
                    limit = f"more than {MOST_INFLATED} times its size when it is unzipped"
                raise ArticleError(f"{name_path(path)}:{number}", f"has {limit}: the rest is not read")
            yield line


@contextmanager
def open_file(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file up to the end that it has now, unzipped, and return it with its size on the disk.

    Raises ArticleError, for errors inside the block too.
    """
    try:
        with open_regular(path) as (file, size):
            opened: BinaryIO = BufferedReader(_Bounded(file, size))
            if strip_gzip(path) != path:
                opened = BufferedReader(cast(RawIOBase, gzip.GzipFile(fileobj=opened)))
            yield opened, size
    except NotRegularError as error:
        reason = "is not a regular file: give a file with text in it"
        raise ArticleError(name_path(path), reason) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ArticleError(name_path(path), f"is not gzip, or broken: {shorten(str(error))}") from error
    except OSError as error:
        raise UnopenedError(name_path(path), f"cannot be opened: {error.strerror or error}") from error


@contextmanager
def parsing(where: str, what: str) -> Iterator[None]:
    """Turn whatever a library raises within the block over foreign bytes into an ArticleError."""
    try:
        yield
    except ArticleError:
        raise
    except MemoryError as error:
        raise UnopenedError(where, "there is not enough memory to read it") from error
    except Exception as error:
        reason = shorten(f"{type(error).__name__}: {error}")
        raise ArticleError(where, f"is no {what}, or a broken one ({reason})") from error


def name_path(path: Path) -> str:
    """Write the path as the user sees it; what cannot be printed of a name, or is not UTF-8, is escaped."""
    return to_printable(str(path))


def name_stem(path: Path) -> str:
    """Write the name of a file without its suffix (and .gz), as an id: escaped as in `name_path`."""
    return name_path(Path(strip_gzip(path).stem))


class _Bounded(RawIOBase):
    """A file that ends where it ended when it was opened, though it may grow."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__()
        self._file, self._rest = file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(min(len(buffer), self._rest))
        buffer[: len(data)] = data
        self._rest -= len(data)
        return len(data)
