"""What a pack says of itself: by what it was made, which articles it is of, and the digests of its files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kg.errors import ShareError

# A change of what the files of a pack hold is another form.
FORM = "kg-share/1"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SharedArticle:
    """An article of a pack: the SHA-256 of its content, its code points, and how many quads it has."""

    content_hash: str
    characters: int
    quads: int


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a pack: its SHA-256 and its size in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """The manifest of a pack; `words` is the most that a quotation keeps, `licence` a note of terms."""

    kg: str
    ontology: str
    words: int
    licence: str
    articles: tuple[SharedArticle, ...]
    files: Mapping[str, PackedFile]

    def write(self) -> bytes:
        """Write it as JSON, the same bytes for the same pack."""
        counts = {"articles": len(self.articles), "quads": sum(one.quads for one in self.articles)}
        record = {"form": FORM, **asdict(self), "counts": counts}
        return (json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest. Raises ShareError where it is none, or of another form."""
    try:
        record: dict[str, Any] = json.loads(content)
        form = record["form"]
        if form != FORM:
            raise ShareError(f"it is of the form {form!s:.40}, and this version of kg reads {FORM}")
        articles = tuple(_to_article(article) for article in record["articles"])
        files = {
            name: PackedFile(str(file["sha256"]), int(file["bytes"]))
            for name, file in record["files"].items()
        }
        texts = (str(record["kg"]), str(record["ontology"]), int(record["words"]), str(record["licence"]))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ShareError(f"its manifest is not as it should be: {type(error).__name__}: {error}") from error
    return Manifest(*texts, articles, files)


def _to_article(record: Mapping[str, Any]) -> SharedArticle:
    content_hash, characters, quads = record["content_hash"], record["characters"], record["quads"]
    if not _HASH.fullmatch(content_hash) or type(characters) is not int or type(quads) is not int:
        raise ValueError("an article needs its content_hash (64 digits in hex), characters and quads")
    return SharedArticle(content_hash, characters, quads)
