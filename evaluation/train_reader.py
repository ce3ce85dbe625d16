"""Train the reader: attributions, names, offices, agreements and acts by one encoder.

    python evaluation/train_reader.py polnear/train build/reader --start tagger.pt --teacher tagger.pt \
        --facts signings/train.jsonl signings/hands-train.jsonl --epochs 6

Every step reads one batch: of texts with facts annotated, where the attribution tagger `--teacher` says what
the attributions are, or of PolNeAR, where the annotators say it too. In the last epochs weights and
activations are rounded as the exported network will round them (see distil_attribution.py). More than half of
the texts with facts have other names in every epoch. Writes a checkpoint after each epoch;
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

import numpy as np
import torch
from attribution_data import Example, read_examples
from attribution_tagger import Tagger, load_encoder, load_tagger
from distil_attribution import Distillation, Rounded, round_products
from facts_data import FactExample, NameSwapper, read_annotated, to_examples
from reader_batches import FactBatch, choose_roles, make_fact_batches
from reader_network import Reader, mean_of
from torch import Tensor, nn
from train_attribution import Batch, hide_pieces, make_batches, make_optimizer, read_words

from kg.annotate import load_model
from kg.annotate.facts.labels import LAYER_COLUMNS, ROLE_COLUMNS
from kg.annotate.network import load_pieces

RATE, HEAD_RATE, WARM_UP = 2e-4, 1e-3, 0.06
# How much of PolNeAR is read beside the texts with facts in an epoch.
SHARE_OF_CLAIMS = 0.4
# How often a teacher says what the attributions in a batch of texts with facts are.
ASKED_SHARE = 0.6
# What the losses of roles, stages and attributions count beside that of the labels of words.
ROLE_WEIGHT, STAGE_WEIGHT, CLAIM_WEIGHT = 4.0, 0.5, 1.5
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


class ClaimLoss(Distillation):
    """What the reader forgets of attributions where only a teacher tells them."""

    def on_facts(self, model: Reader, batch: Batch, words: Tensor, rng: random.Random) -> Tensor:
        """The cross entropy with the teachers' probabilities."""
        labels, pairs, paired = self.ask(batch, rng)
        loss = -(labels * model.label(words).float().log_softmax(-1)).sum(-1).mean()
        if pairs is not None:
            cues = mean_of(words, pairs.cues)
            scores = model.label_pairs(
                words.index_select(0, pairs.words), cues, pairs.paired, pairs.distances
            )
            loss = loss - (paired * scores.float().log_softmax(-1)).sum(-1).mean()
        return loss


def load_reader(start: Path) -> Reader:
    """Load a reader from a checkpoint of a reader or of an attribution tagger."""
    model = Reader(load_encoder())
    missing = model.load_state_dict(torch.load(start), strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
    return model


def freeze(model: Reader) -> None:
    """Keep the embeddings and the word features as they are."""
    for part in (model.encoder.embeddings, model.features):
        part.requires_grad_(False)


def round_reader(model: Reader) -> None:
    """Let every product that is exported in integers be rounded."""
    round_products(model)
    for module in (model.fact_label, model.fact_word, model.fact_cue, model.stage):
        module.__class__ = Rounded


def read_facts(paths: Sequence[Path], copies: int, seed: int) -> list[list[list[FactExample]]]:
    """Read each article `copies` times: as it is, and with other names."""
    annotated = [one for path in paths for one in read_annotated(path)]
    swapper, rng = NameSwapper(annotated), random.Random(seed)
    nlp, to_pieces = load_model(), load_pieces()
    for name in set(nlp.pipe_names) - {"paragraphs", "tok2vec", "tagger", "parser"}:
        nlp.disable_pipe(name)
    found = []
    for one in annotated:
        forms = [one, *(swapper.swap(one, rng) for _ in range(copies - 1))]
        found.append([to_examples(form, nlp, to_pieces) for form in forms])
    return found


def plan_epoch(
    facts: Sequence[list[list[FactExample]]], claims: Sequence[list[Example]], rng: random.Random
) -> list[FactBatch | Batch]:
    """Give the batches of an epoch, shuffled."""
    articles = [
        copies[0] if len(copies) == 1 or rng.random() > SWAPPED_SHARE else rng.choice(copies[1:])
        for copies in facts
    ]
    some = rng.sample(range(len(claims)), int(SHARE_OF_CLAIMS * len(claims)))
    plan: list[FactBatch | Batch] = [*make_fact_batches(articles, rng)]
    plan += make_batches([claims[number] for number in some], rng)
    rng.shuffle(plan)
    return plan


def train(
    model: Reader,
    teacher: Tagger,
    facts: Sequence[list[list[FactExample]]],
    claims: Sequence[list[Example]],
    folder: Path,
    epochs: int,
    rounded: int,
    seed: int,
) -> None:
    """Train, the last epochs `rounded`, and write `folder`/epoch-N.pt after each epoch."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    freeze(model)
    optimizer = make_optimizer(model, RATE, HEAD_RATE)
    steps = epochs * len(plan_epoch(facts, claims, random.Random(seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (WARM_UP * steps), max(0.02, (steps - step) / (steps * (1 - WARM_UP)))),
    )
    claim_loss = ClaimLoss([teacher])
    step, began, means = 0, time.time(), np.zeros(3)
    for epoch in range(1, epochs + 1):
        model.train()
        if epoch == epochs - rounded + 1:
            round_reader(model)
        for batch in plan_epoch(facts, claims, rng):
            losses = np.full(3, np.nan)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                if isinstance(batch, FactBatch):
                    words = read_words(model, batch.batch, hide_pieces(batch.batch.pieces))
                    fact = find_fact_loss(model, batch, words, rng)
                    loss, losses[0] = fact, fact.item()
                    if rng.random() < ASKED_SHARE:
                        claim = claim_loss.on_facts(model, batch.batch, words, rng)
                        loss, losses[1] = loss + CLAIM_WEIGHT * claim, claim.item()
                else:
                    loss = sum(claim_loss(model, batch, rng))
                    losses[2] = loss.item()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            means = np.where(np.isnan(losses), means, 0.98 * means + 0.02 * losses)
            if step % 20 == 0:
                print(
                    f"{step}/{steps} {time.time() - began:.0f} s, facts, told, claims {means.round(3)}",
                    flush=True,
                )
        torch.save(model.state_dict(), folder / f"epoch-{epoch}.pt")


def main() -> None:
    """Parse the arguments, read the corpora, train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", type=Path, help="PolNeAR's training part")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=Path, nargs="+", required=True, help="files of the signings corpus")
    parser.add_argument("--start", type=Path, required=True, help="the checkpoint to start from")
    parser.add_argument("--teacher", type=Path, required=True, help="a checkpoint of an attribution tagger")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument(
        "--rounded", type=int, default=1, help="the last epochs, which round as the export does"
    )
    parser.add_argument(
        "--copies", type=int, default=3, help="forms of each text with facts, other names in all but one"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    facts, claims = read_all(options)
    model = load_reader(options.start)
    teacher = load_tagger(options.teacher).eval().requires_grad_(False)
    train(model, teacher, facts, claims, options.folder, options.epochs, options.rounded, options.seed)


def read_all(options: argparse.Namespace) -> tuple[list[list[list[FactExample]]], list[list[Example]]]:
    """Read the corpora, or what an earlier run has kept of them in the folder."""
    kept = options.folder / "examples.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    read = read_facts(options.facts, options.copies, options.seed), read_examples(options.claims)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(read))
    return read


if __name__ == "__main__":
    sys.exit(main())
