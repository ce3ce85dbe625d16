"""Annotated space-policy articles: one JSON file each, with `text`, `published`, `claims`, `actors` and
`agreements`.

A claim has `speaker` (the fullest name that the article gives), `content_spans`, `cue_span`, `mention_span`
(the speaker's words), `kind` (direct, indirect or mixed), `dates` and `stated_on` with their EDTF `value`,
`tier` (core or peripheral) and, where it stands inside another claim, `nested`. Offsets are code points of
`text`.

An actor has `name`, `aliases`, `type` (Person, Organization, Country or Group), and of a person `role` and
`affiliation` where the article tells them. An agreement has `name` (words of the text), `parties`,
`signatories`, `date` (EDTF), `kind` (the stage: signed, announced, proposed or terminated) and `role` (main
or background); each signing of one that is open to many is an entry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import GoldError
from kg.evaluate.matching import Spans
from kg.model import Article

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """An annotated claim. `core`: communication or a stated opinion, and not inside another claim."""

    content: Spans
    cue: Spans
    source: Spans
    speaker: str
    kind: str
    dates: frozenset[str]
    stated_on: frozenset[str]
    core: bool


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An annotated actor; `role` and `affiliation` are "" where the article tells none."""

    name: str
    aliases: tuple[str, ...]
    type: str
    role: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """An annotated agreement, or one signing of it; `main` where the article is about it."""

    name: str
    parties: tuple[str, ...]
    signatories: tuple[str, ...]
    date: str | None
    stage: str
    main: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its claims, the core ones first, its actors and agreements."""

    article: Article
    claims: tuple[GoldClaim, ...]
    actors: tuple[GoldActor, ...] = ()
    agreements: tuple[GoldAgreement, ...] = ()


def read_gold(folder: Path) -> list[GoldArticle]:
    """Read the articles of the .json files of `folder`; GoldError names the broken file and claim."""
    return [read_gold_article(path) for path in sorted(folder.glob("*.json"))]


def read_gold_article(path: Path) -> GoldArticle:
    """Read one annotated article; raises GoldError as `read_gold` does."""
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
    return GoldArticle(
        article,
        tuple(sorted(found, key=lambda claim: not claim.core)),
        _read_parts(path, record, "actors", _to_actor),
        _read_parts(path, record, "agreements", _to_agreement),
    )


def _read_parts(
    path: Path, record: Mapping[str, Any], key: str, convert: Callable[[Mapping[str, Any]], _Part]
) -> tuple[_Part, ...]:
    """Read all actors or agreements of an article; an article may be annotated without."""
    found = []
    for number, part in enumerate(record.get(key) or (), 1):
        try:
            found.append(convert(part))
        except (AttributeError, KeyError, TypeError) as error:
            raise GoldError(f"{path}: number {number} of {key} is not as it should be: {error}") from error
    return tuple(found)


def _to_actor(actor: Mapping[str, Any]) -> GoldActor:
    return GoldActor(
        actor["name"],
        tuple(actor["aliases"]),
        "State" if actor["type"] == "Country" else actor["type"],
        actor.get("role") or "",
        actor.get("affiliation") or "",
    )


def _to_agreement(agreement: Mapping[str, Any]) -> GoldAgreement:
    return GoldAgreement(
        agreement["name"],
        tuple(agreement["parties"]),
        tuple(agreement["signatories"]),
        agreement["date"],
        agreement["kind"],
        agreement["role"] == "main",
    )


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
