"""Agreements against annotated space-policy articles (`gold.py` tells their form).

An agreement is found where one that was read has its name, or is mentioned in the words that the annotator
gave it; several annotated signings of one agreement may be the same. Parties, stage and date are compared for
the main agreements, signatories for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.evaluate.actors import Actors
from kg.evaluate.articles import Compared, read_compared
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, write_faults
from kg.evaluate.gold import GoldAgreement
from kg.evaluate.matching import Score, divide, show_scores, to_score
from kg.evaluate.names import to_forms, to_words
from kg.facts import AgreementFact, list_names
from kg.model import Passage


class Agreements:
    """The agreements of one article: annotated, read, and paired by index."""

    def __init__(self, article: Compared) -> None:
        self.id, self.text = article.gold.article.id, article.gold.article.text
        self.gold = article.gold.agreements
        self.read = article.facts.agreements
        self.actors = Actors(article)
        self.pairs = {g: r for g, gold in enumerate(self.gold) if (r := self._find(gold)) is not None}

    def _find(self, gold: GoldAgreement) -> int | None:
        places = list(find_all(self.text, gold.name))
        named = [index for index, read in enumerate(self.read) if to_words(read.label) == to_words(gold.name)]
        there = [
            index
            for index, read in enumerate(self.read)
            if any(place.meets(mention) for place in places for mention in read.agreement.mentions)
        ]
        return next(iter((*named, *there)), None)

    def pairs_of(self, main: bool) -> list[tuple[GoldAgreement, AgreementFact]]:
        """Return the annotated agreements that were found; only the main ones, or all."""
        found = ((self.gold[g], self.read[r]) for g, r in sorted(self.pairs.items()))
        return [(gold, read) for gold, read in found if gold.main or not main]

    def to_actor_read(self, name: str) -> frozenset[str]:
        """Return the forms of an actor that was read, with those that the article uses."""
        called = (actor for actor in self.actors.read if actor.name == name)
        return to_forms([name, *(alias for actor in called for alias in actor.aliases)])


def find_all(text: str, words: str) -> Iterator[Passage]:
    """Find every place of `words` in the text."""
    start = text.find(words)
    while start >= 0:
        yield Passage(start, start + len(words))
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
        "stage": divide(sum(gold.stage == read.agreement.stage for gold, read in main), len(main)),
        "date": divide(sum(gold.date == (read.date and read.date.edtf) for gold, read in main), len(main)),
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
            names = {article.actors.forms_of(name) for one in gold for name in getattr(one, key)}
            theirs = {article.to_actor_read(actor.name) for actor in getattr(read, key)}
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
            words = {"name": read.label, "stage": read.agreement.stage}
            yield Fault(article.id, read.agreement.passage.start, "false", words)
    for gold, read in article.pairs_of(main=False):
        told = {"name": gold.name, "main": str(gold.main)}
        compared = [
            ("parties", gold.parties, list_names(read.parties)),
            ("signatories", gold.signatories, list_names(read.signatories)),
            ("stage", gold.stage, read.agreement.stage),
            ("date", gold.date, read.date and read.date.edtf),
        ]
        for what, wanted, found in compared:
            # Names are always shown: only the score tells which of them are one actor's.
            if (wanted or found) if isinstance(found, list) else wanted != found:
                words = told | {"annotated": str(wanted), "read": str(found)}
                yield Fault(article.id, read.agreement.passage.start, what, words)
