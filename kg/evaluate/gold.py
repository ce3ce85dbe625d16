"""Annotated space-policy articles: one JSON file each, with `text`, `published` and `claims`.

A claim has `speaker` (the fullest name that the article gives), `content_spans`, `cue_span`, `mention_span`
(the speaker's words), `kind` (direct, indirect or mixed), `dates` and `stated_on` with their EDTF `value`,
`tier` (core or peripheral) and, where it stands inside another claim, `nested`. Offsets are code points of
`text`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.evaluate.matching import Spans
from kg.model import Article


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as annotated. `core`: communication or a stated opinion, and not inside another claim."""

    content: Spans
    cue: Spans
    source: Spans
    speaker: str
    kind: str
    dates: frozenset[str]
    stated_on: frozenset[str]
    core: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its claims, the core ones first."""

    article: Article
    claims: tuple[GoldClaim, ...]


def read_gold(folder: Path) -> list[GoldArticle]:
    """The articles of the .json files of `folder`; GoldError names the file and the claim that is broken."""
    return [read_gold_article(path) for path in sorted(folder.glob("*.json"))]


def read_gold_article(path: Path) -> GoldArticle:
    """One annotated article; raises GoldError as `read_gold` does."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise GoldError(f"{path}: cannot be read as JSON: {error}") from error
    text = record.get("text") if isinstance(record, dict) else None
    claims = record.get("claims") if isinstance(record, dict) else None
    if not isinstance(text, str) or not isinstance(claims, list):
        raise GoldError(
            f"{path}: no annotated article: it must be an object with a text and a list of claims"
        )
    found = [_read_claim(path, number, claim, len(text)) for number, claim in enumerate(claims, 1)]
    article = Article(path.stem, text, record.get("title") or "", record.get("published"))
    return GoldArticle(article, tuple(sorted(found, key=lambda claim: not claim.core)))


def _read_claim(path: Path, number: int, claim: Mapping[str, Any], length: int) -> GoldClaim:
    try:
        read = _to_claim(claim)
        beyond = [
            span for span in (*read.content, *read.cue, *read.source) if not 0 <= span[0] <= span[1] <= length
        ]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        what = f"has no {error}" if isinstance(error, KeyError) else f"is not as it should be: {error}"
        raise GoldError(f"{path}: claim {number} {what}; kg/evaluate/gold.py tells the form") from error
    if beyond:
        raise GoldError(f"{path}: claim {number} reaches beyond the text of {length} characters: {beyond[0]}")
    return read


def _to_claim(claim: Mapping[str, Any]) -> GoldClaim:
    return GoldClaim(
        content=tuple((start, end) for start, end in claim["content_spans"]),
        cue=_to_spans(claim.get("cue_span")),
        source=_to_spans(claim.get("mention_span")),
        speaker=str(claim["speaker"] or ""),
        kind=str(claim["kind"]),
        dates=_to_values(claim["dates"]),
        stated_on=_to_values(claim.get("stated_on") or ()),
        core=claim["tier"] == "core" and not claim.get("nested"),
    )


def _to_values(dates: Any) -> frozenset[str]:
    return frozenset(str(date["value"]) for date in dates)


def _to_spans(span: Any) -> Spans:
    return ((span[0], span[1]),) if span else ()
