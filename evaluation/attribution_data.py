"""PolNeAR, and texts that a teacher has read, as examples: paragraphs of words with their labels."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate import load_model
from kg.annotate.attribution.labels import PAIR_LABELS, ROLES, WORD_LABELS
from kg.annotate.network import load_pieces
from kg.annotate.windows import Paragraph, find_paragraphs

SCORER = Path(__file__).parents[2] / "shared" / "tools" / "score_claims.py"


@dataclass
class Example:
    """A paragraph: a label (an index of WORD_LABELS) a word, and for each cue its words [start, end) and
    what the words are to it (indices of PAIR_LABELS).
    """

    words: Paragraph
    labels: list[int]
    cues: list[tuple[tuple[int, int], list[int]]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Word pieces."""
        return sum(len(word.pieces) for word in self.words)


def load_scorer(path: Path = SCORER) -> ModuleType:
    """The PolNeAR scorer as a module: it reads the corpus too."""
    spec = importlib.util.spec_from_file_location("score_claims", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_parser() -> Language:
    """Load the model with what the features of words need, and no more."""
    nlp = load_model()
    for name in set(nlp.pipe_names) - {"paragraphs", "tok2vec", "tagger", "parser"}:
        nlp.disable_pipe(name)
    return nlp


def read_examples(corpus: Path) -> list[list[Example]]:
    """The examples of each article of a PolNeAR part, in order."""
    nlp, to_pieces = load_parser(), load_pieces()
    gold = load_scorer().read_gold(str(corpus))
    return [
        [label(doc, paragraph, gold[name][1]) for paragraph in find_paragraphs(doc, to_pieces)]
        for name, doc in ((name, nlp(text)) for name, (text, _) in sorted(gold.items()))
    ]


def read_silver(readings: Path, sources: Sequence[Path], number: int, seed: int) -> list[list[Example]]:
    """The examples of `number` texts with the attributions that a teacher read in them.

    `readings` has a JSON object a line with the `id` of a text and its `attributions`; the texts stand in
    `sources`, files with a JSON object of `id` and `text` a line, or folders of ID.txt.
    """
    found = {record["id"]: record["attributions"] for record in _read_lines(readings)}
    texts = {name: text for source in sources for name, text in read_texts(source) if name in found}
    nlp, to_pieces = load_parser(), load_pieces()
    chosen = random.Random(seed).sample(sorted(texts), min(number, len(texts)))
    return [
        [label(doc, paragraph, found[name]) for paragraph in find_paragraphs(doc, to_pieces)]
        for name, doc in ((name, nlp(texts[name])) for name in chosen)
    ]


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_texts(source: Path) -> Iterator[tuple[str, str]]:
    """Read the names and texts of a folder of .txt files, or of a gzipped file of JSON objects."""
    if source.is_dir():
        for path in sorted(source.glob("*.txt")):
            yield path.stem, path.read_text(encoding="utf-8")
    else:
        for record in _read_lines(source):
            yield record["id"], record["text"]


def label(doc: Doc, paragraph: Paragraph, attributions: Sequence[dict[str, Any]]) -> Example:
    """The labels of a paragraph; a word in several attributions has the role of the first."""
    example = Example(paragraph, [0] * len(paragraph))
    for attribution in attributions:
        roles = {role: _words_in(doc, paragraph, attribution[role]) for role in ROLES}
        for role, runs in roles.items():
            for run in runs:
                if not any(example.labels[i] for i in run):
                    _write(example.labels, run, WORD_LABELS.index(f"B-{role}"))
        if roles["cue"]:
            target = [0] * len(paragraph)
            for role in ("source", "content"):
                for run in roles[role]:
                    _write(target, run, PAIR_LABELS.index(f"B-{role}"))
            cue = roles["cue"][0]
            example.cues.append(((cue.start, cue.stop), target))
    return example


def _words_in(doc: Doc, paragraph: Paragraph, spans: Sequence[tuple[int, int]]) -> list[range]:
    """The words of the paragraph in each span, as ranges of word numbers, empty ones left out."""
    found = []
    for start, end in spans:
        inside = [
            number
            for number, word in enumerate(paragraph)
            if doc[word.token].idx < end and start < doc[word.token].idx + len(doc[word.token])
        ]
        if inside:
            found.append(range(inside[0], inside[-1] + 1))
    return found


def _write(labels: list[int], run: range, begin: int) -> None:
    for number in run:
        labels[number] = begin if number == run.start else begin + 1
