"""Evaluate claims. The files in a folder tell which corpus it holds."""

from __future__ import annotations

from pathlib import Path

from kg.errors import GoldError
from kg.evaluate.articles import evaluate_articles
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.polnear import evaluate_polnear

FORMS = (
    "claims are evaluated on a part of PolNeAR (a folder with text/ and attributions/) "
    "or on a folder of annotated articles (.json)"
)


def evaluate_claims(request: Request) -> Evaluation:
    """Evaluate the claims of `request.gold`. Raises GoldError where that is no known corpus."""
    return evaluate_polnear(request) if is_polnear(request.gold) else evaluate_articles(request)


def is_polnear(gold: Path) -> bool:
    """Whether the folder is a part of PolNeAR, not annotated articles; raises GoldError for anything else."""
    if not gold.is_dir():
        raise GoldError(f"{gold}: not a folder; {FORMS}")
    parts = [name for name in ("text", "attributions") if (gold / name).is_dir()]
    if len(parts) == 2:
        return True
    if any(gold.glob("*.json")):
        return False
    if parts:
        (missing,) = {"text", "attributions"} - set(parts)
        raise GoldError(f"{gold}: has {parts[0]}/ but no {missing}/; {FORMS}")
    raise GoldError(f"{gold}: no corpus that is known lies there; {FORMS}")
