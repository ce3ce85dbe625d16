"""From the bytes of a file to its text: UTF-8 first, then Windows-1252 where that is plausible."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kg.errors import ArticleError
from kg.printable import to_printable
from kg.settings import MAXIMUM_CONTROL_SHARE

_CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
# What half a UTF-8 character looks like as Windows-1252: "cafÃ", or the "â€" of a cut typographic quote.
_MISREAD = re.compile(r"[a-zà-þ][À-Þ]|[À-ÿ]€")


def read_text(path: Path) -> str:
    """The text of a file: without byte order mark, Windows line ends (CR LF) as LF, nothing else changed.

    Raises ArticleError when the file cannot be opened, is binary, or is in another encoding.
    """
    return decode(read_bytes(path), name_path(path)).replace("\r\n", "\n")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ArticleError when it cannot be opened or is not a regular file."""
    check_openable(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise to_article_error(path, error) from error


def check_openable(path: Path) -> None:
    """Raise ArticleError for what must not be opened: a pipe or a device would never end."""
    try:
        regular = path.is_file() or not path.exists()
    except OSError as error:
        raise to_article_error(path, error) from error
    if not regular:
        raise ArticleError(name_path(path), "is not a regular file: give a file with text in it")


def to_article_error(path: Path, error: OSError) -> ArticleError:
    """What the system says of a file that cannot be read, as an ArticleError."""
    return ArticleError(name_path(path), f"cannot be opened: {error.strerror or error}")


def name_path(path: Path) -> str:
    """The path as the user sees it; what cannot be printed of a name, or is not UTF-8, is escaped."""
    return to_printable(str(path))


def decode(data: bytes, where: str) -> str:
    """The text that `data` encodes, byte order mark dropped. Raises ArticleError, named by `where`."""
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
    """True for NUL bytes or many control characters, which no text has and every image or archive does."""
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    return b"\0" in data or controls > MAXIMUM_CONTROL_SHARE * len(data)


def _decode_windows(data: bytes) -> str | None:
    """`data` as Windows-1252, or None where it is rather UTF-8 with a broken place."""
    if _UTF8_SEQUENCE.search(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _MISREAD.search(text) else text
