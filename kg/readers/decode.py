"""Decode the bytes of a file: by their mark, as UTF-8, as they declare, as Windows-1252 where plausible."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kg.errors import ArticleError
from kg.readers.opening import name_path, read_bytes
from kg.settings import LARGEST_TEXT, MAXIMUM_CONTROL_SHARE

_CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
# What half a UTF-8 character looks like as Windows-1252: "cafÃ", or the "â€" of a cut typographic quote.
_MISREAD = re.compile(r"[a-zà-þ][À-Þ]|[À-ÿ]€")

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of texts, by Python's names; the other codecs of Python convert all sorts of things.
_CHARSET = re.compile(
    r"ascii|big5(hkscs)?|cp\d+|euc_\w+|gb\w+|hz|iso2022_\w+|iso8859-\d+|johab|koi8-\w+|mac-\w+|shift_jis\w*"
    r"|tis-620|viscii"
)
# Browsers read these as the first, for that is what is meant.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def read_text(path: Path, largest: int = LARGEST_TEXT) -> str:
    """Read the text of a file: without byte order mark, Windows line ends (CR LF) as LF, nothing else
    changed.

    Raises ArticleError when the file cannot be opened, is too large, is binary, or is in another encoding.
    """
    return decode(read_bytes(path, largest), name_path(path)).replace("\r\n", "\n")


def decode(data: bytes, where: str, charset: str | None = None) -> str:
    """Decode `data`, byte order mark dropped; `charset` is what it declares itself to be in.

    What is UTF-8 beyond ASCII is read so, whatever is declared: a text in another encoding hardly ever is.
    Raises ArticleError, named by `where`.
    """
    for mark, wide in _WIDE_MARKS:
        if data.startswith(mark):
            return _decode_wide(data, wide, where)
    if is_binary(data):
        raise ArticleError(where, "is binary, not text")
    declared = _decode_declared(data, charset)
    if declared is not None and (data.isascii() or not _is_utf8(data)):
        return declared
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


def _decode_wide(data: bytes, encoding: str, where: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"is not the {encoding.upper()} that its mark says (byte {error.start}): save it as UTF-8"
        raise ArticleError(where, reason) from error
    if is_binary(text.encode("utf-8", "surrogatepass")):
        raise ArticleError(where, "is binary, not text")
    return text


def _decode_declared(data: bytes, charset: str | None) -> str | None:
    """Decode `data` as it declares; None where it declares UTF-8, nothing known, or what it is not."""
    try:
        name = codecs.lookup((charset or "").strip()).name
        return data.decode(_WIDER.get(name, name)) if _CHARSET.fullmatch(name) else None
    except (LookupError, ValueError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def _decode_windows(data: bytes) -> str | None:
    """Decode `data` as Windows-1252, or return None where it is rather UTF-8 with a broken place."""
    if _UTF8_SEQUENCE.search(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _MISREAD.search(text) else text
