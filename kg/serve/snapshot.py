"""Know which generation of the graph is the current one: a build may swap in another at any moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BrokenGraphError, StoreError, take_first_line
from kg.generations import MANIFEST, current_folder


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation of a graph. Two with one `identity` hold the same, byte for byte."""

    location: Path
    folder: Path
    identity: str


class Watch:
    """Watch of a location. It looks at two small files, and reads the second when it has changed."""

    def __init__(self, location: Path) -> None:
        self.location = location
        self._seen: tuple[Path, int, int, int] | None = None
        self._identity = ""

    def look(self) -> Snapshot:
        """Return the current generation. Raises StoreError where there is none."""
        folder = current_folder(self.location)
        if folder is None:
            raise StoreError(f"no graph at {self.location}: make one with `kg build articles/`")
        manifest = folder / MANIFEST
        try:
            stat = manifest.stat()
            seen = (folder, stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                self._identity = hashlib.blake2b(manifest.read_bytes(), digest_size=10).hexdigest()
                self._seen = seen
        except OSError as error:
            raise BrokenGraphError(
                f"the graph at {self.location} is broken ({take_first_line(error)})"
            ) from error
        return Snapshot(self.location, folder, self._identity)
