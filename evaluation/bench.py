"""Measure the speed on one thread, in ratios to the bare spaCy model on the same texts.

    python evaluation/bench.py articles
    python evaluation/bench.py FOLDER --words 100000 --rounds 5
    make bench BENCH=FOLDER

    raw spaCy       nlp.pipe of the model as shipped
    our pipeline    the annotated Docs as `kg extract` makes them, without the trained reader
    reader          the component "attribution" alone, over Docs that are annotated already
    dates           the rules for dates alone, over the same
    kg extract      all of it: annotate, extract, resolve, write the record

A machine that others use too is never equally fast, so they take turns batch by batch, in another order
each time, and what is printed are medians over all batches and rounds. Then the time against the length of
one text, of several kinds (`evaluation/growing_texts.py`): the exponent is 1 where it grows in proportion, 2
where something is quadratic. How long that takes is said before it begins.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter

from growing_texts import HURTING, SENTENCES, make_text
from spacy.language import DisabledPipes, Language
from spacy.tokens import Doc

from kg.annotate import annotate, load_bare_model, load_model
from kg.errors import KgError
from kg.extract.dates import find_dates
from kg.facts import to_facts
from kg.model import Article
from kg.ontology import load_actors, load_demonyms
from kg.pipeline.collecting import collect_articles
from kg.pipeline.reading import THREADS, count_words, read_text
from kg.record import to_record
from kg.resolve import load_gazetteer, resolve
from kg.settings import ATTRIBUTION, DEFAULT_MODEL

RAW, OURS, READING, DATES, ALL = "raw spaCy", "our pipeline", "reader", "dates", "kg extract"

# Words in a batch: some seconds of work, so that no pause of the machine outweighs it.
BATCH_WORDS = 5_000
# Characters of the texts by which growth is shown; those that are made to hurt take longer a character.
LENGTHS, HURTING_LENGTHS = (100_000, 2_000_000), (25_000, 200_000)
# Seconds that a short text may take before the long one is left out: then it is clear what it would show.
PATIENCE = 120


class Systems:
    """The models, loaded once, and what is measured: each takes a batch of articles and gives seconds."""

    def __init__(self, model: str) -> None:
        self.bare = load_bare_model(model)
        self.nlp = load_model(model, load_actors(), load_demonyms())
        self.gazetteer = load_gazetteer()
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
        started = perf_counter()
        for _ in self.bare.pipe(article.text for article in batch):
            pass
        return perf_counter() - started

    def time_ours(self, batch: Sequence[Article]) -> float:
        """Seconds of our pipeline without the reader."""
        with _without_reader(self.nlp):
            started = perf_counter()
            for _ in annotate(self.nlp, batch):
                pass
            return perf_counter() - started

    def time_reader(self, batch: Sequence[Article]) -> float:
        """Seconds inside the reader."""
        assert self.reader is not None
        seconds = 0.0
        with _without_reader(self.nlp):
            for _, doc in annotate(self.nlp, batch):
                started = perf_counter()
                self.reader(doc)
                seconds += perf_counter() - started
        return seconds

    def time_dates(self, batch: Sequence[Article]) -> float:
        """Seconds inside the rules for dates."""
        seconds = 0.0
        with _without_reader(self.nlp):
            for article, doc in annotate(self.nlp, batch):
                started = perf_counter()
                find_dates(doc, article.published)
                seconds += perf_counter() - started
        return seconds

    def time_all(self, batch: Sequence[Article]) -> float:
        """Seconds of everything that `kg extract` does with an article once it is read from its file."""
        started = perf_counter()
        for article in batch:
            extraction = read_text(self.nlp, article)
            json.dumps(to_record(to_facts(article, extraction, resolve(article, extraction, self.gazetteer))))
        return perf_counter() - started


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


def show_speeds(speeds: dict[str, list[float]], length: float) -> None:
    """Medians of words a second, of articles of `length` words, and of the ratios to the bare model."""
    print(f"{'':14}{'words/s':>10}{'articles/s':>12}{'ratio':>8}   middle half of the ratios")
    for name in (RAW, OURS, READING, DATES, ALL):
        if name not in speeds:
            print(f"{name:14}  not there: its weights or onnxruntime are missing")
            continue
        ratios = sorted(ours / raw for ours, raw in zip(speeds[name], speeds[RAW], strict=True))
        low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
        speed = median(speeds[name])
        shown = f"{name:14}{speed:>10,.0f}{speed / length:>12,.1f}{median(ratios):>8.2f}"
        print(f"{shown}   {low:.2f} to {high:.2f}")


def show_growth(systems: Systems, articles: Sequence[Article]) -> None:
    """Seconds of a short and a long text of each kind, all included, and how they grow: 1 in proportion."""
    texts = list(make_growing_texts(articles))
    trial = Article("text", texts[0][1][: LENGTHS[0] // 4])
    systems.time_all([trial])
    speed = len(trial.text) / systems.time_all([trial])
    minutes = sum(len(short) + len(long) for _, short, long in texts) / speed / 60
    print(f"\nTexts of growing length, about {minutes:.0f} minutes:\n")
    print(f"{'':18}{'characters':>11}{'seconds':>9}{'characters':>12}{'seconds':>9}{'growth':>8}")
    for kind, short, long in texts:
        first = systems.time_all([Article("text", short)])
        print(f"{kind:18}{len(short):>11,}{first:>9.1f}", end="", flush=True)
        if first > PATIENCE:
            print(f"   the longer one is left out: this took more than {PATIENCE} s")
            continue
        second = systems.time_all([Article("text", long)])
        growth = log(second / first) / log(len(long) / len(short))
        print(f"{len(long):>12,}{second:>9.1f}{growth:>8.2f}", flush=True)


def make_growing_texts(articles: Sequence[Article]) -> Iterator[tuple[str, str, str]]:
    """A short and a long text of each kind: articles in one line and in paragraphs, thousands of one thing,
    and what is made to hurt.
    """
    paragraphs = "\n\n".join(article.text for article in articles)
    paragraphs = "\n\n".join([paragraphs] * (LENGTHS[-1] // len(paragraphs) + 1))
    for kind, text in (("one line", " ".join(paragraphs.split())), ("paragraphs", paragraphs)):
        yield kind, *(text[:length] for length in LENGTHS)
    for kind, sentence in SENTENCES.items():
        yield kind, *(make_text(sentence, length) for length in LENGTHS)
    for kind, sentence in HURTING.items():
        yield kind, *(make_text(sentence, length) for length in HURTING_LENGTHS)


def to_count(words: str) -> int:
    """A number of at least 1; ValueError, which argparse reports, for anything else."""
    if int(words) < 1:
        raise ValueError
    return int(words)


def use_one_thread() -> None:
    """Start this program again where the libraries below numpy were loaded with more threads than one.

    With one thread the ratios are those of the work, and not of the cores that happen to be idle.
    """
    names = (*THREADS, "BLIS_NUM_THREADS")
    if any(os.environ.get(name) != "1" for name in names):
        os.environ.update(dict.fromkeys(names, "1"))
        os.execv(sys.executable, [sys.executable, *sys.argv])


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("articles"), help="articles to read")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="a spaCy model")
    parser.add_argument(
        "--words", type=to_count, default=40_000, help="of more words an even sample is taken"
    )
    parser.add_argument("--rounds", type=to_count, default=3, help="how often each batch is read")
    parser.add_argument("--no-growth", action="store_true", help="leave out the time against the length")
    options = parser.parse_args()
    use_one_thread()
    try:
        articles = choose_articles(options.folder, options.words)
        systems = Systems(options.model)
    except KgError as error:
        sys.exit(f"bench: {error}")
    batches = list(cut_batches(articles))
    words = sum(map(count_words, articles))
    print(f"{len(articles)} articles, {words:,} words in {len(batches)} batches, {options.rounds} rounds\n")
    show_speeds(measure_speeds(systems, batches, options.rounds), words / len(articles))
    if not options.no_growth:
        show_growth(systems, articles)


if __name__ == "__main__":
    main()
