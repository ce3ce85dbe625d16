"""Agreements against annotated space-policy articles (`gold.py` tells their form).

An agreement is found where one that was read has its name, or is mentioned in the words that the annotator
gave it; several annotated signings of one agreement may be the same. Parties, stage and date are compared for
the main agreements, signatories for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.evaluate.actors import Actors
from kg.evaluate.articles import Compared, Record, read_compared
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, write_faults
from kg.evaluate.gold import GoldAgreement
from kg.evaluate.matching import Score, divide, meet, show_scores, to_score
from kg.evaluate.names import to_forms, to_words


class Agreements:
    """The agreements of one article: annotated, read, and paired by index."""

    def __init__(self, article: Compared) -> None:
        self.id, self.text = article.gold.article.id, article.gold.article.text
        self.gold = article.gold.agreements
        self.read: list[Record] = list(article.record.get("agreements", ()))
        self.actors = Actors(article)
        self.pairs = {g: r for g, gold in enumerate(self.gold) if (r := self._find(gold)) is not None}

    def _find(self, gold: GoldAgreement) -> int | None:
        places = list(find_all(self.text, gold.name))
        for index, read in enumerate(self.read):
            if to_words(read["name"]) == to_words(gold.name):
                return index
        for index, read in enumerate(self.read):
            if any(meet(place, mention) for place in places for mention in read["mentions"]):
                return index
        return None

    def pairs_of(self, main: bool) -> list[tuple[GoldAgreement, Record]]:
        """Return the annotated agreements that were found; only the main ones, or all."""
        found = ((self.gold[g], self.read[r]) for g, r in sorted(self.pairs.items()))
        return [(gold, read) for gold, read in found if gold.main or not main]

    def to_actor(self, name: str) -> frozenset[str]:
        """Return the forms of an actor's name, so that NASA is its long name too."""
        return self.actors.forms_of(name)

    def to_actor_read(self, name: str) -> frozenset[str]:
        """Return the forms of an actor that was read, with those that the article uses."""
        called = (actor for actor in self.actors.read if actor["name"] == name)
        return to_forms([name, *(alias for actor in called for alias in actor["aliases"])])


def find_all(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Find every place of `words` in the text."""
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def evaluate_agreements(request: Request) -> Evaluation:
    """Evaluate a folder of annotated articles; raises GoldError as `read_compared` does."""
    compared, skipped = read_compared(request)
    articles = [Agreements(one) for one in compared]
    figures = to_figures(articles)
    faults = [fault for article in articles for fault in find_faults(article)]
    return Evaluation(figures, show_figures(figures), write_faults(faults), skipped)


def to_figures(articles: Sequence[Agreements]) -> dict[str, Any]:
    """Score the agreements, the parties of the main ones and all signatories; share right stages and dates.

    What is read and nowhere annotated counts against the main agreements too: nobody told which it is.
    """
    main = [pair for article in articles for pair in article.pairs_of(main=True)]
    wrong = sum(len(set(range(len(one.read))) - set(one.pairs.values())) for one in articles)
    return {
        "corpus": "annotated articles",
        "articles": len(articles),
        "all": score_found(articles, wrong, main=False),
        "main": score_found(articles, wrong, main=True),
        "parties": score_names(articles, "parties", main=True),
        "signatories": score_names(articles, "signatories", main=False),
        "stage": divide(sum(gold.stage == read["stage"] for gold, read in main), len(main)),
        "date": divide(sum(gold.date == read["date"] for gold, read in main), len(main)),
        "found": len(main),
    }


def score_found(articles: Sequence[Agreements], wrong: int, main: bool) -> Score:
    """Score the agreements that are annotated (as main ones, or at all)."""
    hits = sum(len(article.pairs_of(main)) for article in articles)
    wanted = sum(gold.main or not main for article in articles for gold in article.gold)
    return to_score(hits, wanted, hits + wrong)


def score_names(articles: Sequence[Agreements], key: str, main: bool) -> Score:
    """Score the parties or signatories of the agreements found, each once an agreement."""
    hits = wanted = found = 0
    for article in articles:
        for index, read in enumerate(article.read):
            gold = [article.gold[g] for g, r in article.pairs.items() if r == index]
            if not gold or (main and not any(one.main for one in gold)):
                continue
            names = {article.to_actor(name) for one in gold for name in getattr(one, key)}
            theirs = {article.to_actor_read(name) for name in read[key]}
            wanted, found = wanted + len(names), found + len(theirs)
            hits += sum(any(name & other for other in theirs) for name in names)
    return to_score(hits, wanted, found)


def show_figures(figures: dict[str, Any]) -> str:
    """Write the figures as a table."""
    told = {
        "main": "agreements that the article is about",
        "all": "all agreements",
        "parties": "of the main ones found",
        "signatories": "of all found",
    }
    shares = (
        f"{name:13}{100 * figures[name]:7.1f}   of {figures['found']} main ones found"
        for name in ("stage", "date")
    )
    return "\n".join([f"articles: {figures['articles']}", *show_scores(figures, told), *shares])


def find_faults(article: Agreements) -> Iterator[Fault]:
    """List missed agreements, false ones, and the differences of the others."""
    for index, gold in enumerate(article.gold):
        if index not in article.pairs:
            place = max(0, article.text.find(gold.name))
            yield Fault(article.id, place, "missed", {"name": gold.name, "main": str(gold.main)})
    for index, read in enumerate(article.read):
        if index not in article.pairs.values():
            yield Fault(article.id, read["span"][0], "false", {"name": read["name"], "stage": read["stage"]})
    for gold, read in article.pairs_of(main=False):
        for key in ("parties", "signatories", "stage", "date"):
            wanted, found = getattr(gold, key), read[key]
            if (sorted(wanted), sorted(found)) != ([], []) if isinstance(found, list) else wanted != found:
                words = {
                    "name": gold.name,
                    "main": str(gold.main),
                    "annotated": str(wanted),
                    "read": str(found),
                }
                yield Fault(article.id, read["span"][0], key, words)
