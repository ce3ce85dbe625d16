"""The callback by which long work reports its progress."""

from __future__ import annotations

from collections.abc import Callable

# Called with the step, how much of it is done, and how much there is (0 where unknown).
Progress = Callable[[str, int, int], None]
# The same within one step.
StepProgress = Callable[[int, int], None]
