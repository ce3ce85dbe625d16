"""Remember what files held, so that one that nobody has touched is not read again.

Beside the generations `files.jsonl` notes for each file its size, its times of change and its inode, and
which articles were read from it; the articles themselves are in the graph. As in a version control system a
file counts as unchanged where all of these are the same and it was not changed just before it was read. The
notes decide nothing that reading would decide otherwise: lost or damaged, every file is read.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import ArticleError, KgError, OtherContentError, UnopenedError
from kg.generations import FILES
from kg.model import Article
from kg.pipeline.fingerprint import digest_readers
from kg.readers import read_file
from kg.settings import CLOCK_TICK
from kg.store import open_store

# Size in bytes, times of the last change of content and of state in nanoseconds, inode and device.
_State = list[int]
# What was read at a place: "article", id, content hash, what was mended; or the class of an error and its
# reason.
_Item = list[Any]

_ARTICLE = "article"
_ERRORS = {kind.__name__: kind for kind in (ArticleError, OtherContentError)}


@dataclass(frozen=True, slots=True)
class _Note:
    """What a file held, by place; `read` is when it was read, in nanoseconds since 1970."""

    state: _State
    read: int
    items: list[_Item]

    def is_of(self, state: _State | None) -> bool:
        """Whether the file is still what it was; a change within a tick of the clock might not show."""
        return state == self.state and max(state[1:3]) < self.read - CLOCK_TICK


class Memory:
    """What the files of the last build at `location` held, and those of this one."""

    def __init__(self, location: Path) -> None:
        self._location = location
        self._digest = digest_readers()
        self._before = _read_notes(location / FILES, self._digest)
        self._now: dict[str, _Note] = {}

    def read(self, path: Path) -> Iterator[Article | ArticleError]:
        """Read the articles of a file as `kg.readers.read_file` does, or take those that it held before."""
        note = self._before.get(str(path))
        if note and note.is_of(_find_state(path)):
            items = [self._recall(*item) for item in note.items]
            if None not in items:
                self._now[str(path)] = note
                yield from (item for item in items if item)
                return
        yield from self._read_anew(path)

    def keep(self) -> None:
        """Note what the files of this build held, where the graph may be written."""
        if self._now == self._before:
            return
        with contextlib.suppress(OSError):  # The next build reads all files, no more.
            _write_notes(self._location / FILES, self._digest, self._now)

    def _recall(self, where: str, kind: str, *rest: Any) -> Article | ArticleError | None:
        """Recall an article by its content, or an error; None for an article that the graph has not."""
        if kind != _ARTICLE:
            return _ERRORS[kind](where, *rest)
        id, content_hash, notes = rest
        kept = self._kept.get(content_hash)
        return kept and replace(kept, id=id, where=where, notes=tuple(notes))

    @cached_property
    def _kept(self) -> dict[str, Article]:
        """The articles that the graph keeps, by their content."""
        try:
            return {article.content_hash: article for article in open_store(self._location).articles()}
        except KgError:
            return {}

    def _read_anew(self, path: Path) -> Iterator[Article | ArticleError]:
        """Read a file and note what it held, if all of it could be opened and it is still what it was."""
        started, state = time.time_ns(), _find_state(path)
        items: list[_Item] = []
        opened = True
        for item in read_file(path):
            items.append(_to_item(item))
            opened = opened and not isinstance(item, UnopenedError)
            yield item
        if state and opened and state == _find_state(path):
            self._now[str(path)] = _Note(state, started, items)


def _to_item(item: Article | ArticleError) -> _Item:
    if isinstance(item, ArticleError):
        return [item.where, type(item).__name__, item.reason]
    return [item.where, _ARTICLE, item.id, item.content_hash, list(item.notes)]


def _find_state(path: Path) -> _State | None:
    """Find the state of a file, or None where it cannot be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _write_notes(path: Path, readers: str, notes: dict[str, _Note]) -> None:
    rows = ([place, note.state, note.read, note.items] for place, note in sorted(notes.items()))
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    finished = path.with_suffix(".new")
    finished.write_text(f"{_to_head(readers, text)}\n{text}", encoding="ascii")
    os.replace(finished, path)


def _read_notes(path: Path, readers: str) -> dict[str, _Note]:
    """Read the notes of the build before: none where they are damaged, or other code has read the files."""
    try:
        head, _, text = path.read_text(encoding="ascii").partition("\n")
    except (OSError, ValueError):
        return {}
    if head != _to_head(readers, text):
        return {}
    return {place: _Note(*rest) for place, *rest in map(json.loads, text.splitlines())}


def _to_head(readers: str, text: str) -> str:
    """Write the first line: which code has read the files, and the digest of the lines below."""
    return json.dumps({"readers": readers, "lines": sha256(text.encode("ascii")).hexdigest()})
