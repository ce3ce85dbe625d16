"""The trained network: windows of words in, scores for every word out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.annotate.attribution.labels import WORD_LABELS, Run, distance_to
from kg.annotate.facts.labels import LAYER_WIDTH
from kg.annotate.windows import FEATURES, Paragraph
from kg.weights import FOLDER, HEADS, NETWORK, PIECES

_CLS, _SEP, _UNKNOWN = 101, 102, 100
# onnxruntime would join a sum and the norm behind it; its joined operator takes three times as long as both.
_SLOW = ["SkipLayerNormFusion"]


@dataclass(frozen=True, slots=True)
class PairHead:
    """The weights of a layer that labels words anew for one cue.

    `distances` is (DISTANCES, width), `last` (width + 1, labels): its last row is the bias.
    """

    distances: np.ndarray
    last: np.ndarray

    @property
    def width(self) -> int:
        """The size of the vectors that the network gives for this layer."""
        return int(self.distances.shape[1])


@dataclass(frozen=True, slots=True)
class Scores:
    """What one head of the network says of the words of a paragraph or a window.

    `labels` (words, labels) are scores; of `words` (words, width) and `films` (words, 2 width) `score_pairs`
    makes the scores for one cue. `stages` (words, STAGES) are scores too, of the head for facts alone.
    """

    labels: np.ndarray
    words: np.ndarray
    films: np.ndarray
    stages: np.ndarray | None = None

    def part(self, start: int, end: int) -> Scores:
        """Give the scores of the words from `start` to before `end`."""
        stages = None if self.stages is None else self.stages[start:end]
        return Scores(self.labels[start:end], self.words[start:end], self.films[start:end], stages)


class Network:
    """The network in an onnxruntime session of one thread: processes share the cores, and sums are equal.

    `pairs` is the layer for attributions, `roles` that for facts.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(
            str(folder / NETWORK), options, providers=providers, disabled_optimizers=_SLOW
        )
        heads = np.load(folder / HEADS)
        self.pairs = PairHead(heads["pair_distances"], heads["pair_last"])
        self.roles = PairHead(heads["role_distances"], heads["role_last"])
        self.to_pieces = load_pieces(folder / PIECES)

    def read(self, window: Sequence[Paragraph]) -> tuple[Scores, Scores]:
        """Give the scores of the words of a window, for attributions and for facts."""
        scores = self._session.run(None, to_arrays(window))[0]
        bounds = [len(WORD_LABELS), self.pairs.width, 2 * self.pairs.width]
        bounds += [LAYER_WIDTH, self.roles.width, 2 * self.roles.width]
        parts = np.split(scores, np.cumsum(bounds), axis=1)
        return Scores(*parts[:3]), Scores(*parts[3:])


def score_pairs(
    scores: Scores, cue: Run, head: PairHead, words: np.ndarray | slice = slice(None)
) -> np.ndarray:
    """Give the scores (words, labels) of all words, or of those with the numbers `words`, for one cue."""
    scale, shift = np.split(scores.films[cue[0] : cue[1]].mean(0), 2)
    distances = distance_to(*cue, len(scores.words))[words]
    mixed = scores.words[words] * (1 + scale) + shift + head.distances[distances]
    found: np.ndarray = gelu(mixed) @ head.last[:-1] + head.last[-1]
    return found


def gelu(x: np.ndarray) -> np.ndarray:
    """Compute the Gaussian error linear unit by its tanh approximation (Hendrycks and Gimpel 2016)."""
    found: np.ndarray = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return found


def load_pieces(path: Path = FOLDER / PIECES) -> Callable[[str], tuple[int, ...]]:
    """Load a function from a word to the numbers of its word pieces, at least one; it remembers words."""
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
    """Make the inputs of the network for one window.

    `pieces` is (1, length), `features` (1, length, FEATURES); `first` (words) is the place of each word's
    first piece.
    """
    words = [word for paragraph in window for word in paragraph]
    pieces = np.array([_CLS, *(piece for word in words for piece in word.pieces), _SEP], np.int64)
    lengths = np.array([len(word.pieces) for word in words])
    features = np.zeros((1, len(pieces), len(FEATURES)), np.int64)
    features[0, 1:-1] = np.repeat(np.array([word.features for word in words], np.int64), lengths, axis=0)
    return {"pieces": pieces[None], "features": features, "first": np.cumsum(lengths) - lengths + 1}
