"""The teacher of the reader of facts: the reader over a larger encoder, all-mpnet-base-v2 (Apache-2.0).

It reads what the reader reads, the same pieces and features, and is never shipped: what it thinks of texts
that nobody has annotated trains the reader (see taught_windows.py). Its upper layers are left out, since they
have learned to sum up sentences.
"""

from __future__ import annotations

from pathlib import Path

import torch
from attribution_tagger import ChannelDropout
from reader_network import Reader
from torch import Tensor, nn
from transformers import MPNetModel
from transformers.models.mpnet.modeling_mpnet import MPNetSelfAttention

# Of its 12 layers: those that are kept, and the lowest that are not trained.
LAYERS, FROZEN = 9, 3
# Its vocabulary is BERT's behind four tokens of its own; these have other numbers: padding, [CLS], [SEP],
# [MASK].
_SHIFT, _OWN = 4, {0: 1, 101: 0, 102: 2, 103: 30526}
# What is added to the score of padding, so that nothing attends to it.
_NEVER = -1e4


class FastAttention(MPNetSelfAttention):
    """Self-attention in one pass over memory, with the bias that tells how far words are apart."""

    def forward(  # type: ignore[override]
        self, hidden_states: Tensor, _mask: None, position_bias: Tensor, **_: object
    ) -> tuple[Tensor]:
        """`hidden_states` (windows, pieces, size), `position_bias` (windows or 1, heads, pieces, pieces)."""
        windows, length, _size = hidden_states.shape
        heads = self.num_attention_heads
        query, key, value = (
            layer(hidden_states).view(windows, length, heads, -1).transpose(1, 2)
            for layer in (self.q, self.k, self.v)
        )
        bias = position_bias.expand(windows, -1, -1, -1)
        seen = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        return (self.o(seen.transpose(1, 2).reshape(windows, length, -1)),)


class Teacher(Reader):
    """The reader over all-mpnet-base-v2."""

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Vectors (windows, pieces, size) of `pieces` and `mask` (windows, pieces), as the tagger's."""
        own = pieces + _SHIFT
        for theirs, number in _OWN.items():
            own = torch.where(pieces == theirs, number, own)
        x = self.encoder.embeddings.word_embeddings(own)
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = self.encoder.embeddings(inputs_embeds=x)
        # The bias stays as it is, so that attention needs no gradient of it.
        bias = self.encoder.encoder.compute_position_bias(x).detach()
        bias = bias + (1.0 - mask[:, None, None, :].float()) * _NEVER
        for layer in self.encoder.encoder.layer:
            x = layer(x, None, position_bias=bias)[0]
        return self.drop(x)


def load_teacher(folder: Path, checkpoint: Path | None = None) -> Teacher:
    """Load a teacher over the encoder in `folder`, to train or, with a checkpoint, to ask."""
    encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
    encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
    encoder.config.num_hidden_layers = LAYERS
    for module in list(encoder.modules()):
        if isinstance(module, MPNetSelfAttention):
            module.__class__ = FastAttention
            continue
        for name, child in module.named_children():
            if isinstance(child, nn.Dropout):
                setattr(module, name, ChannelDropout())
    model = Teacher(encoder)
    for part in (encoder.embeddings, encoder.encoder.layer[:FROZEN], encoder.encoder.relative_attention_bias):
        part.requires_grad_(False)
    if checkpoint:
        model.load_state_dict(torch.load(checkpoint))
    return model
