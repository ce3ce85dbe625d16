"""Measure which articles are taken for copies: precision and recall on pairs that were labelled by hand.

    python evaluation/stories.py [FOLDER] [--errors]

`story_pairs.jsonl` holds the pairs: the ids of two articles of FOLDER (../shared/data by default, whose texts
cannot be published), whether one is a copy of the other, and why. Where `cut` is given, the second text is
that share of the first one, without its first words. The thresholds in kg/settings.py were chosen on the
pairs in odd lines, the figures on the even ones say how good they are. Takes some seconds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Article
from kg.stories import find_stories

PAIRS = Path(__file__).parent / "story_pairs.jsonl"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
# A text that is cut loses so many words at its head.
HEADLESS = 20


@dataclass(frozen=True)
class Pair:
    """A labelled pair, and whether it was taken for a copy."""

    row: dict[str, Any]
    found: bool


def main() -> int:
    """Print the table of figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--errors", action="store_true", help="list the pairs that are taken wrongly")
    arguments = parser.parse_args()
    if not (arguments.folder / "nasa-news").is_dir():
        print(f"skipped: no {arguments.folder}/nasa-news; name the folder with the articles")
        return 0
    pairs = measure(arguments.folder)
    print("part           pairs  copies  precision  recall")
    for name, part in (("chosen on", pairs[::2]), ("held apart", pairs[1::2]), ("all", pairs)):
        precision, recall = score(part)
        copies = sum(pair.row["copy"] for pair in part)
        print(f"{name:14} {len(part):5} {copies:7} {precision:10.3f} {recall:7.3f}")
    for pair in pairs:
        if arguments.errors and pair.found != pair.row["copy"]:
            print("missed" if pair.row["copy"] else "wrong", json.dumps(pair.row))
    return 0


def measure(folder: Path) -> list[Pair]:
    """Find the stories of each pair by itself, as a build finds them."""
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    texts = read_texts(folder, {row[end] for row in rows for end in ("one", "other")})
    return [Pair(row, _is_one_story(row, texts)) for row in rows]


def score(pairs: Iterable[Pair]) -> tuple[float, float]:
    """Compute precision and recall."""
    both = [(pair.found, pair.row["copy"]) for pair in pairs]
    right = both.count((True, True))
    return right / max(1, sum(found for found, _ in both)), right / max(1, sum(copy for _, copy in both))


def read_texts(folder: Path, wanted: set[str]) -> dict[str, str]:
    """Read the texts of those ids."""
    return {id_: text for id_, text in _list_texts(folder) if id_ in wanted}


def _list_texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "nasa-news").glob("*.txt")):
        yield path.stem, path.read_text("utf-8")
    with gzip.open(folder / "unlabelled" / "texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["id"], row["text"]
    for path in sorted((folder / "signings").glob("hands-*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            yield f"hand:{row['id']}", row["text"]


def _is_one_story(row: dict[str, Any], texts: dict[str, str]) -> bool:
    one, other = texts[row["one"]], texts[row["other"]]
    if "cut" in row:
        words = one.split(" ")
        other = " ".join(words[HEADLESS : HEADLESS + int(row["cut"] * len(words))])
    articles = [Article(f"{row['one']}.1", one), Article(f"{row['other']}.2", other)]
    return len(find_stories(articles)[0]) == 1


if __name__ == "__main__":
    sys.exit(main())
