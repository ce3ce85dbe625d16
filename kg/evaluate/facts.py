"""Actors, offices, agreements, signatures against annotated articles (`facts_told.py` tells their form)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from kg.evaluate.bootstrap import Counts, add_up, find_interval, show_interval
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.facts_measure import SCORES, compare_facts
from kg.evaluate.facts_told import ToldFacts, read_told, to_told
from kg.evaluate.faults import write_faults
from kg.evaluate.matching import Score, divide, show_scores, to_score
from kg.evaluate.reading import choose_sample, read_texts
from kg.facts import to_facts

# A share's name, its part and its whole, and what it says.
SHARES = {
    "type": ("types", "actors.hits", "the right type, of the actors found"),
    "title": ("titles", "offices.hits", "a word of the title, of the offices found"),
    "main": ("main.hits", "main", "found, of the agreements that an article is about"),
    "false": ("false", "signed.read", "no signature, of the agreements read as signed"),
    "dates": ("dates", "dated", "the right day, of the agreements rightly read as signed"),
}


def evaluate_facts(request: Request) -> Evaluation:
    """Give the figures for a file of annotated articles; raises GoldError as `read_told` does."""
    gold = {article.id: (article, told) for article, told in read_told(request.gold)}
    sample = [gold[name] for name in choose_sample(gold, request.sample)]
    readings, skipped = read_texts([article for article, _ in sample], request)
    read = {
        one.article.id: to_told(to_facts(one.article, one.extraction, one.resolution)) for one in readings
    }
    tallies = [compare_facts(article, told, read.get(article.id, ToldFacts())) for article, told in sample]
    figures = to_figures([tally.counts for tally in tallies], request.rounds)
    faults = [fault for tally in tallies for fault in tally.faults]
    return Evaluation(figures, show_figures(figures), write_faults(faults), skipped)


def to_figures(counts: Sequence[Counts], rounds: int) -> dict[str, Any]:
    """Give the scores, with the interval of the F1 where there are `rounds`, and the shares."""
    whole = add_up(counts)
    figures: dict[str, Any] = {"corpus": "annotated articles", "articles": len(counts)}
    for name in SCORES:
        figures[name] = dict(_to_score(whole, name))
        if rounds:
            figures[name]["interval"] = find_interval(counts, partial(_to_f1, name), rounds)
    shares = {name: divide(whole[part], whole[of]) for name, (part, of, _) in SHARES.items()}
    return figures | shares | {"counts": whole}


def _to_score(counts: Counts, name: str) -> Score:
    return to_score(counts[f"{name}.hits"], counts[f"{name}.gold"], counts[f"{name}.read"])


def _to_f1(name: str, counts: Counts) -> float:
    return _to_score(counts, name)["f1"]


def show_figures(figures: Mapping[str, Any]) -> str:
    """Give the figures as a table."""
    told = {name: f"{show_interval(figures[name])}{what}" for name, what in SCORES.items()}
    lines = [f"articles: {figures['articles']}", *show_scores(figures, told)]
    for name, (part, of, what) in SHARES.items():
        counted = f"{figures['counts'][part]:>4} of {figures['counts'][of]:<5}"
        lines.append(f"{name:12}{100 * figures[name]:7.1f}   {counted} {what}")
    return "\n".join(lines)
