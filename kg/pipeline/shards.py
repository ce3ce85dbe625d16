"""Keep what was read in shards: the graphs of some articles as N-Quads, the articles, and how they were read.

    shard-8c1f...e2.nq.gz       the quads, sorted
    shard-8c1f...e2.jsonl.gz    the articles as they were read
    shard-8c1f...e2.json        by what they were read, and which failed; written last

The name comes from the articles and from what reads them, so a shard that is there need not be read again.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.curation import curate
from kg.errors import ArticleError, StoreError
from kg.facts import to_facts
from kg.model import Article
from kg.pipeline.reading import Failure, Reading, read_article
from kg.triples import article_quads

QUADS, ARTICLES, MANIFEST = ".nq.gz", ".jsonl.gz", ".json"
# Half as large again as with the best compression, and four times as fast.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard, by the path of its manifest; `failed` are the articles of it that could not be read."""

    path: Path
    reading: dict[str, str]
    failed: tuple[tuple[str, str], ...]

    def articles(self) -> Iterator[Article]:
        """Yield the articles. Raises StoreError."""
        try:
            with gzip.open(self._beside(ARTICLES), "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield Article(**json.loads(line))
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise _to_error(self.path, error) from error

    def quads(self) -> Iterator[Quad]:
        """Yield the quads. Raises StoreError."""
        try:
            with gzip.open(self._beside(QUADS), "rb") as file:
                yield from parse(cast(IO[bytes], file), format=RdfFormat.N_QUADS)
        except (OSError, EOFError, ValueError, SyntaxError) as error:
            raise _to_error(self.path, error) from error

    def _beside(self, suffix: str) -> Path:
        return self.path.with_suffix(suffix)


def write_shard(folder: Path, articles: Sequence[Article], model: str, reading: dict[str, str]) -> Shard:
    """Read articles and write them as a shard; one that is there already is only opened.

    `reading` is the fingerprint of what reads them.
    """
    path = folder / f"shard-{_name(articles, reading)}{MANIFEST}"
    if path.is_file():
        return open_shard(path)
    quads: list[Quad] = []
    read: list[Article] = []
    failed = []
    for article in articles:
        result = read_article(article, model)
        if isinstance(result, Failure):
            failed.append((result.where, result.reason))
        else:
            read.append(article)
            quads.extend(_to_quads(result))
    lines = sorted(f"{line}\n".encode() for line in _serialize(quads).splitlines())
    _write(path.with_suffix(QUADS), gzip.compress(b"".join(lines), _LEVEL, mtime=0))
    records = "".join(f"{article.to_line()}\n" for article in read)
    _write(path.with_suffix(ARTICLES), gzip.compress(records.encode(), _LEVEL, mtime=0))
    manifest = json.dumps({"reading": reading, "failed": failed}, indent=2, sort_keys=True) + "\n"
    _write(path, manifest.encode())
    return Shard(path, reading, tuple(failed))


def open_shard(path: Path) -> Shard:
    """Open a shard by the path of its manifest. Raises StoreError."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        failed = tuple((str(where), str(reason)) for where, reason in manifest["failed"])
        return Shard(path, dict(manifest["reading"]), failed)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _to_error(path, error) from error


def find_shards(paths: Iterable[Path]) -> list[Shard]:
    """Find the shards of folders, or those that are named by one of their files, sorted by name.

    Raises StoreError where there is none, or one lacks a file.
    """
    found = set()
    for path in paths:
        manifests = path.glob(f"shard-*{MANIFEST}") if path.is_dir() else [_to_manifest(path)]
        found |= {manifest.resolve() for manifest in manifests}
    if not found:
        listed = ", ".join(map(str, paths)) or "nothing"
        raise StoreError(f"no shards in {listed}: write them with `kg build ARTICLES --engine ray`")
    return [open_shard(path) for path in sorted(found, key=lambda path: path.name)]


def to_errors(shard: Shard) -> list[ArticleError]:
    """Return the errors of the articles of a shard that could not be read."""
    return [ArticleError(where, reason) for where, reason in shard.failed]


def _name(articles: Sequence[Article], reading: dict[str, str]) -> str:
    digest = blake2b(json.dumps(reading, sort_keys=True).encode(), digest_size=10)
    for article in articles:
        digest.update(f"\x1f{article.content_hash}\x1e{article.id}".encode())
    return digest.hexdigest()


def _to_quads(reading: Reading) -> set[Quad]:
    curated = curate(reading.article, reading.extraction, reading.resolution, ())
    return article_quads(to_facts(reading.article, *curated))


def _serialize(quads: Sequence[Quad]) -> str:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; two that write the same shard write the same bytes."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def _to_manifest(path: Path) -> Path:
    name = path.name
    for suffix in (QUADS, ARTICLES):
        name = name.removesuffix(suffix)
    return path.with_name(name if name.endswith(MANIFEST) else name + MANIFEST)


def _to_error(path: Path, error: Exception) -> StoreError:
    lines = str(error).splitlines() or [type(error).__name__]
    return StoreError(
        f"the shard {path} cannot be read ({lines[0]}): remove its three files and read it again"
    )
