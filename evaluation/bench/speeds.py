"""Measure the speed of reading on one thread, in ratios to the bare spaCy model on the same texts.

    raw spaCy       nlp.pipe of the model as shipped
    our pipeline    the annotated Docs as `kg extract` makes them, without the trained reader
    reader          the component "attribution" alone, over Docs that are annotated already
    dates           the rules for dates alone, over the same
    kg extract      all of it: make the text normal, annotate, extract, resolve, write the record

They take turns batch by batch, in another order each time, in seconds of the processor; the ratios are
medians over all batches and rounds. `raw spaCy` reads batches of some eight articles, in which it is
faster than in its own of 256.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time

from spacy.language import DisabledPipes, Language
from spacy.tokens import Doc
from table import Figure

from kg.annotate import annotate, load_bare_model, load_model
from kg.errors import KgError
from kg.extract.dates import find_dates
from kg.facts import to_facts
from kg.model import Article
from kg.ontology import load_actors, load_demonyms
from kg.pipeline.collecting import collect_articles
from kg.pipeline.reading import Failure, count_words, read_article
from kg.record import to_record
from kg.settings import ATTRIBUTION

RAW, OURS, READING, DATES, ALL = "raw spaCy", "our pipeline", "reader", "dates", "kg extract"

# Words in a batch: some seconds of work, so that no pause of the machine outweighs it.
BATCH_WORDS = 5_000


class Systems:
    """The models, loaded once, and what is measured: each takes a batch of articles and gives seconds."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.bare = load_bare_model(model)
        self.nlp = load_model(model, load_actors(), load_demonyms())
        self.reader: Callable[[Doc], Doc] | None = (
            self.nlp.get_pipe(ATTRIBUTION) if self.nlp.has_pipe(ATTRIBUTION) else None
        )
        self.measured: dict[str, Callable[[Sequence[Article]], float]] = {
            RAW: self.time_raw,
            OURS: self.time_ours,
            DATES: self.time_dates,
            ALL: self.time_all,
        }
        if self.reader:
            self.measured[READING] = self.time_reader

    def time_raw(self, batch: Sequence[Article]) -> float:
        """Seconds of the model as shipped."""
        started = process_time()
        for _ in self.bare.pipe(article.text for article in batch):
            pass
        return process_time() - started

    def time_ours(self, batch: Sequence[Article]) -> float:
        """Seconds of our pipeline without the reader."""
        with _without_reader(self.nlp):
            started = process_time()
            for _ in annotate(self.nlp, batch):
                pass
            return process_time() - started

    def time_reader(self, batch: Sequence[Article]) -> float:
        """Seconds inside the reader."""
        assert self.reader is not None
        seconds = 0.0
        with _without_reader(self.nlp):
            for _, doc in annotate(self.nlp, batch):
                started = process_time()
                self.reader(doc)
                seconds += process_time() - started
        return seconds

    def time_dates(self, batch: Sequence[Article]) -> float:
        """Seconds inside the rules for dates."""
        seconds = 0.0
        with _without_reader(self.nlp):
            for article, doc in annotate(self.nlp, batch):
                started = process_time()
                find_dates(doc, article.published)
                seconds += process_time() - started
        return seconds

    def time_all(self, batch: Sequence[Article]) -> float:
        """Seconds of everything that `kg extract` does with an article once it is read from its file."""
        started = process_time()
        for article in batch:
            reading = read_article(article, self.model)
            if isinstance(reading, Failure):
                raise reading.to_error()
            json.dumps(to_record(to_facts(reading.article, reading.extraction, reading.resolution)))
        return process_time() - started


def _without_reader(nlp: Language) -> DisabledPipes:
    return nlp.select_pipes(disable=[ATTRIBUTION] if nlp.has_pipe(ATTRIBUTION) else [])


def choose_articles(folder: Path, words: int) -> list[Article]:
    """The articles of `folder`; of more than `words` words an even sample. Raises KgError without any."""
    articles = collect_articles([folder]).articles
    chosen = articles[:: max(1, sum(map(count_words, articles)) // words)]
    if not chosen:
        raise KgError(f"{folder}: holds no article that can be read")
    return list(chosen)


def cut_batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """The articles in batches of at least BATCH_WORDS words; the last may be smaller."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if sum(map(count_words, batch)) >= BATCH_WORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def measure_speeds(
    systems: Systems, batches: Sequence[Sequence[Article]], rounds: int
) -> dict[str, list[float]]:
    """Words a second of each system, batch by batch; each batch is read by all before the next one comes."""
    names = list(systems.measured)
    for name in names:  # what is loaded or remembered at the first use is no part of the speed
        systems.measured[name](batches[0][:1])
    speeds: dict[str, list[float]] = {name: [] for name in names}
    turn = 0
    for _ in range(rounds):
        for batch in batches:
            words = sum(map(count_words, batch))
            for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
                speeds[name].append(words / systems.measured[name](batch))
            turn += 1
    return speeds


def to_figures(speeds: dict[str, list[float]]) -> Iterator[Figure]:
    """Compute the medians of words a second, and of the ratios to the bare model."""
    for name in (RAW, OURS, READING, DATES, ALL):
        if name in speeds:  # the reader needs its weights and onnxruntime
            yield Figure(name, median(speeds[name]), "words/s")
    for name in (OURS, READING, DATES, ALL):
        if name in speeds:
            ratios = [ours / raw for ours, raw in zip(speeds[name], speeds[RAW], strict=True)]
            yield Figure(f"{name} over {RAW}", median(ratios))
