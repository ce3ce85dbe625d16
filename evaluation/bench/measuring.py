"""Measure work in a process of its own: its CPU seconds, its time on the clock, the peak of its memory."""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from kg.settings import MEGABYTE

# What getrusage counts in, by the megabyte.
_UNIT = MEGABYTE if sys.platform == "darwin" else 1_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What work took, and what it returned."""

    cpu: float
    wall: float
    megabytes: float
    result: Any = None


def measure(work: Callable[..., Any], *arguments: Any) -> Cost:
    """Do work in a new process; its imports count, as they do in a command."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_time, work, arguments).result()


def _time(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Cost:
    cpu, wall = process_time(), perf_counter()
    result = work(*arguments)
    return Cost(process_time() - cpu, perf_counter() - wall, _measure_peak(), result)


def _measure_peak() -> float:
    """Measure the peak of this process's memory in MB; what Linux tells by getrusage is that of its parent,
    where that had more.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        if peak:
            return int(peak[1]) * 1024 / MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT
