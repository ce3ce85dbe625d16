"""Measure speed, growth and memory: one table of figures, beside the goals where there are any.

    python evaluation/bench articles
    python evaluation/bench FOLDER --only speed,jobs --words 100000 --rounds 5
    make bench BENCH=FOLDER

    speed     words a second, and over the bare spaCy model on the same texts (speeds.py)
    jobs      two processes over one
    texts     the time against the length of one text, of several kinds (texts.py)
    changes   `kg build` where nothing, one article or one removal is new, of 1,000 (builds.py)
    graphs    quads a second over raw bulk_load; build, verify and RDF exports at --sizes (graphs.py)
    queries   every named query, asked of --graph, or of the fewest copies of --sizes (queries.py)

How long it takes is said before it begins. Ctrl-C ends it, and keeps what has been measured: every run is
appended to evaluation/benchmarks.jsonl, unless --no-record. Seconds are those of the processor, since others
may use the machine too; "two processes over one" alone goes by the clock.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from builds import SECONDS as CHANGES_SECONDS
from builds import measure_changes, measure_jobs
from graphs import SECONDS_AN_ARTICLE, build_graph, measure_graphs, save_readings
from speeds import Systems, choose_articles, cut_batches, measure_speeds, to_figures
from table import Figure, append_record
from texts import CHARACTERS, measure_growth

from kg.errors import KgError
from kg.pipeline.reading import THREADS, count_words, read_all
from kg.settings import DEFAULT_MODEL
from queries import SECONDS as QUERIES_SECONDS
from queries import measure_queries

SECTIONS = ("speed", "jobs", "texts", "changes", "graphs", "queries")
# Articles that are read for the graph's side; the others are copies of these.
READ_FOR_COPIES = 60


class Bench:
    """The sections of the table, each a generator of figures and an estimate of its seconds."""

    def __init__(self, options: argparse.Namespace, room: Path) -> None:
        self.options = options
        self.room = room
        self.articles = choose_articles(options.folder, options.words)
        self.words = sum(map(count_words, self.articles))
        self.systems = Systems(options.model)

    def estimate(self) -> float:
        """Estimate the seconds of what is to be measured, by a small trial."""
        trial = self.articles[:1]
        self.systems.time_all(trial)
        second_a_word = self.systems.time_all(trial) / max(1, count_words(trial[0]))
        reading = self.words * second_a_word
        estimates = {
            # All that is measured of reading takes some three times as long as reading.
            "speed": 3 * reading * self.options.rounds,
            "jobs": 2 * reading * self.options.rounds,
            "texts": CHARACTERS / 6 * second_a_word,
            "changes": CHANGES_SECONDS,
            "graphs": sum(self.options.sizes) * SECONDS_AN_ARTICLE,
            "queries": QUERIES_SECONDS,
        }
        return sum(estimates[name] for name in self.options.only)

    def run(self) -> Iterator[Figure]:
        """Measure the sections that are wanted, in their order."""
        for name in SECTIONS:
            if name in self.options.only:
                print(f"\n{name}", flush=True)
                yield from self._sections()[name]()

    def _sections(self) -> dict[str, Callable[[], Iterator[Figure]]]:
        return {
            "speed": self._measure_speed,
            "jobs": lambda: measure_jobs(self.articles, self.room, self.options.rounds),
            "texts": lambda: measure_growth(self.systems, self.articles),
            "changes": lambda: measure_changes(self._read(), self.room),
            "graphs": lambda: measure_graphs(self._read(), self.options.sizes, self.room),
            "queries": lambda: measure_queries(self._find_graph()),
        }

    def _measure_speed(self) -> Iterator[Figure]:
        batches = list(cut_batches(self.articles))
        yield from to_figures(measure_speeds(self.systems, batches, self.options.rounds))

    def _find_graph(self) -> Path:
        """Return the graph that is asked, a new one where none is given."""
        given: Path | None = self.options.graph
        return given or build_graph(self._read(), min(self.options.sizes), self.room / "asked")

    def _read(self) -> Path:
        """Read the articles that are copied, once, and return where the readings lie."""
        path = self.room / "readings"
        if not path.exists():
            step = max(1, len(self.articles) // READ_FOR_COPIES)
            chosen = self.articles[::step][:READ_FOR_COPIES]
            save_readings(path, read_all(chosen, self.options.model, 1))
        return path


def to_count(text: str) -> int:
    """A number of at least 1; ValueError, which argparse reports, for anything else."""
    if int(text) < 1:
        raise ValueError
    return int(text)


def to_counts(text: str) -> list[int]:
    """Numbers of at least 1, by commas, the smallest first."""
    return sorted(map(to_count, text.split(",")))


def to_sections(text: str) -> list[str]:
    """Names of sections, by commas; argparse reports any other."""
    names = text.split(",")
    if not set(names) <= set(SECTIONS):
        raise argparse.ArgumentTypeError(f"there are: {', '.join(SECTIONS)}")
    return names


def use_one_thread() -> None:
    """Start this program again where the libraries below numpy were loaded with more threads than one.

    With one thread the ratios are those of the work, and not of the cores that happen to be idle.
    """
    names = (*THREADS, "BLIS_NUM_THREADS")
    if any(os.environ.get(name) != "1" for name in names):
        os.environ.update(dict.fromkeys(names, "1"))
        os.execv(sys.executable, [sys.executable, *sys.argv])


def parse_arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("articles"), help="articles to read")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="a spaCy model")
    parser.add_argument(
        "--words", type=to_count, default=40_000, help="of more words an even sample is taken"
    )
    parser.add_argument("--rounds", type=to_count, default=3, help="how often each batch is read")
    parser.add_argument(
        "--only", type=to_sections, default=list(SECTIONS), help="sections to measure, by commas"
    )
    parser.add_argument(
        "--sizes", type=to_counts, default=[1_000, 5_000, 10_000], help="articles of a graph, by commas"
    )
    parser.add_argument("--graph", type=Path, help="a graph for the section queries, instead of copies")
    parser.add_argument("--no-record", action="store_true", help="append nothing to benchmarks.jsonl")
    return parser.parse_args()


def main() -> None:
    """Measure, and print each figure when it is there."""
    options = parse_arguments()
    use_one_thread()
    figures: list[Figure] = []
    try:
        with TemporaryDirectory(prefix="kg-bench-") as room:
            bench = Bench(options, Path(room))
            print(f"{len(bench.articles)} articles, {bench.words:,} words, {options.rounds} rounds")
            print(
                f"About {bench.estimate() / 60:.0f} minutes; Ctrl-C ends it and keeps what there is",
                flush=True,
            )
            for figure in bench.run():
                figures.append(figure)
                print(figure.show(), flush=True)
    except KgError as error:
        sys.exit(f"bench: {error}")
    except KeyboardInterrupt:
        print("\ncut short")
    if figures and not options.no_record:
        append_record(sys.argv[1:], figures)


if __name__ == "__main__":
    main()
