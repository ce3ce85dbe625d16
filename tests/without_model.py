"""Run `kg` in a process of its own, reading without a language model: `python -m tests.without_model ...`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "tests.without_model"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def run_kg(
    *arguments: object, before: Sequence[str] = (), timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; `before` it may stand a command that starts it, such as `setpriv`."""
    command = [*before, *COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=timeout
    )


if __name__ == "__main__":
    from kg import pipeline
    from kg.cli import main
    from tests.first_words import read_all

    pipeline.read_all = read_all
    sys.exit(main())
