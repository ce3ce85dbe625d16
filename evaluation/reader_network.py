"""The reader of facts as it is trained: the attribution tagger's encoder with layers for facts over it.

Its lowest layers stay the tagger's, so the exported network runs them once for both; the upper ones become
its own.

One layer labels every word in each of LAYERS; another labels the words of a window again for one cue, in each
group of ROLES, by the cue's vector (FiLM) and their distance from it, as the attribution tagger does; a third
tells the stage that the cue of an act brings an agreement to.
"""

from __future__ import annotations

import torch
from attribution_tagger import WIDTH, Tagger
from torch import Tensor, nn
from transformers import BertModel

from kg.annotate.attribution.labels import DISTANCES
from kg.annotate.facts.labels import LAYER_WIDTH, ROLE_WIDTH, STAGES


class Reader(Tagger):
    """The attribution tagger with the layers for facts."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__(encoder)
        size = encoder.config.hidden_size
        self.fact_label = nn.Linear(size, LAYER_WIDTH)
        self.fact_word = nn.Linear(size, WIDTH)
        self.fact_cue = nn.Linear(size, 2 * WIDTH)
        self.fact_distance = nn.Embedding(DISTANCES, WIDTH)
        self.fact_role = nn.Linear(WIDTH, ROLE_WIDTH)
        self.stage = nn.Linear(size, len(STAGES))
        nn.init.normal_(self.fact_distance.weight, std=0.02)

    def label_roles(self, words: Tensor, cues: Tensor, paired: Tensor, distances: Tensor) -> Tensor:
        """Scores (pairs, ROLE_WIDTH) of `words` with one of `cues`, whose number is in `paired`."""
        scale, shift = self.fact_cue(cues).index_select(0, paired).chunk(2, -1)
        shown = self.fact_word(words) * (1 + scale) + shift + self.fact_distance(distances)
        return self.fact_role(nn.functional.gelu(shown))


def mean_of(words: Tensor, cues: list[tuple[int, int]]) -> Tensor:
    """Vectors (cues, size): the mean over the words [start, end) of each cue."""
    return torch.stack([words[start:end].mean(0) for start, end in cues])
