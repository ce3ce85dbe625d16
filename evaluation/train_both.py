"""Train both branches of the reader, and the layers that they share, on attributions and on facts in turn.

    python evaluation/train_both.py build/both --tagger tagger.pt --reader reader.pt --corpus polnear/train \
        --silver silver.jsonl.gz texts.jsonl.gz --facts signings/train.jsonl signings/hands-train.jsonl \
        --taught taught.pickle --epochs 5

`distil_attribution.py` and `train_reader.py` leave the shared layers as they are, which costs facts more than
it saves: here both tasks shape them. The tagger that it starts from is also what attributions are distilled
from, so that the branch forgets nothing; facts are learned from annotated texts and from what a teacher tells
of others (see ask_teacher.py). In the last epoch both are rounded as the export rounds them. Writes
tagger-N.pt and reader-N.pt after each epoch, which `export_attribution.py` joins.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from attribution_data import Example, read_examples, read_silver
from attribution_tagger import Tagger
from distil_attribution import Distillation, round_products
from export_attribution import SHARED_LAYERS
from facts_data import FactExample
from reader_network import Reader
from taught_windows import TaughtWindow
from torch import Tensor, nn
from train_attribution import LAYER_DECAY, Batch, make_batches, make_schedule
from train_reader import Lesson, find_loss, load_reader, plan_epoch, read_all, round_reader

RATE, TAGGER_HEAD_RATE, READER_HEAD_RATE, WARM_UP = 2e-4, 2.5e-4, 8e-4, 0.05
# Steps of the tagger's own layers are smaller: it has been trained for longer. Its loss, a mean over words of
# a few labels, counts more beside the sum over all that is read of facts.
TAGGER_SHARE, TAGGER_WEIGHT = 0.8, 3.0
# Of what there is, so much is read in an epoch.
ATTRIBUTIONS_READ, TAUGHT_READ = 0.4, 0.4


@dataclass
class Both:
    """A tagger and a reader over one set of lower layers."""

    tagger: Tagger
    reader: Reader

    def __post_init__(self) -> None:
        self.reader.encoder.embeddings = self.tagger.encoder.embeddings
        self.reader.features = self.tagger.features
        for number in range(SHARED_LAYERS):
            self.reader.encoder.encoder.layer[number] = self.tagger.encoder.encoder.layer[number]
        self.tagger.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def round(self) -> None:
        """Let every product that is exported in integers be rounded."""
        round_reader(self.reader)
        round_products(self.tagger)

    def rates(self, rate: float) -> Iterator[tuple[nn.Module, float]]:
        """Yield each part with its rate: smaller in lower layers."""
        layers = self.tagger.encoder.config.num_hidden_layers
        for part in (self.tagger.encoder.embeddings, self.tagger.features):
            yield part, rate * LAYER_DECAY**layers
        for number in range(layers):
            own = rate * LAYER_DECAY ** (layers - 1 - number)
            is_shared = number < SHARED_LAYERS
            yield self.tagger.encoder.encoder.layer[number], own * (1 if is_shared else TAGGER_SHARE)
            if not is_shared:
                yield self.reader.encoder.encoder.layer[number], own
        heads = ("label", "word", "cue", "distance", "pair")
        yield from ((getattr(self.tagger, name), TAGGER_HEAD_RATE) for name in heads)
        facts = (f"fact_{name}" for name in ("label", "word", "cue", "distance", "role"))
        yield from ((getattr(self.reader, name), READER_HEAD_RATE) for name in (*facts, "stage"))


def make_optimizer(both: Both, rate: float) -> torch.optim.AdamW:
    """Make AdamW with the rates of each part."""
    return torch.optim.AdamW(
        {"params": [parameter], "lr": own, "weight_decay": 0.01 if parameter.dim() > 1 else 0.0}
        for part, own in both.rates(rate)
        for parameter in part.parameters()
        if parameter.requires_grad
    )


@dataclass
class Texts:
    """What is learned from: articles with attributions or facts, and windows that a teacher has read."""

    attributions: Sequence[list[Example]]
    facts: Sequence[list[list[FactExample]]]
    taught: Sequence[TaughtWindow]

    def plan(self, rng: random.Random) -> list[Batch | Lesson]:
        """Give the batches of an epoch, shuffled."""
        attributions = rng.sample(self.attributions, int(len(self.attributions) * ATTRIBUTIONS_READ))
        taught = rng.sample(self.taught, int(len(self.taught) * TAUGHT_READ))
        lessons: list[Batch | Lesson] = [
            *make_batches(attributions, rng),
            *plan_epoch(self.facts, taught, rng),
        ]
        rng.shuffle(lessons)
        return lessons


def find_either(both: Both, lesson: Batch | Lesson, distill: Distillation, rng: random.Random) -> Tensor:
    """Find the loss of a batch of either task."""
    if isinstance(lesson, Batch):
        return TAGGER_WEIGHT * torch.stack(distill(both.tagger, lesson, rng)).sum()
    return find_loss(both.reader, lesson, rng)


def train(both: Both, texts: Texts, distill: Distillation, options: argparse.Namespace) -> None:
    """Train, the last epoch rounded, and write both into the folder after each epoch."""
    options.folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    optimizer = make_optimizer(both, options.rate)
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    steps = options.epochs * len(texts.plan(random.Random(options.seed)))
    schedule = make_schedule(optimizer, steps, WARM_UP)
    step, began = 0, time.time()
    for epoch in range(1, options.epochs + 1):
        both.tagger.train()
        both.reader.train()
        if epoch == options.epochs:
            both.round()
        for lesson in texts.plan(rng):
            loss = find_either(both, lesson, distill, rng)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{steps} {time.time() - began:.0f} s, loss {loss.item():.3f}", flush=True)
        torch.save(both.tagger.state_dict(), options.folder / f"tagger-{epoch}.pt")
        torch.save(both.reader.state_dict(), options.folder / f"reader-{epoch}.pt")


def main() -> None:
    """Parse the arguments, read the corpora, train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tagger", type=Path, required=True, help="the checkpoint of attributions")
    parser.add_argument("--reader", type=Path, required=True, help="the checkpoint of facts")
    parser.add_argument("--corpus", type=Path, required=True, help="a part of PolNeAR")
    parser.add_argument(
        "--silver",
        type=Path,
        nargs="+",
        default=[],
        help="a teacher's attributions, and where the texts stand",
    )
    parser.add_argument("--texts", type=int, default=600, help="how many of them are read")
    parser.add_argument("--facts", type=Path, nargs="+", required=True, help="files of the signings corpus")
    parser.add_argument("--taught", type=Path, help="a file that ask_teacher.py has written")
    parser.add_argument("--rate", type=float, default=RATE, help="the rate of the top layers")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=5, help="forms of each text with facts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    distill = Distillation([load_reader(options.tagger).eval().requires_grad_(False)])
    attributions = read_examples(options.corpus)
    if options.silver:
        attributions += read_silver(options.silver[0], options.silver[1:], options.texts, options.seed)
    taught = pickle.loads(options.taught.read_bytes()) if options.taught else []
    texts = Texts(attributions, read_all(options), taught)
    train(Both(load_reader(options.tagger), load_reader(options.reader)), texts, distill, options)


if __name__ == "__main__":
    sys.exit(main())
