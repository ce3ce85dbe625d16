"""Read the archives of crawls: .warc files, a page a record, and .parquet files, an article a row."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.html import read_page
from kg.readers.opening import name_path, name_stem, open_file, parsing, read_bytes
from kg.readers.records import read_record
from kg.settings import LARGEST_ARCHIVE, LARGEST_PAGE, LARGEST_TEXT, MEGABYTE, MOST_INFLATED

# Rows of a table that are held at a time.
_ROWS = 1_000


def read_warc(path: Path) -> Iterator[Article | ArticleError]:
    """Read every page that a crawl was answered with; one that is no article is an ArticleError.

    Each is named by its number among the pages. What is no page, or was answered with an error, is left out.
    """
    where = name_path(path)
    try:
        with open_file(path) as (file, size), parsing(where, "WARC file"):
            limited, number = _Limited(file, size, where), 0
            for number, record in enumerate(_find_pages(limited, where), 1):
                data = record.reader.read(LARGEST_PAGE + 1)
                address = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
                yield _read_one(data, f"{where}:{number}", f"{name_stem(path)}:{number}", address)
            limited.check()
            if not number:
                reason = (
                    "is no WARC file, or has no page in it" if limited.count else "is empty: there is no page"
                )
                raise ArticleError(where, reason)
    except ArticleError as error:
        yield error


def read_parquet(path: Path) -> Iterator[Article | ArticleError]:
    """Read every row of a Parquet file; its columns are named as the keys of a .jsonl file are."""
    where = name_path(path)
    try:
        data = read_bytes(path, LARGEST_TEXT)
        if not data:
            raise ArticleError(where, "is empty: there is no row in it")
        try:
            from pyarrow.parquet import ParquetFile
        except ImportError as error:
            raise ArticleError(where, "needs pyarrow: pip install 'spacepolicy-kg[parquet]'") from error
        number = 0
        with parsing(where, "Parquet file"):
            for batch in ParquetFile(BytesIO(data)).iter_batches(_ROWS):
                for record in batch.to_pylist():
                    number += 1
                    known = {name: _to_text(value) for name, value in record.items()}
                    yield read_record(known, f"{where}:{number}", f"{name_stem(path)}:{number}")
        if not number:
            raise ArticleError(where, "is empty: there is no row in it")
    except ArticleError as error:
        yield error


def _find_pages(file: _Limited, where: str) -> Iterator[Any]:
    """Yield the records that are pages. Raises ArticleError, also for what fastwarc panics over."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise ArticleError(where, "needs fastwarc: pip install 'spacepolicy-kg[warc]'") from error
    kinds = WarcRecordType.response
    try:
        for record in ArchiveIterator(file, kinds, stream_detect=False, auto_decode="all"):
            http = record.http_headers
            kind = (record.http_content_type or "").lower()
            if http and http.status_code == 200 and kind in ("text/html", "application/xhtml+xml"):
                yield record
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Of its compiled code, and no Exception.
            raise
        raise ArticleError(where, "is no WARC file, or a broken one") from error


def _read_one(data: bytes, where: str, id: str, address: str | None) -> Article | ArticleError:
    try:
        if len(data) > LARGEST_PAGE:
            most = LARGEST_PAGE // MEGABYTE
            raise ArticleError(where, f"has more than {most} MB, which is the most of a page")

        return read_page(data, where, id, address)
    except ArticleError as error:
        return error


def _to_text(value: Any) -> Any:
    """Write a day or a moment as text, as the other formats give them."""
    return value.isoformat() if hasattr(value, "isoformat") else value


class _Limited:
    """A file that ends where its size on the disk says that it must, however it was packed."""

    def __init__(self, file: BinaryIO, size: int, where: str) -> None:
        if size > LARGEST_ARCHIVE:
            raise ArticleError(where, f"has more than {LARGEST_ARCHIVE // MEGABYTE} MB, which is the most")
        self._file, self._where = file, where
        self._most = size * MOST_INFLATED + LARGEST_TEXT
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes; none beyond the limit, because an error here would be a panic there."""
        data = self._file.read(size) if self.count <= self._most else b""
        self.count += len(data)
        return data

    def check(self) -> None:
        """Raise ArticleError where the limit was met."""
        if self.count > self._most:
            raise ArticleError(self._where, f"has more than {MOST_INFLATED} times its size, unzipped")

    def tell(self) -> int:
        """Return how much was read."""
        return self.count

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay: what was read is gone."""
        return self.count

    def close(self) -> None:
        """Leave the file open: who opened it closes it."""
