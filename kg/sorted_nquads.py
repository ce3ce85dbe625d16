"""Write a whole graph as N-Quads, sorted, without holding it in memory."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat

from kg.settings import QUADS_AT_ONCE
from kg.store import GraphStore


def write_sorted_nquads(store: GraphStore, path: Path) -> None:
    """Write all quads as N-Quads, one a line, sorted by bytes: the same content gives the same file.

    Sorts QUADS_AT_ONCE lines at a time, and merges them from the disk.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".nquads-") as folder, ExitStack() as opened:
        unsorted, finished = Path(folder, "unsorted"), Path(folder, "sorted")
        try:
            store.rdf.dump(str(unsorted), RdfFormat.N_QUADS)
        except RuntimeError as error:
            raise store.to_broken(error) from error
        runs = [opened.enter_context(run.open("rb")) for run in _write_runs(unsorted)]
        with finished.open("wb") as output:
            output.writelines(merge(*runs))
        os.replace(finished, path)


def _write_runs(unsorted: Path) -> list[Path]:
    """Write the lines of a file to files that are sorted, QUADS_AT_ONCE lines each, and remove it."""
    runs: list[Path] = []
    with unsorted.open("rb") as lines:
        while some := sorted(islice(lines, QUADS_AT_ONCE)):
            runs.append(unsorted.with_name(f"run-{len(runs)}"))
            with runs[-1].open("wb") as output:
                output.writelines(some)
    unsorted.unlink()
    return runs
