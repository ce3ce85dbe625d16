"""The request and the result of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.curation import Decision
from kg.errors import ArticleError
from kg.progress import Progress
from kg.settings import DEFAULT_MODEL

# Resamples of the articles for a 95 % interval: its ends are then the 25th value from either side.
ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Request:
    """A corpus and how to read it.

    `gold` is the folder of the corpus, `sample` how many of its articles are read (None: all), `scorer` the
    file of its scorer (None: looked for), `jobs` the processes that read (None: chosen), `rounds` the
    resamples for the bootstrap interval (0: none), `decisions` what people decided, applied to what is read.
    """

    gold: Path
    model: str = DEFAULT_MODEL
    jobs: int | None = None
    sample: int | None = None
    scorer: Path | None = None
    rounds: int = ROUNDS
    progress: Progress | None = None
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result: `figures` for programs (shares from 0 to 1, and counts), `text` the same for people.

    `faults` has every miss and false positive as text, `skipped` the articles in which the pipeline failed.
    """

    figures: dict[str, Any]
    text: str
    faults: str
    skipped: tuple[ArticleError, ...] = ()
