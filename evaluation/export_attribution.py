"""Make of the checkpoints of training what `kg` runs: an int8 ONNX network and its last layers.

    python evaluation/export_attribution.py kg/models/reader --attributions build/tagger/epoch-3.pt \
        --facts build/reader/epoch-15.pt build/reader/epoch-16.pt

Of several checkpoints it takes the mean of the weights; one that is named twice counts twice. The lower
layers are the same in both, and the network runs them once.

Weights are quantised per output channel to signed 7 bits (with 8 the products overflow on processors without
VNNI, which is what makes naive quantisation lose), activations per matrix at run time, word embeddings per
row; layer norms, softmax and the sums stay in 32-bit floats. The network reads one window at a time: so it
needs no mask, no padding is computed, and a window's scores do not depend on its neighbors.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from kg.weights import HEADS, NETWORK

Weights = dict[str, np.ndarray]

HEADS_OF_ATTENTION = 12
# Layers of the encoder, the lowest ones, that attributions and facts are both read from.
SHARED_LAYERS = 3
# The largest integer of a weight in 7 bits, and of an embedding in 8.
LARGEST_WEIGHT, LARGEST_EMBEDDING = 64, 127
NORM_EPSILON = 1e-12
# The layers over each branch of the encoder whose outputs the network gives for every word, in this order.
OUTPUTS = {"encoder": ("label", "word", "cue"), "facts": ("fact_label", "fact_word", "fact_cue", "stage")}
# onnxruntime's own operators: attention in one pass over memory, and products of 8-bit integers.
RUNTIME = "com.microsoft"


class Graph:
    """An ONNX graph while it is being written; a value is known by its name."""

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """A constant of the graph."""
        self.constants[name] = numpy_helper.from_array(np.asarray(value, order="C"), name)
        return name

    def numbers(self, *values: int) -> str:
        """A list of integers as a constant."""
        return self.constant("numbers_" + "_".join(map(str, values)), np.array(values, np.int64))

    def call(self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> str:
        """The value of an operator; the names of all of several `outputs` end with their number."""
        name = f"{operator}_{len(self.nodes)}"
        names = [name] if outputs == 1 else [f"{name}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return name

    def product(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """`x` times `weight` (inputs, outputs) plus `bias` (outputs)."""
        bias = self.constant(f"{name}.bias", bias)
        if self.exact:
            return self.call("Add", self.call("MatMul", x, self.constant(name, weight)), bias)
        integers, scale = quantize(weight, 0, LARGEST_WEIGHT)
        parts = {"": integers, ".scale": scale[0], ".zero": np.zeros(weight.shape[1], np.int8)}
        values = [self.constant(name + suffix, value) for suffix, value in parts.items()]
        return self.call("DynamicQuantizeMatMul", x, *values, bias, domain=RUNTIME)

    def norm(self, x: str, name: str, weights: Weights) -> str:
        """Layer normalization with the weight and the bias of that name."""
        parts = [self.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.call("LayerNormalization", x, *parts, axis=-1, epsilon=NORM_EPSILON)


def quantize(weight: np.ndarray, axis: int, largest: int) -> tuple[np.ndarray, np.ndarray]:
    """`weight` as integers from -largest to largest with a scale for each slice along `axis`."""
    scale = np.maximum(np.abs(weight).max(axis, keepdims=True), 1e-12) / largest
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


def write_network(weights: Weights, path: Path, exact: bool) -> None:
    """Write the network that gives `scores` (words, labels + 3 widths) for one window.

    Its inputs are `pieces` (1, length), `features` (1, length, FEATURES) and `first` (words), the place of
    each word's first piece.
    """
    graph = Graph(exact)
    x = add_embeddings(graph, weights)
    for number in range(SHARED_LAYERS):
        x = add_layer(graph, x, f"encoder.encoder.layer.{number}", weights)
    found = [add_branch(graph, x, branch, weights) for branch in OUTPUTS]
    scores = graph.call("Concat", *found, axis=1)
    graph.nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    shapes = {"pieces": [1, "length"], "features": [1, "length", "kinds"], "first": ["words"]}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in shapes.items()]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["words", "width"])
    made = helper.make_graph(graph.nodes, "attribution", inputs, [output], list(graph.constants.values()))
    domains = [helper.make_opsetid("", 17), helper.make_opsetid(RUNTIME, 1)]
    onnx.save(helper.make_model(made, opset_imports=domains, ir_version=8), path)


def add_branch(graph: Graph, x: str, branch: str, weights: Weights) -> str:
    """Give the outputs of the upper layers of a branch for every word."""
    prefix = f"{branch}.encoder.layer."
    numbers = {int(name.removeprefix(prefix).split(".")[0]) for name in weights if name.startswith(prefix)}
    for number in sorted(number for number in numbers if number >= SHARED_LAYERS):
        x = add_layer(graph, x, f"{prefix}{number}", weights)
    size = weights["label.weight"].shape[1]
    words = graph.call("Gather", graph.call("Reshape", x, graph.numbers(-1, size)), "first")
    out = [
        np.concatenate([weights[f"{layer}.{part}"] for layer in OUTPUTS[branch]])
        for part in ("weight", "bias")
    ]
    return graph.product(words, f"{branch}.out", out[0].T, out[1])


def add_embeddings(graph: Graph, weights: Weights) -> str:
    """The sum of the embeddings of pieces, places and features, normalized."""
    base = "encoder.embeddings"
    table, scale = quantize(weights[f"{base}.word_embeddings.weight"], 1, LARGEST_EMBEDDING)
    integers = graph.call("Gather", graph.constant("table", table), "pieces")
    scales = graph.call("Gather", graph.constant("scale", scale), "pieces")
    x = graph.call("Mul", graph.call("Cast", integers, to=TensorProto.FLOAT), scales)
    places = (
        weights[f"{base}.position_embeddings.weight"] + weights[f"{base}.token_type_embeddings.weight"][0]
    )
    zero = graph.numbers(0)
    length = graph.call("Slice", graph.call("Shape", "pieces"), graph.numbers(1), graph.numbers(2), zero)
    x = graph.call("Add", x, graph.call("Slice", graph.constant("places", places), zero, length, zero))
    for number in range(sum(name.startswith("features.") for name in weights)):
        kind = graph.constant(f"kind_{number}", np.array(number))
        values = graph.call("Gather", "features", kind, axis=2)
        table = graph.constant(f"features.{number}", weights[f"features.{number}.weight"])
        x = graph.call("Add", x, graph.call("Gather", table, values))
    return graph.norm(x, f"{base}.LayerNorm", weights)


def add_layer(graph: Graph, x: str, name: str, weights: Weights) -> str:
    """One layer of the encoder: self-attention and a feed-forward network, each with residual and norm."""
    joined = [np.concatenate([weights[f"{name}.attention.self.{part}.{kind}"]
                              for part in ("query", "key", "value")])
              for kind in ("weight", "bias")]  # fmt: skip
    size = len(joined[1]) // 3
    together = graph.product(x, f"{name}.joined", joined[0].T, joined[1])
    parts = graph.call("Split", together, graph.numbers(size, size, size), outputs=3, axis=-1)
    seen = graph.call(
        "MultiHeadAttention", *(f"{parts}_{number}" for number in range(3)),
        domain=RUNTIME, num_heads=HEADS_OF_ATTENTION,
    )  # fmt: skip

    def product(x: str, layer: str) -> str:
        return graph.product(x, f"{name}.{layer}", weights[f"{name}.{layer}.weight"].T,
                             weights[f"{name}.{layer}.bias"])  # fmt: skip

    x = graph.call("Add", x, product(seen, "attention.output.dense"))
    x = graph.norm(x, f"{name}.attention.output.LayerNorm", weights)
    wide = graph.call("Gelu", product(x, "intermediate.dense"), domain=RUNTIME)
    x = graph.call("Add", x, product(wide, "output.dense"))
    return graph.norm(x, f"{name}.output.LayerNorm", weights)


def export(weights: Weights, folder: Path, exact: bool = False) -> None:
    """Write NETWORK and HEADS into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_network(weights, folder / NETWORK, exact)
    tables = {}
    for name, distance, last in (("pair", "distance", "pair"), ("role", "fact_distance", "fact_role")):
        tables[f"{name}_distances"] = weights[f"{distance}.weight"]
        tables[f"{name}_last"] = np.vstack([weights[f"{last}.weight"].T, weights[f"{last}.bias"][None]])
    np.savez(folder / HEADS, **tables)


