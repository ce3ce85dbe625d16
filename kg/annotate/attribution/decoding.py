"""From the network's scores to attributions: the likeliest labels cue by cue, and no word used twice.

Every figure here was chosen on PolNeAR's development part: see kg/models/reader/README.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.annotate.attribution.labels import (
    PAIR_LABELS,
    WORD_LABELS,
    Run,
    find_runs,
    longest_stretch,
)
from kg.annotate.attribution.viterbi import find_best_labels, softmax
from kg.annotate.network import PairHead, Scores, score_pairs

_CUE, _CONTENT, _SOURCE = (slice(WORD_LABELS.index(f"B-{r}"), WORD_LABELS.index(f"I-{r}") + 1) for r in
                           ("cue", "content", "source"))  # fmt: skip
_PAIR_SOURCE = slice(PAIR_LABELS.index("B-source"), PAIR_LABELS.index("I-source") + 1)
_PAIR_CONTENT = slice(PAIR_LABELS.index("B-content"), PAIR_LABELS.index("I-content") + 1)

# A cue begins where the two cue labels together are at least so likely; less likely ones may still take a
# content that would else be nobody's.
LIKELY_CUE, POSSIBLE_CUE = 0.2, 0.03
# How much the labels over all attributions count beside those for one cue; and how much of its probability a
# word that is source or content of something keeps for being neither to this cue.
SHARED_WEIGHT, OF_ANOTHER = 0.5, 0.1
# The mean probability of a run of words to be content, and that times the cue's, below which they are left
# out.
LEAST_RUN, LEAST_ATTRIBUTION = 0.55, 0.35
# A content that no cue has taken: so many words at least, and so likely for the cue that it goes to.
SHORTEST_REST, LEAST_REST = 3, 0.1


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the network took for one attribution, in words of its paragraph; `score` is between 0 and 1."""

    cue: Run
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with its probability, and the words that the best labels give to it.

    `likely` tells for every word of the paragraph how likely it is to be content of this cue with the other
    attributions in view, `alone` without them.
    """

    cue: Run
    sure: float
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    likely: np.ndarray
    alone: np.ndarray


def find_attributions(paragraphs: Sequence[Scores], head: PairHead) -> list[list[Attribution]]:
    """The attributions of each paragraph, in the order of their cues."""
    labels = [softmax(scores.labels) for scores in paragraphs]
    cues = [find_cues(probabilities) for probabilities in labels]
    matrices, shared = [], []
    for scores, probabilities, found in zip(paragraphs, labels, cues, strict=True):
        common = share(probabilities) if found else None
        for cue, _ in found:
            matrices.append(score_pairs(scores, cue, head))
            shared.append(np.log(softmax(matrices[-1]) + 1e-12) + common)
    pairs = iter(zip(find_best_labels(shared), matrices, shared, strict=True))
    return [
        settle([to_candidate(cue, sure, *next(pairs)) for cue, sure in found], probabilities)
        for found, probabilities in zip(cues, labels, strict=True)
    ]


def find_cues(probabilities: np.ndarray) -> list[tuple[Run, float]]:
    """The possible cues of a paragraph with their probability, from the words' labels (words, WORD_LABELS).

    A cue goes on where going on is likely, and likelier than a new cue or none.
    """
    begin, inside = probabilities[:, _CUE].T
    none = probabilities[:, 0]
    cues = []
    place = 0
    while place < len(begin):
        if begin[place] + inside[place] < POSSIBLE_CUE or begin[place] < inside[place]:
            place += 1
            continue
        end = place + 1
        while end < len(begin) and inside[end] > max(0.5 * (inside[end] + begin[end] + none[end]), 0.3):
            end += 1
        cues.append(((place, end), float(begin[place] + inside[place])))
        place = end
    return cues


def share(probabilities: np.ndarray) -> np.ndarray:
    """What the labels over all attributions add to those for one cue: weighted logs (words, PAIR_LABELS)."""
    source, content = probabilities[:, _SOURCE].sum(1), probabilities[:, _CONTENT].sum(1)
    none = 1 - (1 - OF_ANOTHER) * (source + content)
    logs = np.log(np.clip(np.stack([none, source, source, content, content], 1), 1e-4, 1))
    weighted: np.ndarray = SHARED_WEIGHT * logs
    return weighted


def to_candidate(cue: Run, sure: float, path: np.ndarray, alone: np.ndarray, shared: np.ndarray) -> Candidate:
    """What the best labels of a cue's paragraph make of it."""
    path = path.copy()
    path[cue[0] : cue[1]] = 0
    return Candidate(
        cue,
        sure,
        source=choose_source(find_runs(path, PAIR_LABELS.index("B-source")), shared),
        content=find_runs(path, PAIR_LABELS.index("B-content")),
        likely=softmax(shared)[:, _PAIR_CONTENT].sum(1),
        alone=softmax(alone)[:, _PAIR_CONTENT].sum(1),
    )


