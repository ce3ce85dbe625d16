"""Evaluate speakers of the claims found in annotated space-policy articles (`gold.py` tells their form)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.evaluate.articles import Compared, is_speaker, read_compared
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, show_spans, write_faults
from kg.evaluate.gold import GoldClaim
from kg.evaluate.matching import divide
from kg.facts import Statement, list_names
from kg.rules.actor_nouns import ACTOR_NOUNS

# One claim: its article, what is annotated, what was read.
Pair = tuple[Compared, GoldClaim, Statement]


def evaluate_speakers(request: Request) -> Evaluation:
    """Evaluate a folder of annotated articles; raises GoldError as `read_compared` does."""
    articles, skipped = read_compared(request)
    pairs = [(article, gold, read) for article in articles for gold, read in article.found]
    figures = to_figures(pairs) | {"articles": len(articles)}
    faults = [fault for article in articles for fault in find_faults(article)]
    return Evaluation(figures, show_figures(figures), write_faults(faults), skipped)


def to_figures(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Compute the share of right speakers, of all claims found and of those whose source is a pronoun."""
    pronouns = [pair for pair in pairs if is_pronoun(pair)]
    return {
        "corpus": "annotated articles",
        "speakers": divide(sum(is_speaker(gold, read) for _, gold, read in pairs), len(pairs)),
        "pronouns": divide(sum(is_speaker(gold, read) for _, gold, read in pronouns), len(pronouns)),
        "counts": {"speakers": len(pairs), "pronouns": len(pronouns)},
    }


def is_pronoun(pair: Pair) -> bool:
    """Whether the annotated words of the speaker are "he", "she", "they"."""
    article, gold, _ = pair
    words = show_spans(article.gold.article.text, gold.source).lower()
    return any(words in forms for forms in ACTOR_NOUNS.pronouns.values())


def show_figures(figures: dict[str, Any]) -> str:
    """Write the figures as a table."""
    rows = {"speakers": "claims found", "pronouns": "those by a pronoun"}
    return "\n".join(
        f"{name:10}{100 * figures[name]:7.1f}   of {figures['counts'][name]} {what}"
        for name, what in rows.items()
    )


def find_faults(article: Compared) -> Iterator[Fault]:
    """List the claims with another speaker."""
    text = article.gold.article.text
    for gold, read in article.found:
        if not is_speaker(gold, read):
            words = {
                "source": show_spans(text, gold.source),
                "annotated": gold.speaker,
                "read": next(iter(list_names(read.speakers)), "-"),
                "content": show_spans(text, gold.content),
            }
            yield Fault(article.gold.article.id, gold.content[0][0] if gold.content else 0, "speaker", words)
