"""Train the attribution tagger on, with what several taggers think of each word, and as it will be quantised.

    python evaluation/distil_attribution.py polnear/train build/distilled \
        --teachers build/first/epoch-5.pt build/second/epoch-5.pt --epochs 3

The pupil starts from the first teacher, or from `--start`: then its lower layers stay as they are there, as
those that mark facts stand on them (see train_reader.py). Its loss is half the cross entropy with the
annotators' labels and half that with the mean of the teachers' probabilities (born again networks, Furlanello
et al. 2018): taggers of other seeds err elsewhere. Weights and activations are rounded as the exported
network will round them, and gradients pass straight through (Jacob et al. 2018), so that quantising loses
nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from attribution_data import read_examples, read_silver
from attribution_tagger import Tagger, load_tagger
from export_attribution import LARGEST_WEIGHT, SHARED_LAYERS
from torch import Tensor, nn
from train_attribution import (
    Batch,
    Pairs,
    choose_pairs,
    hide_pieces,
    label_pairs,
    make_optimizer,
    read_words,
    train,
)

RATE, HEAD_RATE = 6e-5, 2.4e-4


class Rounded(nn.Linear):
    """A product as the exported network computes it: weights of 7 bits, activations of 8 bits a window."""

    def forward(self, x: Tensor) -> Tensor:
        """`x` (..., inputs) times the weights, both rounded."""
        return nn.functional.linear(round_activations(x.float()), round_weights(self.weight), self.bias)


def round_weights(weight: Tensor) -> Tensor:
    """`weight` (outputs, inputs) as integers of 7 bits would have it; its gradient is left as it is."""
    scale = weight.detach().abs().amax(1, keepdim=True).clamp_min(1e-12) / LARGEST_WEIGHT
    return weight + (torch.round(weight.detach() / scale) * scale - weight).detach()


def round_activations(x: Tensor) -> Tensor:
    """Round `x` (windows, pieces, inputs) or (words, inputs) to unsigned integers of 8 bits; gradients
    pass.
    """
    plain = x.detach().flatten(1) if x.dim() > 2 else x.detach().reshape(1, -1)
    low, high = plain.amin(1).clamp_max(0), plain.amax(1).clamp_min(0)
    scale = ((high - low) / 255).clamp_min(1e-8)
    zero = torch.round(-low / scale).to(torch.int32)
    if x.dim() > 2:
        return torch.fake_quantize_per_channel_affine(x, scale, zero, 0, 0, 255)
    return torch.fake_quantize_per_tensor_affine(x, scale[0], zero[0], 0, 255)


def round_products(model: Tagger) -> None:
    """Let every product that is exported in integers be rounded."""
    products = [module for module in model.encoder.encoder.modules() if type(module) is nn.Linear]
    for module in (*products, model.label, model.word, model.cue):
        module.__class__ = Rounded


class Distillation:
    """The loss of a pupil with teachers; call it as `train` calls `find_loss`."""

    def __init__(self, teachers: Sequence[Tagger]) -> None:
        self.teachers = teachers

    @torch.no_grad()
    def ask(self, batch: Batch, rng: random.Random) -> tuple[Tensor, Pairs | None, Tensor]:
        """The teachers' mean probabilities of the words' labels, the pairs, and those of the pairs'."""
        words = [read_words(teacher, batch, batch.pieces) for teacher in self.teachers]
        scores = [t.label(w).float() for t, w in zip(self.teachers, words, strict=True)]
        pairs = choose_pairs(batch, scores[0], rng)
        labels = torch.stack([score.softmax(-1) for score in scores]).mean(0)
        if pairs is None:
            return labels, None, labels
        paired = [label_pairs(t, w, pairs).float() for t, w in zip(self.teachers, words, strict=True)]
        return labels, pairs, torch.stack([score.softmax(-1) for score in paired]).mean(0)

    def __call__(self, model: Tagger, batch: Batch, rng: random.Random) -> tuple[Tensor, Tensor]:
        """The losses of the words' labels and of the pairs'."""
        labels, pairs, paired = self.ask(batch, rng)
        words = read_words(model, batch, hide_pieces(batch.pieces))
        word_loss = mix(model.label(words).float(), batch.labels, labels)
        if pairs is None:
            return word_loss, word_loss * 0
        return word_loss, mix(label_pairs(model, words, pairs).float(), pairs.targets, paired)


def mix(scores: Tensor, targets: Tensor, taught: Tensor) -> Tensor:
    """Half the cross entropy with the labels, half that with the teachers' probabilities."""
    told = -(taught * scores.log_softmax(-1)).sum(-1).mean()
    return 0.5 * nn.functional.cross_entropy(scores, targets) + 0.5 * told


def freeze(model: Tagger) -> None:
    """Keep what attributions and facts are both read from as it is."""
    shared = model.encoder.encoder.layer[:SHARED_LAYERS]
    for part in (model.encoder.embeddings, model.features, shared):
        part.requires_grad_(False)


def main() -> None:
    """Parse the arguments, read the corpus, train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True, help="checkpoints")
    parser.add_argument("--start", type=Path, help="a checkpoint whose lower layers are kept")
    parser.add_argument(
        "--silver", type=Path, nargs="+", default=[], help="a teacher's readings, and where the texts stand"
    )
    parser.add_argument("--texts", type=int, default=900, help="how many of them are read")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    teachers = [load_tagger(path).eval().requires_grad_(False) for path in options.teachers]
    pupil = load_tagger(options.start or options.teachers[0])
    if options.start:
        freeze(pupil)
    round_products(pupil)
    optimizer = make_optimizer(pupil, RATE, HEAD_RATE)
    examples = read_examples(options.corpus)
    if options.silver:
        examples += read_silver(options.silver[0], options.silver[1:], options.texts, options.seed)
    train(pupil, examples, options.folder, options.epochs, options.seed, optimizer, Distillation(teachers))


if __name__ == "__main__":
    sys.exit(main())
