"""The trained network: windows of words in, scores for every word out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.annotate.attribution.labels import WORD_LABELS
from kg.annotate.attribution.windows import FEATURES, Paragraph
from kg.weights import FOLDER, HEADS, NETWORK, PIECES

_CLS, _SEP, _UNKNOWN = 101, 102, 100
# onnxruntime would join a sum and the norm behind it; its joined operator takes three times as long as both.
_SLOW = ["SkipLayerNormFusion"]


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
        self._session = onnxruntime.InferenceSession(
            str(folder / NETWORK), options, providers=providers, disabled_optimizers=_SLOW
        )
        heads = np.load(folder / HEADS)
        self.distances, self.last = heads["distances"], heads["last"]
        self.to_pieces = load_pieces(folder / PIECES)

    def read(self, windows: Sequence[Sequence[Paragraph]]) -> list[list[Scores]]:
        """The scores of each paragraph of each window."""
        return [self._read_window(window) for window in windows]

    def _read_window(self, window: Sequence[Paragraph]) -> list[Scores]:
        scores = self._session.run(None, to_arrays(window))[0]
        labels, films = len(WORD_LABELS), len(WORD_LABELS) + self.distances.shape[1]
        ends = accumulate(len(paragraph) for paragraph in window)
        parts = (scores[end - len(paragraph) : end] for paragraph, end in zip(window, ends, strict=True))
        return [Scores(part[:, :labels], part[:, labels:films], part[:, films:]) for part in parts]


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


def to_arrays(window: Sequence[Paragraph]) -> dict[str, np.ndarray]:
    """The inputs of the network for one window.

    `pieces` is (1, length), `features` (1, length, FEATURES); `first` (words) is the place of each word's
    first piece.
    """
    words = [word for paragraph in window for word in paragraph]
    pieces = np.array([_CLS, *(piece for word in words for piece in word.pieces), _SEP], np.int64)
    lengths = np.array([len(word.pieces) for word in words])
    features = np.zeros((1, len(pieces), len(FEATURES)), np.int64)
    features[0, 1:-1] = np.repeat(np.array([word.features for word in words], np.int64), lengths, axis=0)
    return {"pieces": pieces[None], "features": features, "first": np.cumsum(lengths) - lengths + 1}
