"""The dates of claims against annotated space-policy articles (`gold.py` tells their form).

Of the core claims that are found, the EDTF values of the times that they are about, and of the day on which
they were said; a value counts once a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.evaluate.articles import Compared, read_compared
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, show_spans, write_faults
from kg.evaluate.gold import GoldClaim
from kg.evaluate.matching import Score, show_scores, to_score
from kg.facts import Statement

# A figure's name, and what it compares.
CLOCKS = {
    "dates": "what time the claim is about",
    "stated_on": "when it was said",
}


def evaluate_article_dates(request: Request) -> Evaluation:
    """The figures for a folder of annotated articles; raises GoldError as `read_compared` does."""
    articles, skipped = read_compared(request)
    scores = {clock: score_clock(articles, clock) for clock in CLOCKS}
    figures: dict[str, Any] = {"corpus": "annotated articles", "articles": len(articles), **scores}
    faults = [fault for article in articles for fault in find_faults(article)]
    text = "\n".join([f"articles: {len(articles)}", *show_scores(scores, CLOCKS)])
    return Evaluation(figures, text, write_faults(faults), skipped)


def read_clock(clock: str, gold: GoldClaim, read: Statement) -> tuple[frozenset[str], frozenset[str]]:
    """Return the EDTF values of one clock, as annotated and as read."""
    dates = (read.stated_on,) if clock == "stated_on" else read.conveys.dates
    return getattr(gold, clock), frozenset(date.edtf for date in dates if date and date.edtf)


def score_clock(articles: Sequence[Compared], clock: str) -> Score:
    """Precision, recall and F1 of the values of one clock, over all core claims that were found."""
    pairs = [read_clock(clock, gold, read) for article in articles for gold, read in article.found]
    hits = sum(len(wanted & found) for wanted, found in pairs)
    return to_score(hits, sum(len(wanted) for wanted, _ in pairs), sum(len(found) for _, found in pairs))


def find_faults(article: Compared) -> Iterator[Fault]:
    """The values that were missed, and those that are annotated nowhere."""
    text = article.gold.article.text
    for gold, read in article.found:
        for clock in CLOCKS:
            wanted, found = read_clock(clock, gold, read)
            if wanted != found:
                words = {
                    "published": article.gold.article.published or "-",
                    "cue": show_spans(text, gold.cue),
                    "content": show_spans(text, gold.content),
                    "annotated": ", ".join(sorted(wanted)) or "-",
                    "read": ", ".join(sorted(found)) or "-",
                }
                yield Fault(article.gold.article.id, gold.content[0][0] if gold.content else 0, clock, words)
