"""Evaluate dates. The files in a folder tell which corpus it holds."""

from __future__ import annotations

from kg.errors import GoldError
from kg.evaluate.article_dates import evaluate_article_dates
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.timeml import evaluate_timeml

FORMS = "dates are evaluated on a folder of TimeML (.tml) or of annotated articles (.json)"


def evaluate_dates(request: Request) -> Evaluation:
    """Evaluate the dates of `request.gold`. Raises GoldError where that is no known corpus."""
    if not request.gold.is_dir():
        raise GoldError(f"{request.gold}: not a folder; {FORMS}")
    if any(request.gold.glob("*.tml")):
        return evaluate_timeml(request)
    if any(request.gold.glob("*.json")):
        return evaluate_article_dates(request)
    raise GoldError(f"{request.gold}: no corpus that is known lies there; {FORMS}")
