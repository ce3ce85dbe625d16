"""How well the pipeline reads, measured on texts that people have annotated.

    evaluation.py    what is asked for, and what comes back
    claims.py        claims: which corpus lies in the folder, PolNeAR or annotated articles
    dates.py         dates: which corpus lies in the folder, TimeML or annotated articles
    polnear.py       claims against PolNeAR, scored by the scorer that comes with the corpus
    scorer.py        finding and loading these scorers
    articles.py      claims against annotated space-policy articles
    article_dates.py the dates of claims against the same articles
    timeml.py        dates against TimeML, scored by the scorer that comes with the corpora
    speakers.py      who speaks, actors.py who is who, agreements.py who signed what, against the same
    facts.py         who is who and who signed what, against annotated articles in a file of JSON lines:
                     facts_told.py its form, facts_measure.py what is counted
    names.py         whether two names are one actor's
    gold.py          reading these articles
    matching.py      which claim read is which claim annotated; precision, recall, F1
    bootstrap.py     how far a figure would move with other articles
    calibration.py   whether a confidence of 0.8 is right in 8 of 10 cases
    reading.py       the texts read by the pipeline; samples
    faults.py        what was missed and what is wrong, for reading

To add an evaluation: one file with a function from Request to Evaluation, and one line in EVALUATIONS.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import UsageError
from kg.evaluate.actors import evaluate_actors
from kg.evaluate.agreements import evaluate_agreements
from kg.evaluate.claims import evaluate_claims
from kg.evaluate.dates import evaluate_dates
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.facts import evaluate_facts
from kg.evaluate.speakers import evaluate_speakers

__all__ = ["EVALUATIONS", "Evaluation", "Request", "evaluate"]

EVALUATIONS: dict[str, Callable[[Request], Evaluation]] = {
    "claims": evaluate_claims,
    "dates": evaluate_dates,
    "speakers": evaluate_speakers,
    "actors": evaluate_actors,
    "agreements": evaluate_agreements,
    "facts": evaluate_facts,
}


def evaluate(what: str, request: Request) -> Evaluation:
    """Evaluate how `what` is read in the texts of a corpus against its annotation.

    Raises UsageError for an evaluation that there is not, and for a folder that does not exist; GoldError
    where the corpus or its scorer cannot be read; ModelError and RulesError as the pipeline does.
    """
    if what not in EVALUATIONS:
        raise UsageError.unknown("evaluation", what, EVALUATIONS)
    if not request.gold.exists():
        raise UsageError(f"{request.gold}: no such file or folder")
    return EVALUATIONS[what](request)
