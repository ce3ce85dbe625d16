"""Evaluate dates against TimeML (TempEval-3, WikiWars), by the scorer that comes with the corpora.

Its strict, relaxed, type and value figures are computed document by document, so that their counts can be
added up for the whole corpus and for the resamples of the bootstrap interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import ParseError

from kg.errors import GoldError
from kg.evaluate.bootstrap import Counts, add_up, find_interval, show_interval
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, show_around, write_faults
from kg.evaluate.matching import Score, show_scores, to_score
from kg.evaluate.reading import choose_sample, read_texts
from kg.evaluate.scorer import DATE_SCORER, find_scorer, load_scorer
from kg.model import Article, DateExpression

# What a pair of an annotated expression and one that was read may have right.
MEASURES = {
    "strict": "the same words",
    "relaxed": "a character in common",
    "type": "relaxed, and the same TIMEX3 type",
    "value": "relaxed, and the same TIMEX3 value",
}

# A document or an expression as the scorer reads it.
Document = dict[str, Any]


def evaluate_timeml(request: Request) -> Evaluation:
    """Evaluate a folder of .tml; GoldError names the file that is broken."""
    scorer = load_scorer(request.scorer or find_scorer(request.gold, DATE_SCORER), DATE_SCORER)
    gold = {path.stem: read_document(path, scorer) for path in sorted(request.gold.glob("*.tml"))}
    sample = [gold[name] for name in choose_sample(gold, request.sample)]
    articles = [Article(one["id"], one["text"], published=(one["dct"] or "")[:10] or None) for one in sample]
    readings, skipped = read_texts(articles, request)
    read = {reading.article.id: reading.extraction.dates for reading in readings}
    counts, faults = [], []
    for document in sample:
        found, wrong = score_document(document, read.get(document["id"], ()), scorer)
        counts.append(found)
        faults += wrong
    figures = to_figures(counts, request.rounds)
    return Evaluation(figures, show_figures(figures), write_faults(faults), skipped)


def read_document(path: Path, scorer: ModuleType) -> Document:
    """Read one document; raises GoldError where it is no TimeML."""
    try:
        document: Document = scorer.read_tml(str(path))
    except (OSError, ValueError, ParseError) as error:
        raise GoldError(f"{path}: cannot be read as TimeML: {error}") from error
    return document


def score_document(
    document: Document, dates: Iterable[DateExpression], scorer: ModuleType
) -> tuple[Counts, list[Fault]]:
    """Count the expressions of one document that are right in each measure, and list the others' faults."""
    read = [
        {"start": one.passage.start, "end": one.passage.end, "type": one.type, "value": one.value}
        for one in dates
    ]
    wrong: list[dict[str, Any]] = []
    result = scorer.score([document], {document["id"]: read}, errors=wrong)
    relaxed = result["relaxed"]["r"] * result["gold"]
    shares = {
        "strict": result["strict"]["r"] * result["gold"],
        "relaxed": relaxed,
        "type": result["type_acc"] * relaxed,
        "value": result["value_acc"] * relaxed,
    }
    counts = {"gold": result["gold"], "read": result["pred"]} | {k: round(v) for k, v in shares.items()}
    return counts, [to_fault(document, one) for one in wrong]


def to_fault(document: Document, wrong: dict[str, Any]) -> Fault:
    """Convert an error of the scorer; where the same words stand several times, the first is shown."""
    words = wrong.get("gold") or wrong.get("pred") or ""
    place = document["text"].find(words)
    shown = {
        "annotated": " ".join(str(wrong.get(key, "-")) for key in ("gold", "gold_type", "gold_value")),
        "read": " ".join(str(wrong.get(key, "-")) for key in ("pred", "pred_type", "pred_value")),
        "around": show_around(document["text"], place, place + len(words)),
        "published": document["dct"] or "-",
    }
    return Fault(document["id"], place, str(wrong["kind"]), shown)


def to_figures(counts: Sequence[Counts], rounds: int) -> dict[str, Any]:
    """Compute the score of each measure, with the interval of its F1 where there are `rounds`."""
    whole = Counter(add_up(counts))
    figures: dict[str, Any] = {"corpus": "TimeML", "articles": len(counts)}
    for name in MEASURES:
        figures[name] = dict(to_measure(whole, name))
        if rounds:
            figures[name]["interval"] = find_interval(counts, partial(to_f1, name), rounds)
    return figures


def to_measure(counts: Counts, name: str) -> Score:
    """Compute precision, recall and F1 of one measure."""
    return to_score(counts[name], counts["gold"], counts["read"])


def to_f1(name: str, counts: Counts) -> float:
    """Compute the F1 of one measure."""
    return to_measure(counts, name)["f1"]


def show_figures(figures: dict[str, Any]) -> str:
    """Write the figures as a table."""
    told = {name: f"{show_interval(figures[name])}{what}" for name, what in MEASURES.items()}
    return "\n".join([f"articles: {figures['articles']}", *show_scores(figures, told)])
