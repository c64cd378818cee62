"""Owns a small but real model of text pairs: its words vote for a label, and it has a real tokenizer.

Every word of the first text adds its votes; nothing else does. So a test says which words entail what.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# As published models have it: not in the order that the program uses.
LABELS = ("contradiction", "entailment", "neutral")
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def pair_model(
    folder: Path,
    votes: Mapping[str, Sequence[float]],
    *,
    bias: Sequence[float] = (0.0, 0.0, 3.0),
    labels: Sequence[str] = LABELS,
) -> Path:
    """A folder with model.onnx, tokenizer.json, config.json; ``votes`` are by word, in ``labels``' order."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [*_SPECIAL, *votes]
    rows = np.array([*([[0.0] * len(labels)] * len(_SPECIAL)), *votes.values()], np.float32)
    _tokenizer(folder / "tokenizer.json", words)
    _network(folder / "model.onnx", rows, np.array(bias, np.float32))
    named = {str(i): label for i, label in enumerate(labels)}
    (folder / "config.json").write_text(json.dumps({"id2label": named, "max_position_embeddings": 64}))
    return folder


def _tokenizer(path: Path, words: Sequence[str]) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    marks = [(word, words.index(word)) for word in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=marks
    )
    # Published tokenizers may come with padding switched on.
    tokenizer.enable_padding(length=40, pad_id=0, pad_token="[PAD]")
    tokenizer.save(str(path))


def _network(path: Path, rows: np.ndarray, bias: np.ndarray) -> None:
    from onnx import helper

    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["votes"]),
        helper.make_node("Sub", ["one", "token_type_ids"], ["first"]),
        helper.make_node("Mul", ["first", "attention_mask"], ["counted"]),
        helper.make_node("Cast", ["counted"], ["weights"], to=1),
        helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
        helper.make_node("Mul", ["votes", "column"], ["weighed"]),
        helper.make_node("ReduceSum", ["weighed", "middle"], ["sum"], keepdims=0),
        helper.make_node("Add", ["sum", "bias"], ["logits"]),
    ]
    constants = {
        "rows": rows,
        "one": np.array(1, np.int64),
        "last": np.array([2], np.int64),
        "middle": np.array([1], np.int64),
        "bias": bias,
    }
    write_network(path, nodes, constants, outputs=rows.shape[1])


def write_network(
    path: Path,
    nodes: Sequence[object],
    constants: Mapping[str, np.ndarray],
    *,
    outputs: int,
    inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids"),
    domain: str = "",
) -> None:
    """Nothing; a network over token numbers whose result is "logits"."""
    from onnx import TensorProto, helper, numpy_helper, save

    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "t"]) for name in inputs]
    result = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", outputs])
    held = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(list(nodes), "pairs", given, [result], held)
    opsets = [helper.make_opsetid("", 18), *([helper.make_opsetid(domain, 1)] if domain else [])]
    save(helper.make_model(graph, opset_imports=opsets, ir_version=9), path)
