"""Sort more lines than memory should hold: in runs, each a file, which are merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from kg.settings import LINES_AT_ONCE, RUNS_AT_ONCE


def sort_lines(lines: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    """Yield lines, each with its line end, sorted by bytes.

    LINES_AT_ONCE are held in memory, all others in files without a name in `folder`.
    """
    rest = iter(lines)
    runs: list[BinaryIO] = []
    with ExitStack() as files:
        while len(run := sorted(islice(rest, LINES_AT_ONCE))) == LINES_AT_ONCE:
            runs.append(_write_run(files.enter_context(TemporaryFile(dir=folder)), run))
            if len(runs) == RUNS_AT_ONCE:
                longer = _write_run(files.enter_context(TemporaryFile(dir=folder)), merge(*runs))
                for file in runs:
                    file.close()
                runs = [longer]
        yield from merge(*runs, run)


def _write_run(file: BinaryIO, lines: Iterable[bytes]) -> BinaryIO:
    """Write lines to an empty file, and return it to be read from its beginning."""
    file.writelines(lines)
    file.seek(0)
    return file
