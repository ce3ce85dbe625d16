"""Windows of texts that nobody has annotated, with what a teacher thinks of each word: see ask_teacher.py."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from facts_data import FactExample
from reader_batches import ROLE_WEIGHT, STAGE_WEIGHT
from reader_network import Reader
from taught_roles import TaughtCue, find_role_losses
from torch import Tensor
from train_attribution import hide_pieces, read_words, to_batch

from kg.annotate.facts.labels import LAYER_COLUMNS

BATCH_PIECES = 2560


@dataclass
class TaughtWindow:
    """The paragraphs of a window, for each of its words the probabilities of the labels of each layer
    (words, LAYER_WIDTH), and its cues.
    """

    paragraphs: list[FactExample]
    likely: np.ndarray
    cues: list[TaughtCue]

    @property
    def size(self) -> int:
        """The number of its pieces."""
        return sum(paragraph.size for paragraph in self.paragraphs)


def make_taught_batches(windows: Sequence[TaughtWindow], rng: random.Random) -> Iterator[list[TaughtWindow]]:
    """Give all windows in batches of like length."""
    batch: list[TaughtWindow] = []
    for window in sorted(windows, key=lambda window: window.size + rng.random() * 24):
        if (len(batch) + 1) * (window.size + 2) > BATCH_PIECES and batch:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def find_taught_loss(model: Reader, windows: Sequence[TaughtWindow]) -> Tensor:
    """Add up the cross entropies of layers, roles and stages with the teacher's probabilities."""
    batch = to_batch([window.paragraphs for window in windows])  # type: ignore[misc]
    words = read_words(model, batch, hide_pieces(batch.pieces))
    scores = model.fact_label(words)
    likely = torch.from_numpy(np.concatenate([window.likely for window in windows])).float()
    columns = LAYER_COLUMNS.values()
    losses = [-(likely[:, part] * scores[:, part].log_softmax(1)).sum(1).mean() for part in columns]
    starts = np.cumsum([0, *(len(window.likely) for window in windows)]).tolist()
    cues = [
        (start, len(window.likely), cue)
        for start, window in zip(starts, windows, strict=False)
        for cue in window.cues
    ]
    if cues:
        roles, stages = find_role_losses(model, words, cues)
        losses += [ROLE_WEIGHT * roles, *([STAGE_WEIGHT * stages] if stages is not None else [])]
    return torch.stack(losses).sum()
