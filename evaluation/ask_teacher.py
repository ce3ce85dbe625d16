"""Ask a teacher what it thinks of each word of texts that nobody has annotated.

    python evaluation/ask_teacher.py build/taught.pickle --encoder all-mpnet-base-v2 \
        --teacher build/teacher/epoch-4.pt --texts unlabelled/texts.jsonl.gz nasa-news

Reads texts with the teacher that `train_reader.py --encoder` trains, and writes the probabilities of its
labels of words and of what words are to its cues; `train_reader.py --taught` learns from them beside the
annotated texts. Texts in which something is signed go first, and give more windows.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from attribution_data import load_parser, read_texts
from facts_data import Annotated, FactExample, to_examples
from reader_network import Reader
from taught_roles import ask_roles
from taught_windows import TaughtWindow, make_taught_batches
from teacher_network import load_teacher
from train_attribution import read_words, to_batch

from kg.annotate.facts.labels import LAYER_COLUMNS
from kg.annotate.network import load_pieces
from kg.annotate.windows import WINDOW

# Windows that are taken of a text about something signed, and of another one.
OF_SIGNED, OF_OTHERS = 8, 2
# A paragraph of more pieces is left out.
_LONGEST = 300
_INSTRUMENT = re.compile(
    r"\b(agreement|treaty|accord|memorandum|MoU|pact|contract|deal|convention)s?\b", re.I
)
_SIGNED = re.compile(r"\b(sign(ed|s|ing)|ratif\w+|acceded|initialled)\b")


def choose_windows(texts: Iterable[str], number: int, rng: random.Random) -> list[list[FactExample]]:
    """Choose at most `number` windows of paragraphs, those of texts about something signed first."""
    nlp, to_pieces = load_parser(), load_pieces()
    found: list[list[FactExample]] = []
    for text in sorted(texts, key=_tells_of_signing, reverse=True):
        paragraphs = to_examples(Annotated(text, (), ()), nlp, to_pieces)
        most = OF_SIGNED if _tells_of_signing(text) else OF_OTHERS
        found += islice(_join_paragraphs(paragraphs, rng), most)
        if len(found) >= number:
            break
    return found[:number]


def _tells_of_signing(text: str) -> bool:
    return _INSTRUMENT.search(text) is not None and _SIGNED.search(text) is not None


def _join_paragraphs(paragraphs: Iterable[FactExample], rng: random.Random) -> Iterator[list[FactExample]]:
    """Give neighbouring paragraphs as windows of many sizes, since a reader meets short texts too."""
    window: list[FactExample] = []
    room = 0
    for paragraph in paragraphs:
        if paragraph.size > _LONGEST:
            continue
        if paragraph.size > room and window:
            yield window
            window = []
        if not window:
            room = max(WINDOW if rng.random() < 0.6 else rng.randint(100, WINDOW), paragraph.size)
        window.append(paragraph)
        room -= paragraph.size
    if window:
        yield window


@torch.no_grad()
def ask(teacher: Reader, windows: Sequence[list[FactExample]]) -> Iterator[TaughtWindow]:
    """Give the windows with what the teacher thinks of their words."""
    blank = [TaughtWindow(paragraphs, np.zeros(0), []) for paragraphs in windows]
    for number, some in enumerate(make_taught_batches(blank, random.Random(0))):
        batch = to_batch([window.paragraphs for window in some])  # type: ignore[misc]
        words = read_words(teacher, batch, batch.pieces)
        scores = teacher.fact_label(words)
        likely = torch.cat([scores[:, part].softmax(1) for part in LAYER_COLUMNS.values()], 1).numpy()
        start = 0
        for window in some:
            end = start + sum(len(paragraph.words) for paragraph in window.paragraphs)
            cues = ask_roles(teacher, words[start:end], likely[start:end])
            yield TaughtWindow(window.paragraphs, likely[start:end].astype(np.float16), cues)
            start = end
        if number % 20 == 0:
            print(f"{number} batches", flush=True)


def main() -> None:
    """Parse the arguments, choose windows, ask the teacher, write what it thinks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="the file to write")
    parser.add_argument("--encoder", type=Path, required=True, help="the folder of all-mpnet-base-v2")
    parser.add_argument("--teacher", type=Path, required=True, help="its checkpoint")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="files or folders of texts")
    parser.add_argument("--windows", type=int, default=2400, help="how many windows are read at most")
    parser.add_argument("--leave-out", default="", help="texts whose name begins with one of these letters")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    texts = [
        text
        for source in options.texts
        for name, text in read_texts(source)
        if not name.startswith(tuple(options.leave_out))
    ]
    rng.shuffle(texts)
    teacher = load_teacher(options.encoder, options.teacher).eval()
    windows = list(ask(teacher, choose_windows(texts, options.windows, rng)))
    options.path.write_bytes(pickle.dumps(windows))
    print(f"{len(windows)} windows")


if __name__ == "__main__":
    sys.exit(main())
