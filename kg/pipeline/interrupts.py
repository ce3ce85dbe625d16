"""Answer Ctrl-C, which reaches every process of a terminal, in one of them, where it cannot get lost.

A shell lets what a script starts in the background ignore it: then all of them do, and go on. Whatever else
ends the process that builds, those that read for it end with it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from kg.processes import end_with_parent


@contextmanager
def postponed_interrupt() -> Iterator[None]:
    """Answer Ctrl-C at the end of the block: raised inside compiled code it may be swallowed.

    A second one is answered at once.
    """
    pressed: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    with _answer_by(note):
        yield
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def ignored_interrupt() -> Iterator[None]:
    """Let processes that are started within the block ignore Ctrl-C until they say otherwise."""
    with _answer_by(signal.SIG_IGN):
        yield


def prepare_reader(ignores_interrupt: bool) -> None:
    """Prepare a process that reads for another one: it ends when that one does, however it ended.

    Unless it ignores Ctrl-C, that ends it at once and silently: the other one reports.
    """
    if not ignores_interrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent()


def is_interrupt_ignored() -> bool:
    """Whether this process ignores Ctrl-C, as one in the background of a script does."""
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@contextmanager
def _answer_by(handler: Callable[[int, FrameType | None], Any] | signal.Handlers) -> Iterator[None]:
    # Ignored it stays ignored. Only the main thread may say who answers; in another nothing has to change.
    if is_interrupt_ignored() or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
