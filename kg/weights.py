"""Where the reader's trained weights lie, and whether they can run here; nothing runs them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kg.settings import MODELS

FOLDER = MODELS / "reader"
NETWORK, HEADS, PIECES = "reader.onnx", "heads.npz", "tokenizer.json"
RUNNERS = ("onnxruntime", "tokenizers")


@cache
def find_lack(folder: Path = FOLDER) -> str | None:
    """What keeps the reader from running, as a sentence that says what to do; None when nothing does."""
    missing = [name for name in (NETWORK, HEADS, PIECES) if not (folder / name).is_file()]
    if missing:
        return f"the weights are not in {folder} ({', '.join(missing)}): install kg anew"
    absent = [name for name in RUNNERS if find_spec(name) is None]
    if absent:
        return f"{' and '.join(absent)} cannot be imported: run `pip install {' '.join(absent)}`"
    return None


@cache
def digest_weights(folder: Path = FOLDER) -> str:
    """SHA-256 over the weights, since other weights read otherwise; "" where the reader cannot run."""
    if find_lack(folder):
        return ""
    digest = hashlib.sha256()
    for name in (NETWORK, HEADS, PIECES):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
