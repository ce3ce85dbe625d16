"""Call a function with room for deep recursion: the parser and engine of queries recurse in compiled code."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import TypeVar

from kg.settings import QUERY_STACK

Result = TypeVar("Result")

# The size of a stack is set for all threads that start from then on.
_STARTING = threading.Lock()


def call_on_deep_stack(function: Callable[[], Result]) -> Result:
    """Call `function` in a thread with a stack of QUERY_STACK bytes; return, or raise, its outcome.

    Ctrl-C is answered at once, whatever compiled code is doing: the call is then left behind, in a thread
    that does not keep the process from ending.
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
        finally:
            threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def _let_go(error: BaseException | None) -> None:
    """Forget what the frames of an error hold: answers of pyoxigraph must be dropped where they were made."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
