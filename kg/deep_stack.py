"""Call a function with room for deep recursion, and with limits: the parser and engine of queries recurse in
compiled code, which nothing else stops.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import TypeVar

from kg.errors import LimitError
from kg.settings import MEGABYTE, QUERY_STACK

Result = TypeVar("Result")

# The size of a stack is set for all threads that start from then on.
_STARTING = threading.Lock()


# Seconds between two looks at what a call has taken.
_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take: seconds on the clock, and megabytes of memory on top of what the process had."""

    seconds: float = inf
    megabytes: float = inf


NO_LIMITS = Limits()


def call_on_deep_stack(function: Callable[[], Result], limits: Limits = NO_LIMITS) -> Result:
    """Call `function` in a thread with a stack of QUERY_STACK bytes; return, or raise, its outcome.

    Raises LimitError where it takes more than its limits, MemoryError where there is no room for the stack.
    Ctrl-C and limits are answered at once, whatever compiled code is doing: the call is then left behind, in
    a thread that does not keep the process from ending, and ends with it.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:
            _let_go(error)
            errors.append(error)

    thread = threading.Thread(target=run, name="query", daemon=True)
    with _STARTING:
        before = threading.stack_size(QUERY_STACK)
        try:
            thread.start()
        except RuntimeError as error:  # Python 3.11 says no more than that it cannot start.
            raise MemoryError("there is no room for the stack of a query") from error
        finally:
            threading.stack_size(before)
    _wait(thread, limits)
    if errors:
        raise errors[0]
    return results[0]


def _wait(thread: threading.Thread, limits: Limits) -> None:
    """Wait for a thread to end. Raises LimitError."""
    began, before = monotonic(), peak_memory()
    while thread.is_alive():
        thread.join(_LOOK)
        if monotonic() - began > limits.seconds:
            raise LimitError("time", f"it takes longer than {limits.seconds:,g} seconds")
        if peak_memory() - before > limits.megabytes:
            raise LimitError("memory", f"it needs more than {limits.megabytes:,g} MB of memory")


def peak_memory() -> float:
    """Measure the most memory that this process has had, in megabytes; 0 on Windows, which does not tell."""
    if sys.platform == "win32":
        return 0.0
    from resource import RUSAGE_SELF, getrusage

    unit = 1 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def _let_go(error: BaseException | None) -> None:
    """Forget what the frames of an error hold: answers of pyoxigraph must be dropped where they were made."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