def choose_source(runs: Sequence[Run], shared: np.ndarray) -> tuple[Run, ...]:
    """The one run with the highest log odds in sum; an attribution has one source in one piece."""
    likely = np.clip(softmax(shared)[:, _PAIR_SOURCE].sum(1), 1e-6, 1 - 1e-6)
    odds = np.log(likely / (1 - likely))
    return tuple(sorted(runs, key=lambda run: -odds[run[0] : run[1]].sum())[:1])


def settle(candidates: Sequence[Candidate], labels: np.ndarray) -> list[Attribution]:
    """The attributions of one paragraph: no word is the content of two, what is unlikely is left out.

    The surest runs are given out first. Of a run that a surer one has cut into, the longest stretch stays,
    when that is at least half of it. What `labels` (words, WORD_LABELS; probabilities) call content and no
    likely cue has taken goes to the cue that fits it best, be it only a possible one.
    """
    taken: set[int] = set()
    found = _give_out([candidate for candidate in candidates if candidate.sure >= LIKELY_CUE], taken)
    _give_rest(found, candidates, labels[:, _CONTENT], taken)
    return [found[cue] for cue in sorted(found)]


def _give_out(candidates: Sequence[Candidate], taken: set[int]) -> dict[Run, Attribution]:
    """Attributions by their cue; the words of their contents are added to `taken`."""
    runs = [
        (mean(cand.likely, run), number, run)
        for number, cand in enumerate(candidates)
        for run in cand.content
    ]
    contents: list[list[Run]] = [[] for _ in candidates]
    given: list[set[int]] = [set() for _ in candidates]
    for likely, number, run in sorted(runs, key=lambda item: (-item[0], item[1:])):
        rest = longest_stretch(run, taken.union(*given))
        if likely >= LEAST_RUN and 2 * (rest[1] - rest[0]) >= run[1] - run[0]:
            contents[number].append(rest)
            given[number].update(range(*rest))
    found = {}
    for cand, content, words in zip(candidates, contents, given, strict=True):
        score = cand.sure * mean(cand.likely, *content) if content else 0.0
        if score >= LEAST_ATTRIBUTION:
            found[cand.cue] = Attribution(cand.cue, cand.source, tuple(sorted(content)), score)
            taken |= words
    return found


def _give_rest(
    found: dict[Run, Attribution], candidates: Sequence[Candidate], content: np.ndarray, taken: set[int]
) -> None:
    """Add to `found` the runs of `content` (words, begin and inside) that no cue has taken."""
    for run in find_likely_runs(content):
        rest = longest_stretch(run, taken)
        apart = [c for c in candidates if c.cue[1] <= run[0] or run[1] <= c.cue[0]]
        if rest[1] - rest[0] < max(SHORTEST_REST, 0.7 * (run[1] - run[0])) or not apart:
            continue
        fits = [(mean(c.alone, run) * c.sure**0.5, c) for c in apart]
        fit, cand = max(fits, key=lambda item: item[0])
        if fit < LEAST_REST:
            continue
        known = found.get(cand.cue, Attribution(cand.cue, cand.source, (), fit))
        found[cand.cue] = replace(known, content=tuple(sorted((*known.content, rest))))
        taken.update(range(*rest))


def find_likely_runs(content: np.ndarray) -> list[Run]:
    """The runs of words that are rather content than not; a new one begins where beginning is likelier."""
    begin, inside = content.T
    labels = np.where(begin + inside <= 0.5, 0, np.where(begin > inside, 1, 2))
    return list(find_runs(labels, 1))


def mean(likely: np.ndarray, *runs: Run) -> float:
    """The mean over the words of the runs."""
    return float(np.concatenate([likely[start:end] for start, end in runs]).mean())
