"""From the network's scores to names, offices, agreements and acts.

First the runs of each layer are found; then every act, title and mention of an agreement is a cue, and the
runs found (and, of those who sign, other words too: "he") are weighed for what they are to it.
Every threshold here was chosen on the development part of the signings corpus: see
kg/models/reader/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kg.annotate.attribution.viterbi import softmax
from kg.annotate.facts.labels import LAYER_COLUMNS, LAYERS, ROLE_COLUMNS, ROLES, STAGES
from kg.annotate.network import PairHead, Scores, score_pairs
from kg.model import ActMark, AgreementMark, FactMarks, Mark, OfficeMark, Part, Run

# The least probability of a word of a layer, and of a run of them, the mean over its words. Doubtful names,
# acts and agreements are candidates: which stand is told in facts/consistency.py and extract/agreements/.
LEAST_LABEL = {"name": 0.35, "agreement": 0.5, "act": 0.08, "title": 0.3}
# The least probability of what words are to a cue.
LEAST_ROLE = {
    "signatory": 0.3,
    "party": 0.3,
    "holder": 0.2,
    "body": 0.4,
    "for": 0.25,
    "place": 0.4,
    "date": 0.4,
}
LEAST_AGREEMENT, LEAST_SAME = 0.35, 0.0
# Holder and body stand so near to the title, in words.
NEAR_TITLE = 40


def read_window(scores: Scores, head: PairHead, names: Sequence[Mark]) -> FactMarks:
    """Find the facts in the words of a window; the names that stand there were found before."""
    found = {layer: list(find_marks(scores, layer)) for layer in LAYERS if layer != "name"}
    agreements = found["agreement"]
    return FactMarks(
        names=tuple(names),
        offices=tuple(read_office(title, names, scores, head) for title in found["title"]),
        agreements=tuple(read_mention(mention, agreements, scores, head) for mention in agreements),
        acts=tuple(read_act(cue, names, agreements, scores, head) for cue in found["act"]),
    )


def find_marks(scores: Scores, layer: str) -> Iterable[Mark]:
    """Find the runs of a layer: where a label is likelier than none, parted where a begin is likelier than
    an inside.
    """
    likely = softmax(scores.labels[:, LAYER_COLUMNS[layer]])
    begin, inside = likely[:, 1::2], likely[:, 2::2]
    both = begin + inside
    is_on = (1 - likely[:, 0] >= LEAST_LABEL[layer]).tolist()
    goes_on = (inside.sum(1) >= begin.sum(1)).tolist()
    start = 0
    for end in range(1, len(both) + 1):
        if end < len(both) and is_on[end] and goes_on[end]:
            continue
        # A run whose first word is in none is dropped: its other words are called the inside of nothing.
        if is_on[start]:
            kinds = both[start:end].mean(0)
            kind = int(kinds.argmax())
            if kinds.sum() >= LEAST_LABEL[layer]:
                yield Mark((start, end), LAYERS[layer][kind], float(kinds[kind]))
        start = end


class Roles:
    """What the words of a window are to one cue: probabilities by role.

    With `runs` only their words are weighed, and all others are nothing to the cue.
    """

    def __init__(self, cue: Run, scores: Scores, head: PairHead, runs: Sequence[Run] | None = None) -> None:
        self.cue = cue
        words = np.arange(len(scores.words))
        if runs is not None:
            words = np.array([word for run in runs for word in range(*run)], np.int64)
        matrix = score_pairs(scores, cue, head, words)
        self._likely: dict[str, np.ndarray] = {}
        for group, columns in ROLE_COLUMNS.items():
            self._likely[group] = np.zeros((len(scores.words), columns.stop - columns.start))
            self._likely[group][words] = softmax(matrix[:, columns])

    def of(self, role: str) -> np.ndarray:
        """Give the probability (words) of a role."""
        group = next(group for group, roles in ROLES.items() if role in roles)
        begin = 2 * ROLES[group].index(role) + 1
        found: np.ndarray = self._likely[group][:, begin : begin + 2].sum(1)
        return found

    def among(self, role: str, runs: Iterable[Run], least: float) -> list[Part]:
        """Weigh runs for a role: those that are at least so likely, the likeliest first."""
        likely = self.of(role)
        parts = [Part(run, float(likely[run[0] : run[1]].mean())) for run in runs]
        return sorted((p for p in parts if p.score >= least), key=lambda p: (-p.score, p.run))

    def runs(self, role: str) -> list[Part]:
        """Find runs of words for a role, whatever they name, the likeliest first."""
        likely, least = self.of(role), LEAST_ROLE[role]
        group = next(group for group, roles in ROLES.items() if role in roles)
        begin = 2 * ROLES[group].index(role) + 1
        begins = self._likely[group][:, begin]
        found: list[list[int]] = []
        for word in np.flatnonzero(likely >= least).tolist():
            if found and found[-1][1] == word and begins[word] < likely[word] / 2:
                found[-1][1] = word + 1
            else:
                found.append([word, word + 1])
        parts = [Part((start, end), float(likely[start:end].max())) for start, end in found]
        return sorted(parts, key=lambda part: (-part.score, part.run))


def read_office(title: Mark, names: Sequence[Mark], scores: Scores, head: PairHead) -> OfficeMark:
    """Find who holds a title, and where."""
    near = [name for name in names if _distance(name.run, title.run) <= NEAR_TITLE]
    roles = Roles(title.run, scores, head, [name.run for name in near])
    people = [name.run for name in near if name.label == "Person"]
    bodies = [name.run for name in near if name.label != "Person"]
    holders = roles.among("holder", people, LEAST_ROLE["holder"])
    return OfficeMark(
        title, holders[0] if holders else None, tuple(roles.among("body", bodies, LEAST_ROLE["body"]))
    )


def read_mention(mention: Mark, agreements: Sequence[Mark], scores: Scores, head: PairHead) -> AgreementMark:
    """Find the other mentions of the same agreement."""
    others = [other.run for other in agreements if other.run != mention.run]
    roles = Roles(mention.run, scores, head, others)
    return AgreementMark(mention, tuple(roles.among("agreement", others, LEAST_SAME)))


def read_act(
    cue: Mark, names: Sequence[Mark], agreements: Sequence[Mark], scores: Scores, head: PairHead
) -> ActMark:
    """Find what an act is done to, by whom, for whom, where and when, and which stage it is."""
    roles = Roles(cue.run, scores, head)
    assert scores.stages is not None, "the head for facts tells stages"
    stages = softmax(scores.stages[cue.run[0] : cue.run[1]].mean(0))
    stage = int(stages.argmax())
    people = [name.run for name in names if name.label == "Person"]
    parties = [name.run for name in names if name.label != "Person"]
    signatories = roles.among("signatory", people, LEAST_ROLE["signatory"])
    taken = [*people, *parties]
    signatories += [p for p in roles.runs("signatory") if not any(_meet(p.run, run) for run in taken)]
    of = roles.among("agreement", [mention.run for mention in agreements], LEAST_AGREEMENT)
    places, days = roles.runs("place"), roles.runs("date")
    return ActMark(
        cue=cue,
        stage=STAGES[stage],
        stage_score=float(stages[stage]),
        agreement=of[0] if of else None,
        signatories=tuple(_with_party(part, parties, scores, head) for part in signatories),
        parties=tuple(roles.among("party", parties, LEAST_ROLE["party"])),
        place=places[0] if places else None,
        date=days[0] if days else None,
    )


def _with_party(signatory: Part, parties: Sequence[Run], scores: Scores, head: PairHead) -> Part:
    """The signatory with the party that he or she signs for, where one is likely."""
    found = Roles(signatory.run, scores, head, parties).among("for", parties, LEAST_ROLE["for"])
    return Part(signatory.run, signatory.score, found[0].run if found else None)


def _distance(run: Run, other: Run) -> int:
    return max(run[0] - other[1], other[0] - run[1], 0)


def _meet(run: Run, other: Run) -> bool:
    return run[0] < other[1] and other[0] < run[1]
