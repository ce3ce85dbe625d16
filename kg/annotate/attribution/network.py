"""The trained network: windows of words in, scores for every word out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.annotate.attribution.labels import WORD_LABELS
from kg.annotate.attribution.windows import FEATURES, Paragraph
from kg.weights import FOLDER, HEADS, NETWORK, PIECES

_CLS, _SEP, _UNKNOWN = 101, 102, 100
# Windows run together are padded to the longest; more pieces than this at once bring no speed, only memory.
_BATCH_PIECES = 512


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words of a paragraph.

    `labels` (words, WORD_LABELS) are scores; of `words` (words, width) and `films` (words, 2 width)
    `decoding.score_pairs` makes the scores for one cue.
    """

    labels: np.ndarray
    words: np.ndarray
    films: np.ndarray


class Network:
    """The network in an onnxruntime session of one thread: processes share the cores, and sums are equal."""

    def __init__(self, folder: Path = FOLDER) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(str(folder / NETWORK), options, providers=providers)
        heads = np.load(folder / HEADS)
        self.distances, self.last = heads["distances"], heads["last"]
        self.to_pieces = load_pieces(folder / PIECES)

    def read(self, windows: Sequence[Sequence[Paragraph]]) -> list[list[Scores]]:
        """The scores of each paragraph of each window."""
        order = sorted(range(len(windows)), key=lambda number: _size(windows[number]))
        found: dict[int, list[Scores]] = {}
        while order:
            longest = _size(windows[order[-1]]) + 2
            batch = [order.pop() for _ in range(min(len(order), max(1, _BATCH_PIECES // longest)))]
            for number, scores in zip(batch, self._run([windows[i] for i in batch]), strict=True):
                found[number] = scores
        return [found[number] for number in range(len(windows))]

    def _run(self, windows: Sequence[Sequence[Paragraph]]) -> list[list[Scores]]:
        scores = self._session.run(None, to_arrays(windows))[0]
        labels, width = len(WORD_LABELS), self.distances.shape[1]
        found: list[list[Scores]] = []
        place = 0
        for window in windows:
            found.append([])
            for paragraph in window:
                part = scores[place : place + len(paragraph)]
                place += len(paragraph)
                found[-1].append(Scores(*np.split(part, [labels, labels + width], axis=1)))
        return found


def load_pieces(path: Path = FOLDER / PIECES) -> Callable[[str], tuple[int, ...]]:
    """A function from a word to the numbers of its word pieces, at least one; it remembers words."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    @lru_cache(maxsize=50_000)
    def to_pieces(word: str) -> tuple[int, ...]:
        # Half a surrogate pair is no character that the tokenizer could read.
        readable = word.encode("utf-8", "replace").decode("utf-8")
        return tuple(tokenizer.encode(readable, add_special_tokens=False).ids) or (_UNKNOWN,)

    return to_pieces


def _size(window: Sequence[Paragraph]) -> int:
    return sum(len(word.pieces) for paragraph in window for word in paragraph)


def to_arrays(windows: Sequence[Sequence[Paragraph]]) -> dict[str, np.ndarray]:
    """The inputs of the network.

    `pieces` and `mask` are (windows, length), `features` (windows, length, FEATURES); `first` (words) is the
    place of each word's first piece, counted over all windows.
    """
    length = max(_size(window) for window in windows) + 2
    pieces = np.zeros((len(windows), length), np.int64)
    features = np.zeros((len(windows), length, len(FEATURES)), np.int64)
    first: list[int] = []
    for row, window in enumerate(windows):
        numbers, values = [_CLS], [(0,) * len(FEATURES)]
        for paragraph in window:
            for word in paragraph:
                first.append(row * length + len(numbers))
                numbers += word.pieces
                values += [word.features] * len(word.pieces)
        numbers.append(_SEP)
        pieces[row, : len(numbers)] = numbers
        features[row, : len(values)] = values
    mask = (pieces > 0).astype(np.int64)
    return {"pieces": pieces, "features": features, "mask": mask, "first": np.array(first, np.int64)}
