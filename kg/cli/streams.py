"""Guard stdout and stderr, whatever they lead to: a terminal, a pipe or a disk, open, full or closed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from kg.errors import OutputError
from kg.printable import to_printable


class _Stream:
    """A stream that escapes what its encoding lacks. `buffer` is hidden, for typer would go around it."""

    def __init__(self, stream: TextIO) -> None:
        self.beneath = stream

    def __getattr__(self, name: str) -> object:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.beneath, name)

    def write(self, text: str) -> int:
        try:
            return self.beneath.write(text)
        except UnicodeEncodeError:
            # Nothing of it was written: a stream encodes before it writes.
            encoding = self.beneath.encoding
            return self.beneath.write(text.encode(encoding, "backslashreplace").decode(encoding))

    def flush(self) -> None:
        self.beneath.flush()


class _Output(_Stream):
    """stdout: raises OutputError where nothing can be written any more."""

    _ended: OutputError | None = None

    def write(self, text: str) -> int:
        if self._ended:  # typer tries whether a stream can be written to, and passes over it where not
            raise self._ended
        try:
            return super().write(text)
        except OSError as error:
            raise self._end(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise self._end(error) from error

    def _end(self, error: OSError) -> OutputError:
        _divert(self.beneath)
        self._ended = OutputError(f"the output cannot be written: {error.strerror or error}")
        return self._ended


class _Messages(_Stream):
    """stderr: escapes whatever is printed there, by libraries too, and never raises."""

    def write(self, text: str) -> int:
        # There is nowhere left to tell that a message cannot be told.
        try:
            return super().write(to_printable(text, keep="\n"))
        except OSError:
            _divert(self.beneath)
            return 0

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            _divert(self.beneath)


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Let stdout raise OutputError and nothing else within the block, and stderr raise nothing at all.

    A stream that is closed leads to nowhere.
    """
    before = sys.stdout, sys.stderr
    _open_closed()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout = cast(TextIO, _Output(sys.stdout or nowhere))
        sys.stderr = cast(TextIO, _Messages(sys.stderr or nowhere))
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def find_terminal(stream: TextIO) -> TextIO:
    """Return the stream itself, to draw on a terminal."""
    return getattr(stream, "beneath", stream)


def is_gone(error: OutputError) -> bool:
    """Whether the reader of a pipe has left, as behind `| head`: no reason to complain."""
    return isinstance(error.__cause__, BrokenPipeError)


def _open_closed() -> None:
    """Open the closed ones of the standard descriptors: else the next file that is opened becomes stdout."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _divert(stream: TextIO) -> None:
    """Let what still waits in the stream go nowhere, so that Python's end does not fail of it again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
