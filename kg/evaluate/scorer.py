"""Load the scorer that comes with a corpus: a Python file beside it, not part of this project."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from kg.errors import GoldError, UsageError

CLAIM_SCORER = "score_claims.py"
DATE_SCORER = "score_dates.py"

# What is called in each of them.
NEEDED = {
    CLAIM_SCORER: (
        "match_contents",
        "normalise",
        "parse_ann",
        "read_gold",
        "read_text",
        "score",
        "sources_agree",
        "table",
    ),
    DATE_SCORER: ("read_tml", "score"),
}


def find_scorer(gold: Path, name: str) -> Path:
    """Find tools/`name` in the nearest parent folder of `gold`; raises UsageError where none has it."""
    for parent in gold.resolve().parents:
        path = parent / "tools" / name
        if path.is_file():
            return path
    raise UsageError(
        f"{gold}: there is no tools/{name} in any folder above it: name the scorer with --scorer FILE"
    )


def load_scorer(path: Path, name: str) -> ModuleType:
    """Load the scorer `name` as a module. Raises UsageError without the file, GoldError for a broken one.

    The file itself may have any name.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file: --scorer names {name} of the corpus")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise GoldError(f"{path}: no Python file: --scorer names {name} of the corpus")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise GoldError(f"{path}: cannot be loaded as a scorer: {type(error).__name__}: {error}") from error
    missing = [function for function in NEEDED[name] if not hasattr(module, function)]
    if missing:
        raise GoldError(f"{path}: not {name}, it has no {', '.join(missing)}")
    return module
