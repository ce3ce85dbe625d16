"""Train the upper layers of the reader that mark names, offices, agreements and acts.

    python evaluation/train_reader.py build/reader --start tagger.pt \
        --facts signings/train.jsonl signings/hands-train.jsonl --epochs 14

    python evaluation/train_reader.py build/teacher --encoder all-mpnet-base-v2 --epochs 4 --rounded 0 \
        --facts signings/train.jsonl signings/hands-train.jsonl

The lower layers stay as the checkpoint `--start` has them: those that mark attributions stand on them too
(see reader_network.py). With `--encoder` it trains a teacher over that encoder instead; with `--taught` a
reader learns from what a teacher thinks of other texts too (see ask_teacher.py). In the last epochs weights
and activations are rounded as the exported network will round them (see distil_attribution.py). More than
half of the texts have other names in every epoch. Writes a checkpoint after each epoch;
`export_attribution.py` makes of it what `kg` runs.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from attribution_data import load_parser
from attribution_tagger import load_encoder
from distil_attribution import Rounded, freeze, round_products
from facts_data import FactExample, read_annotated, to_examples
from name_swapper import NameSwapper
from reader_batches import ROLE_WEIGHT, STAGE_WEIGHT, FactBatch, choose_roles, make_fact_batches
from reader_network import Reader, mean_of
from taught_windows import TaughtWindow, find_taught_loss, make_taught_batches
from teacher_network import load_teacher
from torch import Tensor, nn
from train_attribution import hide_pieces, make_optimizer, make_schedule, read_words

from kg.annotate.facts.labels import LAYER_COLUMNS, ROLE_COLUMNS
from kg.annotate.network import load_pieces

RATE, HEAD_RATE, WARM_UP = 3e-4, 1e-3, 0.06
# Parts of an article that an epoch reads with other names.
SWAPPED_SHARE = 0.6


def find_fact_loss(model: Reader, facts: FactBatch, words: Tensor, rng: random.Random) -> Tensor:
    """Add up the cross entropies of the layers, of the roles and of the stages."""
    scores = model.fact_label(words).float()
    labels = torch.tensor([row for _, window in facts.windows for e in window for row in e.layers])
    loss = sum_losses(scores, labels, LAYER_COLUMNS)
    roles = choose_roles(facts, scores.detach(), rng)
    if roles is None:
        return loss
    cues = mean_of(words, roles.cues)
    found = model.label_roles(words.index_select(0, roles.words), cues, roles.paired, roles.distances).float()
    loss = loss + ROLE_WEIGHT * sum_losses(found, roles.targets, ROLE_COLUMNS)
    if (roles.stages >= 0).any():
        stages = model.stage(cues).float()
        loss = loss + STAGE_WEIGHT * nn.functional.cross_entropy(stages, roles.stages)
    return loss


def sum_losses(scores: Tensor, targets: Tensor, columns: dict[str, slice]) -> Tensor:
    """Add up the mean cross entropy of each choice; `targets` has a column for each."""
    losses = [
        nn.functional.cross_entropy(scores[:, part], targets[:, number])
        for number, part in enumerate(columns.values())
    ]
    return torch.stack(losses).sum()


def load_reader(start: Path) -> Reader:
    """Load a reader from a checkpoint of a reader or of an attribution tagger."""
    model = Reader(load_encoder())
    missing = model.load_state_dict(torch.load(start), strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
    return model


def round_reader(model: Reader) -> None:
    """Let every product that is exported in integers be rounded."""
    round_products(model)
    for module in (model.fact_label, model.fact_word, model.fact_cue, model.stage):
        module.__class__ = Rounded


def read_facts(paths: Sequence[Path], copies: int, seed: int) -> list[list[list[FactExample]]]:
    """Read each article `copies` times: as it is, and with other names."""
    annotated = [one for path in paths for one in read_annotated(path)]
    swapper, rng = NameSwapper(annotated), random.Random(seed)
    nlp, to_pieces = load_parser(), load_pieces()
    found = []
    for one in annotated:
        forms = [one, *(swapper.swap(one, rng) for _ in range(copies - 1))]
        found.append([to_examples(form, nlp, to_pieces) for form in forms])
    return found


# What a step learns from: annotated texts, or windows that a teacher has read.
Lesson = FactBatch | list[TaughtWindow]


def plan_epoch(
    facts: Sequence[list[list[FactExample]]], taught: Sequence[TaughtWindow], rng: random.Random
) -> list[Lesson]:
    """Give the batches of an epoch, shuffled."""
    articles = [
        copies[0] if len(copies) == 1 or rng.random() > SWAPPED_SHARE else rng.choice(copies[1:])
        for copies in facts
    ]
    lessons: list[Lesson] = [*make_fact_batches(articles, rng), *make_taught_batches(taught, rng)]
    rng.shuffle(lessons)
    return lessons


def find_loss(model: Reader, lesson: Lesson, rng: random.Random) -> Tensor:
    """Find the loss of a batch of either kind."""
    if not isinstance(lesson, FactBatch):
        return find_taught_loss(model, lesson)
    words = read_words(model, lesson.batch, hide_pieces(lesson.batch.pieces))
    return find_fact_loss(model, lesson, words, rng)


def train(
    model: Reader,
    facts: Sequence[list[list[FactExample]]],
    taught: Sequence[TaughtWindow],
    options: argparse.Namespace,
) -> None:
    """Train, the last epochs rounded, and write epoch-N.pt into the folder after each epoch."""
    options.folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    optimizer = make_optimizer(model, options.rate, HEAD_RATE)
    steps = options.epochs * len(plan_epoch(facts, taught, random.Random(options.seed)))
    schedule = make_schedule(optimizer, steps, WARM_UP)
    step, began, mean = 0, time.time(), 0.0
    for epoch in range(1, options.epochs + 1):
        model.train()
        if epoch == options.epochs - options.rounded + 1:
            round_reader(model)
        for lesson in plan_epoch(facts, taught, rng):
            loss = find_loss(model, lesson, rng)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
            if step % 20 == 0:
                print(f"{step}/{steps} {time.time() - began:.0f} s, loss {mean:.3f}", flush=True)
        torch.save(model.state_dict(), options.folder / f"epoch-{epoch}.pt")


def main() -> None:
    """Parse the arguments, read the corpora, train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=Path, nargs="+", required=True, help="files of the signings corpus")
    parser.add_argument("--start", type=Path, help="the checkpoint to start from")
    parser.add_argument("--encoder", type=Path, help="for a teacher: the folder of all-mpnet-base-v2")
    parser.add_argument("--taught", type=Path, help="a file that ask_teacher.py has written")
    parser.add_argument("--rate", type=float, default=RATE, help="the rate of the encoder's top layer")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument(
        "--rounded", type=int, default=1, help="the last epochs, which round as the export does"
    )
    parser.add_argument(
        "--copies", type=int, default=5, help="forms of each text with facts, other names in all but one"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    taught = pickle.loads(options.taught.read_bytes()) if options.taught else []
    if options.encoder:
        model: Reader = load_teacher(options.encoder, options.start)
    elif options.start:
        model = load_reader(options.start)
        freeze(model)
    else:
        parser.error("give --start, or --encoder for a teacher")
    train(model, read_all(options), taught, options)


def read_all(options: argparse.Namespace) -> list[list[list[FactExample]]]:
    """Read the corpora, or what an earlier run has kept of them in the folder."""
    kept = options.folder / "examples.pickle"
    if kept.exists():
        found: list[list[list[FactExample]]] = pickle.loads(kept.read_bytes())
        return found
    read = read_facts(options.facts, options.copies, options.seed)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(read))
    return read


if __name__ == "__main__":
    sys.exit(main())
