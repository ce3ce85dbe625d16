"""Batches of articles with facts: windows of paragraphs, and cues in them with the words they ask about."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from facts_data import Cue, FactExample, to_role_label
from torch import Tensor
from train_attribution import Batch, to_batch

from kg.annotate.attribution.labels import distance_to
from kg.annotate.facts.labels import LAYER_COLUMNS, LAYERS, ROLES
from kg.annotate.windows import WINDOW

BATCH_PIECES = 2560
# A false cue for every so many right ones, and how far from a title its holder and body are sought, in words.
FALSE_CUES, NEAR_TITLE = 0.3, 40
# What the losses of roles and stages count beside that of the labels of words.
ROLE_WEIGHT, STAGE_WEIGHT = 4.0, 0.5
# The label that no loss is computed for, as PyTorch has it.
IGNORED = -100
ACT, TITLE = (list(LAYERS).index(layer) for layer in ("act", "title"))


@dataclass
class FactBatch:
    """A batch with, for each of its windows, the number of its first word, and its examples."""

    batch: Batch
    windows: list[tuple[int, list[FactExample]]]


def make_fact_batches(articles: Sequence[list[FactExample]], rng: random.Random) -> Iterator[FactBatch]:
    """Give all articles in windows of neighbouring paragraphs, windows of like length together."""
    windows: list[list[FactExample]] = []
    for paragraphs in articles:
        room = 0
        for example in paragraphs:
            if example.size > room or example is paragraphs[0]:
                room = max(WINDOW if rng.random() < 0.6 else rng.randint(100, WINDOW), example.size)
                windows.append([])
            windows[-1].append(example)
            room -= example.size
    sized = sorted(windows, key=lambda window: sum(e.size for e in window) + rng.random() * 24)
    batches: list[list[list[FactExample]]] = [[]]
    for window in sized:
        if (len(batches[-1]) + 1) * (sum(e.size for e in window) + 26) > BATCH_PIECES:
            batches.append([])
        batches[-1].append(window)
    rng.shuffle(batches)
    for some in filter(None, batches):
        starts = np.cumsum([0, *(sum(len(e.words) for e in window) for window in some)]).tolist()
        yield FactBatch(to_batch(some), list(zip(starts, some, strict=False)))  # type: ignore[arg-type]


@dataclass
class Roles:
    """Cues of a batch (words [start, end)) and the words of their windows, as `train_attribution.Pairs`;
    `targets` (pairs, ROLES), `stages` (cues); IGNORED where there is none or where either would do."""

    cues: list[tuple[int, int]]
    words: Tensor
    paired: Tensor
    distances: Tensor
    targets: Tensor
    stages: Tensor


def choose_roles(facts: FactBatch, scores: Tensor, rng: random.Random) -> Roles | None:
    """Choose the cues of a batch, and false ones: the words that by `scores` look most like one and are
    none.
    """
    looks = look_like_cues(scores)
    cues, paired, words, distances, targets, stages = [], [], [], [], [], []
    for start, window in facts.windows:
        offset, count = window[0].offset, sum(len(e.words) for e in window)
        chosen = [cue for e in window for cue in e.facts if cue.span[1] <= offset + count]
        labels = [row for e in window for row in e.layers]
        for place in false_cues(looks[start : start + count], labels, len(chosen), rng):
            chosen.append(Cue((offset + place, offset + place + 1), "none", None, ()))
        for cue in chosen:
            begin, end = cue.span[0] - offset, cue.span[1] - offset
            target = to_targets(cue, offset, count)
            low, high = (
                (max(0, begin - NEAR_TITLE), min(count, end + NEAR_TITLE))
                if cue.kind == "title"
                else (0, count)
            )
            paired.append(np.full(high - low, len(cues)))
            words.append(np.arange(start + low, start + high))
            distances.append(distance_to(begin, end, count)[low:high])
            targets.append(target[low:high])
            stages.append(IGNORED if cue.stage is None else cue.stage)
            cues.append((start + begin, start + end))
    if not cues:
        return None
    arrays = (np.concatenate(part) for part in (words, paired, distances, targets))
    return Roles(cues, *map(torch.from_numpy, arrays), torch.tensor(stages))


def to_targets(cue: Cue, offset: int, count: int) -> np.ndarray:
    """Label the `count` words from word `offset` on by what they are to a cue: (count, ROLES)."""
    groups = {group: number for number, group in enumerate(ROLES)}
    target = np.zeros((count, len(ROLES)), np.int64)
    for is_sure, parts in ((False, cue.others), (True, cue.roles)):
        for role, part in parts:
            group, label = to_role_label(role)
            first, last = part[0] - offset, part[1] - offset
            if first >= 0 and last <= count:
                target[first:last, groups[group]] = label + 1 if is_sure else IGNORED
                target[first, groups[group]] = label if is_sure else IGNORED
    return target


def look_like_cues(scores: Tensor) -> np.ndarray:
    """Tell how much each word looks like an act or a title by the scores of the layers."""
    looks = [
        part[:, 1:].logsumexp(1) - part.logsumexp(1)
        for part in (scores[:, LAYER_COLUMNS[layer]] for layer in ("act", "title"))
    ]
    return torch.stack(looks).amax(0).numpy()


def false_cues(looks: np.ndarray, labels: list[list[int]], right: int, rng: random.Random) -> list[int]:
    """Choose words that are no cue and look like one."""
    wanted = FALSE_CUES * max(right, 0.5)
    number = int(wanted) + (rng.random() < wanted % 1)
    order = [i for i in np.argsort(-looks) if not labels[i][ACT] and not labels[i][TITLE]]
    return order[:number]
