"""Open a pack: a folder or a .zip that holds its files and nothing else, each of a size that it can have."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import KgError, ShareError
from kg.printable import shorten
from kg.settings import SHARE_BYTES, SHARE_LINE, SHARE_QUADS, SHARE_RATIO
from kg.share.cutting import Cut
from kg.share.manifest import Manifest, PackedFile, read_manifest
from kg.share.packing import FACTS, FILES, MANIFEST, WORDS

# Lines that are parsed at once.
_AT_ONCE = 10_000

_Open = Callable[[str], "IO[bytes]"]


@dataclass(frozen=True)
class Pack:
    """A pack that is open; each of its files is compared with its digest when it has been read."""

    path: Path
    manifest: Manifest
    _open: _Open

    def graphs(self) -> Iterator[tuple[str, list[Quad]]]:
        """Yield the named graphs, those of articles in the order of the manifest. Raises ShareError."""
        seen: set[str] = set()
        for name, quads in groupby(self._quads(), lambda quad: quad.graph_name):
            graph = name.value if isinstance(name, NamedNode) else str(name)
            if graph in seen:
                raise ShareError(f"{self.path}: what is said in {shorten(graph)} does not stand together")
            seen.add(graph)
            found = list(islice(quads, SHARE_QUADS + 1))
            if len(found) > SHARE_QUADS:
                raise ShareError(f"{self.path}: {shorten(graph)} has more than {SHARE_QUADS:,} facts")
            yield graph, found

    def cuts(self) -> Iterator[tuple[str, list[Cut]]]:
        """Yield what was cut, by the content hash of its article, in their order. Raises ShareError."""
        for content_hash, cuts in groupby(self._records(), lambda pair: pair[0]):
            yield content_hash, [cut for _, cut in islice(cuts, SHARE_QUADS)]

    def _quads(self) -> Iterator[Quad]:
        lines = self._lines(FACTS)
        while some := list(islice(lines, _AT_ONCE)):
            try:
                yield from parse(input=b"".join(some), format=RdfFormat.N_QUADS)
            except (SyntaxError, ValueError) as error:
                raise ShareError(f"{self.path}: {FACTS} is not N-Quads: {shorten(str(error))}") from error

    def _records(self) -> Iterator[tuple[str, Cut]]:
        for line in self._lines(WORDS):
            try:
                yield Cut.from_record(json.loads(line))
            except (ValueError, RecursionError) as error:
                raise ShareError(f"{self.path}: {WORDS} is not JSON lines: {error}") from error

    def _lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file, and compare it with its digest at its end."""
        wanted, digest, size = self.manifest.files[name], hashlib.sha256(), 0
        with self._open(name) as file, _explained(self.path, name):
            while line := file.readline(SHARE_LINE + 1):
                size += len(line)
                if len(line) > SHARE_LINE or size > min(wanted.bytes, SHARE_BYTES):
                    raise ShareError(
                        f"{self.path}: {name} is larger than its manifest says, or has endless lines"
                    )
                digest.update(line)
                yield line
        if PackedFile(digest.hexdigest(), size) != wanted:
            raise ShareError(
                f"{self.path}: {name} is not what was shared: its digest is another. Get it again"
            )


@contextmanager
def open_pack(path: Path) -> Iterator[Pack]:
    """Open a pack. Raises ShareError where it is none, or holds what no pack does."""
    with _explained(path, "it"):
        if path.is_dir():
            _check_names(path, [entry.name for entry in os.scandir(path)])
            yield _open_with(path, lambda name: _open_file(path / name))
            return
        if not path.exists():
            raise ShareError(f"{path}: no such file or folder")
        if not zipfile.is_zipfile(path):
            raise ShareError(f"{path}: is no pack of `kg export share`, which is a folder or a .zip")
        with zipfile.ZipFile(path) as archive:
            _check_archive(path, archive)
            yield _open_with(path, lambda name: archive.open(name))


def _open_with(path: Path, opener: _Open) -> Pack:
    with opener(MANIFEST) as file:
        content = file.read(SHARE_LINE * 256 + 1)
    if len(content) > SHARE_LINE * 256:
        raise ShareError(f"{path}: its manifest is too large")
    try:
        manifest = read_manifest(content)
    except ShareError as error:
        raise ShareError(f"{path}: {error}") from error
    if set(manifest.files) != {FACTS, WORDS}:
        raise ShareError(f"{path}: its manifest should name {FACTS} and {WORDS}, and nothing else")
    return Pack(path, manifest, opener)


def _open_file(path: Path) -> IO[bytes]:
    if path.is_symlink() or not path.is_file():
        raise ShareError(f"{path}: is no regular file")
    return path.open("rb")


def _check_names(path: Path, names: list[str]) -> None:
    for name in sorted(names):
        if name not in FILES:
            raise ShareError(
                f"{path}: holds {shorten(name)}, which no pack does; a pack has {', '.join(FILES)}"
            )
    missing = sorted({MANIFEST, FACTS, WORDS} - set(names))
    if missing:
        raise ShareError(f"{path}: is no pack of `kg export share`: it lacks {', '.join(missing)}")
    if len(set(names)) != len(names):
        raise ShareError(f"{path}: holds a file twice")


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise ShareError for names that lead elsewhere, and for sizes that no pack has."""
    _check_names(path, [entry.filename for entry in archive.infolist()])
    for entry in archive.infolist():
        if entry.file_size > SHARE_BYTES:
            raise ShareError(f"{path}: {entry.filename} would take {entry.file_size:,} bytes: no pack does")
        if entry.file_size > SHARE_LINE and entry.file_size > SHARE_RATIO * max(1, entry.compress_size):
            raise ShareError(
                f"{path}: {entry.filename} is compressed more than {SHARE_RATIO} times: no pack is"
            )


@contextmanager
def _explained(path: Path, name: str) -> Iterator[None]:
    """Raise ShareError for what the system, or the module for .zip, says."""
    try:
        yield
    except KgError:
        raise
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ShareError(f"{path}: {name} cannot be read: {reason}") from error