def mean_of(checkpoints: Sequence[Weights]) -> Weights:
    """Give the mean of each weight; what one of them lacks is left out."""
    names = [name for name in checkpoints[0] if all(name in one for one in checkpoints)]
    return {name: sum(one[name] for one in checkpoints) / len(checkpoints) for name in names}


def join_weights(attributions: Weights, facts: Weights) -> Weights:
    """Give the weights of the attribution tagger and those of the reader of facts over its lower layers.

    A reader's upper layers are named "facts.encoder.layer.N".
    """
    joined = dict(attributions)
    for name in facts:
        layer = name.split(".")[3] if name.startswith("encoder.encoder.layer.") else None
        if name.startswith("encoder.") and (layer is None or int(layer) < SHARED_LAYERS):
            assert np.array_equal(facts[name], attributions[name]), f"{name} is not shared"
        elif layer is not None or name.startswith(("fact_", "stage.")):
            joined[name.replace("encoder.encoder", "facts.encoder", 1)] = facts[name]
    return joined


def main() -> None:
    """Parse the arguments and export."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--attributions", type=Path, nargs="+", required=True, help="of the tagger")
    parser.add_argument("--facts", type=Path, nargs="+", required=True, help="of the reader of facts")
    parser.add_argument("--exact", action="store_true", help="keep 32-bit floats")
    options = parser.parse_args()
    import torch

    tagger, facts = (
        mean_of([{name: value.numpy() for name, value in torch.load(path).items()} for path in paths])
        for paths in (options.attributions, options.facts)
    )
    export(join_weights(tagger, facts), options.folder, options.exact)


if __name__ == "__main__":
    main()
