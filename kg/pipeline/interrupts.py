"""Ctrl-C, which reaches every process of a terminal: one of them answers it, where it cannot get lost."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def postponed_interrupt() -> Iterator[None]:
    """Ctrl-C is answered at the end of the block: raised inside compiled code it may be swallowed.

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
    """Processes that are started within the block do not see Ctrl-C until they say otherwise."""
    with _answer_by(signal.SIG_IGN):
        yield


def die_of_interrupt() -> None:
    """This process ends at Ctrl-C at once and without a word: the one that started it does the talking."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _answer_by(handler: Callable[[int, FrameType | None], Any] | signal.Handlers) -> Iterator[None]:
    # Python lets only the main thread say who answers a signal; in another one nothing has to change.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
