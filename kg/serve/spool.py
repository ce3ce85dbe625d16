"""Keep an answer on its way: in memory, past SERVE_IN_MEMORY bytes in a file, never past the limit."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO, cast

from kg.errors import LimitError
from kg.serve.jobs import Answer
from kg.settings import MEGABYTE, SERVE_IN_MEMORY


def spool_prefix(process: int) -> str:
    """Return what the names of the files of a process begin with."""
    return f"answer-{process}-"


class Spool:
    """A file to write an answer into. It is not opened before the answer is long."""

    def __init__(self, folder: Path, megabytes: float) -> None:
        self._folder, self._most = folder, megabytes * MEGABYTE
        self._pieces: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    @property
    def file(self) -> IO[bytes]:
        """Itself, for what writes to a file: it calls `write` and `flush`."""
        return cast("IO[bytes]", self)

    def write(self, piece: bytes) -> int:
        """Write a piece of the answer. Raises LimitError where the answer is too long."""
        self._size += len(piece)
        if self._size > self._most:
            raise LimitError("answer", f"the answer has more than {self._most / MEGABYTE:,g} MB")
        if self._file is None and self._size > SERVE_IN_MEMORY:
            self._file = self._open()
            self._file.writelines(self._pieces)
        if self._file:
            self._file.write(piece)
        else:
            self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is written is handed over at the end."""

    def finish(self, media: str, status: int = 200) -> Answer:
        """Return what was written."""
        if self._file is None:
            return Answer(media, b"".join(self._pieces), status=status)
        self._file.close()
        return Answer(media, path=self._file.name, status=status)

    def drop(self) -> None:
        """Forget what was written."""
        if self._file:
            self._file.close()
            os.unlink(self._file.name)

    def _open(self) -> IO[bytes]:
        prefix = spool_prefix(os.getpid())
        return tempfile.NamedTemporaryFile("wb", prefix=prefix, dir=self._folder, delete=False)
