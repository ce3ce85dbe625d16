"""Fingerprint code, rules and models; a change invalidates stored article graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from kg import __version__
from kg.ontology import ontology_digest
from kg.weights import digest_weights

# The modules that decide what the graph of an article holds.
FINGERPRINTED = (
    "annotate",
    "curation",
    "disagreements",
    "disjoint.py",
    "edtf.py",
    "extract",
    "facts",
    "model",
    "normalize",
    "ontology.py",
    "pipeline/chunking.py",
    "pipeline/reading.py",
    "quotations",
    "readers/foreign_words.txt",
    "readers/function_words.txt",
    "readers/language.py",
    "resolve",
    "rules",
    "settings.py",
    "spelling.py",
    "stories",
    "triples",
    "vocab.py",
    "weights.py",
)
# And those that decide which articles a file holds, with the libraries that they read files with.
READING_FILES = (
    "errors.py",
    "files.py",
    "finding.py",
    "generations.py",
    "model",
    "normalize",
    "printable.py",
    "readers",
    "settings.py",
)
_LIBRARIES = ("fastwarc", "ftfy", "lxml", "pyarrow", "pypdf", "pyromark", "trafilatura")
SUFFIXES = {".py", ".toml", ".txt"}


def compute_fingerprint(model: str) -> dict[str, str]:
    """Compute versions and digests, for the manifest of a build. Does not import spaCy."""
    return {
        "kg": __version__,
        "code": _digest_code(FINGERPRINTED),
        "ontology": ontology_digest(),
        "spacy": version("spacy"),
        "rensa": version("rensa"),
        "model": model,
        "model_digest": _digest_model(model),
        "tagger": digest_weights(),
    }


def digest_readers() -> str:
    """Compute a digest of all that decides which articles a file holds."""
    versions = [f"{name} {_find_version(name)}" for name in _LIBRARIES]
    return hashlib.sha256("\n".join([_digest_code(READING_FILES), *versions]).encode()).hexdigest()


def _find_version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _digest_code(parts: Iterable[str]) -> str:
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for part in parts:
        root = package / part
        files = [root] if root.is_file() else sorted(root.rglob("*"))
        for file in files:
            if file.suffix in SUFFIXES:
                digest.update(f"{file.relative_to(package).as_posix()}\x1f{file.stat().st_size}\x1f".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _digest_model(model: str) -> str:
    """Compute SHA-256 over the model's meta.json, with its version and scores; "" where none is found."""
    for folder in _find_model_folders(model):
        meta = folder / "meta.json"
        if meta.is_file():
            return hashlib.sha256(meta.read_bytes()).hexdigest()
    return ""


def _find_model_folders(model: str) -> list[Path]:
    """List the folders where spaCy looks, in its order: an installed package, then a folder."""
    spec = find_spec(model) if model.isidentifier() else None
    package = [Path(spec.origin).parent] if spec and spec.origin else []
    return [*package, Path(model)]
