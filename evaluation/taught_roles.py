"""What a teacher thinks words are to the cues of a window that nobody has annotated: see ask_teacher.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from reader_batches import NEAR_TITLE
from reader_network import Reader, mean_of
from torch import Tensor

from kg.annotate.attribution.labels import distance_to
from kg.annotate.facts.labels import LAYER_COLUMNS, LAYERS, ROLE_COLUMNS, ROLES

Span = tuple[int, int]  # words [start, end) of a window

# The least probability of the words of a cue, by its kind, and of a person to sign in an act.
LEAST_CUE, LEAST_HAND = {"act": 0.3, "title": 0.5, "agreement": 0.5}, 0.25
LEAST_NAME = 0.5
# So many mentions of agreements and so many hands are asked about in a window, and so many words on both
# sides of a cue.
MOST_MENTIONS, MOST_HANDS, NEAR = 4, 6, 120


@dataclass
class TaughtCue:
    """A cue with the probabilities of what the words [low, high) are to it (words, ROLE_WIDTH), and for an
    act those of its stages.
    """

    span: Span
    low: int
    high: int
    likely: np.ndarray
    stages: np.ndarray | None


def find_runs(likely: np.ndarray, layer: str, least: float, label: int | None = None) -> list[Span]:
    """Find the runs of a layer, or of one label of it, in probabilities (words, LAYER_WIDTH), parted where
    one begins.
    """
    part = likely[:, LAYER_COLUMNS[layer]]
    begin = part[:, 1::2] if label is None else part[:, 2 * label + 1 : 2 * label + 2]
    both = part[:, 1:] if label is None else part[:, 2 * label + 1 : 2 * label + 3]
    is_on, begins = both.sum(1) >= least, begin.sum(1) > 1 / 2
    starts = [i for i in np.flatnonzero(is_on) if i == 0 or not is_on[i - 1] or begins[i]]
    ends = [
        next((e for e in range(s + 1, len(is_on)) if not is_on[e] or begins[e]), len(is_on)) for s in starts
    ]
    return list(zip(map(int, starts), ends, strict=True))


def ask_roles(teacher: Reader, words: Tensor, likely: np.ndarray) -> list[TaughtCue]:
    """Ask what the words of a window (vectors) are to its acts, titles, mentions of agreements and hands."""
    cues = [(kind, span) for kind, least in LEAST_CUE.items() for span in find_runs(likely, kind, least)]
    mentions = [cue for cue in cues if cue[0] == "agreement"][:MOST_MENTIONS]
    found = list(_ask(teacher, words, [*(cue for cue in cues if cue[0] != "agreement"), *mentions]))
    people = find_runs(likely, "name", LEAST_NAME, LAYERS["name"].index("Person"))
    hands = [
        ("hand", span) for span in people if any(_signs(span, act) for act in found if act.stages is not None)
    ]
    return [*found, *_ask(teacher, words, hands[:MOST_HANDS])]


def _signs(person: Span, act: TaughtCue) -> bool:
    if person[0] < act.low or person[1] > act.high:
        return False
    first = ROLE_COLUMNS["actor"].start + 2 * ROLES["actor"].index("signatory") + 1
    return bool(
        act.likely[person[0] - act.low : person[1] - act.low, first : first + 2].sum(1).mean() > LEAST_HAND
    )


def _ask(teacher: Reader, words: Tensor, cues: Sequence[tuple[str, Span]]) -> Iterator[TaughtCue]:
    count = len(words)
    for kind, span in cues:
        near = NEAR_TITLE if kind == "title" else NEAR
        low, high = max(0, span[0] - near), min(count, span[1] + near)
        cue = mean_of(words, [span])
        paired = torch.zeros(high - low, dtype=torch.long)
        distances = torch.from_numpy(distance_to(*span, count)[low:high])
        scores = teacher.label_roles(words[low:high], cue, paired, distances)
        likely = torch.cat([scores[:, part].softmax(1) for part in ROLE_COLUMNS.values()], 1)
        stages = teacher.stage(cue).softmax(1)[0].numpy() if kind == "act" else None
        yield TaughtCue(span, low, high, likely.half().numpy(), stages)


def find_role_losses(
    model: Reader, words: Tensor, cues: Sequence[tuple[int, int, TaughtCue]]
) -> tuple[Tensor, Tensor | None]:
    """Find the cross entropies of roles and of stages with the teacher's probabilities.

    Each of `cues` comes with the number of the first word of its window in `words`, and the number of words.
    """
    spans = [(start + cue.span[0], start + cue.span[1]) for start, _, cue in cues]
    vectors = mean_of(words, spans)
    parts = [
        (
            np.arange(start + cue.low, start + cue.high),
            np.full(cue.high - cue.low, number),
            distance_to(*cue.span, count)[cue.low : cue.high],
            cue.likely,
        )
        for number, (start, count, cue) in enumerate(cues)
    ]
    asked, paired, distances, likely = (
        torch.from_numpy(np.concatenate(part)) for part in zip(*parts, strict=True)
    )
    scores = model.label_roles(words.index_select(0, asked), vectors, paired, distances)
    likely = likely.float()
    columns = ROLE_COLUMNS.values()
    roles = torch.stack(
        [-(likely[:, part] * scores[:, part].log_softmax(1)).sum(1).mean() for part in columns]
    ).sum()
    acts = [number for number, (_, _, cue) in enumerate(cues) if cue.stages is not None]
    if not acts:
        return roles, None
    stages = torch.from_numpy(np.stack([cues[number][2].stages for number in acts])).float()  # type: ignore[misc]
    return roles, -(stages * model.stage(vectors)[acts].log_softmax(1)).sum(1).mean()
