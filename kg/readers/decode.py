"""Decode the bytes of a file: UTF-8 first, then Windows-1252 where that is plausible."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ArticleError
from kg.files import NotRegularError, open_regular
from kg.printable import to_printable
from kg.settings import LARGEST_TEXT, MAXIMUM_CONTROL_SHARE, MEGABYTE

_CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
# What half a UTF-8 character looks like as Windows-1252: "cafÃ", or the "â€" of a cut typographic quote.
_MISREAD = re.compile(r"[a-zà-þ][À-Þ]|[À-ÿ]€")


def read_text(path: Path) -> str:
    """Read the text of a file: without byte order mark, Windows line ends (CR LF) as LF, nothing else
    changed.

    Raises ArticleError when the file cannot be opened, is too large, is binary, or is in another encoding.
    """
    return decode(read_bytes(path, LARGEST_TEXT), name_path(path)).replace("\r\n", "\n")


def read_bytes(path: Path, largest: int) -> bytes:
    """Read the bytes of a file.

    Raises ArticleError when it cannot be opened, is not a regular file or has more than `largest` bytes.
    """
    with open_file(path) as (file, size):
        if size > largest:
            limit = f"more than {largest // MEGABYTE} MB, which is the most that is read"
            raise ArticleError(name_path(path), f"has {limit}: cut it to the article")
        return file.read(size)


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file. Raises ArticleError as `read_bytes` does, and for a longer line."""
    with open_file(path) as (file, rest):
        number = 0
        while rest > 0 and (line := file.readline(min(rest, LARGEST_TEXT + 1))):
            number += 1
            if len(line) > LARGEST_TEXT:
                reason = (
                    f"has more than {LARGEST_TEXT // MEGABYTE} MB, which is the most: the rest is not read"
                )
                raise ArticleError(f"{name_path(path)}:{number}", reason)
            rest -= len(line)
            yield line


@contextmanager
def open_file(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file, and return it with its size, as `kg.files.open_regular` does.

    Raises ArticleError, for errors inside the block too.
    """
    try:
        with open_regular(path) as opened:
            yield opened
    except NotRegularError as error:
        reason = "is not a regular file: give a file with text in it"
        raise ArticleError(name_path(path), reason) from error
    except OSError as error:
        raise to_article_error(path, error) from error


def to_article_error(path: Path, error: OSError) -> ArticleError:
    """Convert the error of the system for a file that cannot be read."""
    return ArticleError(name_path(path), f"cannot be opened: {error.strerror or error}")


def name_path(path: Path) -> str:
    """Write the path as the user sees it; what cannot be printed of a name, or is not UTF-8, is escaped."""
    return to_printable(str(path))


def name_stem(path: Path) -> str:
    """Write the name of a file without its suffix, as an id: escaped as in `name_path`."""
    return name_path(Path(path.stem))


def decode(data: bytes, where: str) -> str:
    """Decode `data`, byte order mark dropped. Raises ArticleError, named by `where`."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ArticleError(where, "is encoded as UTF-16: save it as UTF-8")
    if is_binary(data):
        raise ArticleError(where, "is binary, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _decode_windows(data)
        if text is None:
            reason = f"is not UTF-8 (byte {error.start}: 0x{data[error.start]:02x}): save it as UTF-8"
            raise ArticleError(where, reason) from error
        return text


def is_binary(data: bytes) -> bool:
    """Whether there are NUL bytes or many control characters, as in images and archives."""
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    return b"\0" in data or controls > MAXIMUM_CONTROL_SHARE * len(data)


def _decode_windows(data: bytes) -> str | None:
    """Decode `data` as Windows-1252, or return None where it is rather UTF-8 with a broken place."""
    if _UTF8_SEQUENCE.search(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _MISREAD.search(text) else text
