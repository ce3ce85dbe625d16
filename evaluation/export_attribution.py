"""Make of a checkpoint of `train_attribution.py` what `kg` runs: an int8 ONNX network and its last layer.

    python evaluation/export_attribution.py build/attribution/epoch-5.pt kg/models/attribution

Weights are quantised per output channel to signed 7 bits (with 8 the products overflow on processors without
VNNI, which is what makes naive quantisation lose), activations per matrix at run time, word embeddings per
row; layer norms, softmax and the sums stay in 32-bit floats.
"""

from __future__ import annotations

import argparse
import logging
import math
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train_attribution import Tagger, load_encoder, load_weights

from kg.weights import HEADS, NETWORK


class Network(nn.Module):
    """The tagger as it is run: plain operations, query, key and value in one product, embeddings in int8."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        encoder = tagger.encoder
        self.heads = encoder.config.num_attention_heads
        table = encoder.embeddings.word_embeddings.weight.data
        scale = table.abs().amax(1, keepdim=True) / 127
        self.register_buffer("table", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        embeddings = encoder.embeddings
        self.positions = (
            embeddings.position_embeddings.weight.data + embeddings.token_type_embeddings.weight.data[0]
        )
        self.features = tagger.features
        self.norm = embeddings.LayerNorm
        self.layers = encoder.encoder.layer
        self.inputs = nn.ModuleList(_join(layer.attention.self) for layer in self.layers)
        self.out = nn.Linear(tagger.label.in_features, 0)
        joined = [tagger.label, tagger.word, tagger.cue]
        self.out.weight = nn.Parameter(torch.cat([layer.weight for layer in joined]))
        self.out.bias = nn.Parameter(torch.cat([layer.bias for layer in joined]))

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Scores and vectors (words, labels + 3 widths) of the words whose first pieces stand at `first`."""
        x = self.table[pieces].float() * self.scale[pieces] + self.positions[: pieces.shape[1]]
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = self.norm(x)
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        for layer, joined in zip(self.layers, self.inputs, strict=True):
            x = self.attend(x, bias, layer, joined)
            x = layer.output.LayerNorm(
                x + layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x)))
            )
        return self.out(x.reshape(-1, x.shape[-1])[first])

    def attend(self, x: Tensor, bias: Tensor, layer: nn.Module, joined: nn.Linear) -> Tensor:
        """Self-attention of one layer with its residual and norm."""
        rows, length, size = x.shape
        parts = joined(x).reshape(rows, length, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        weights = parts[0] @ parts[1].transpose(-1, -2) / math.sqrt(size // self.heads) + bias
        seen = (weights.softmax(-1) @ parts[2]).transpose(1, 2).reshape(rows, length, size)
        return layer.attention.output.LayerNorm(x + layer.attention.output.dense(seen))


def _join(attention: nn.Module) -> nn.Linear:
    parts = [attention.query, attention.key, attention.value]
    joined = nn.Linear(parts[0].in_features, 3 * parts[0].out_features)
    joined.weight = nn.Parameter(torch.cat([part.weight for part in parts]))
    joined.bias = nn.Parameter(torch.cat([part.bias for part in parts]))
    return joined


def export(checkpoint: Path, folder: Path, quantize: bool = True) -> None:
    """Write NETWORK and HEADS into `folder`."""
    tagger = Tagger(load_encoder())
    load_weights(tagger, checkpoint)
    network = Network(tagger.eval()).eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx" if quantize else folder / NETWORK
        write_onnx(network, exact)
        if quantize:
            quantize_dynamic(
                exact,
                folder / NETWORK,
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                weight_type=QuantType.QInt8,
                reduce_range=True,
            )
    last = np.vstack([tagger.pair.weight.detach().numpy().T, tagger.pair.bias.detach().numpy()[None]])
    np.savez(folder / HEADS, distances=tagger.distance.weight.detach().numpy(), last=last)


def write_onnx(network: Network, path: Path) -> None:
    """The network with free numbers of windows, pieces and words."""
    pieces = torch.tensor([[101, 2000, 2001, 2002, 102], [101, 2003, 2004, 102, 0]])
    features = torch.zeros((2, 5, 4), dtype=torch.int64)
    inputs = (pieces, features, (pieces > 0).long(), torch.tensor([1, 2, 6]))
    padded, flat = {0: "windows", 1: "length"}, {0: "words"}
    axes = {"pieces": padded, "features": padded, "mask": padded, "first": flat, "scores": flat}
    torch.onnx.export(
        network,
        inputs,
        str(path),
        input_names=list(axes)[:-1],
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def main() -> None:
    """Parse the arguments and export."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--exact", action="store_true", help="keep 32-bit floats")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    export(options.checkpoint, options.folder, not options.exact)


if __name__ == "__main__":
    main()
