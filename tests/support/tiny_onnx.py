"""Owns small but real speech models in the layouts that onnx-asr reads: T-one, GigaAM, Vosk, NeMo.

Each is a linear classifier of spectra, fitted here by least squares on ``tiny_speech`` in a second, and
written as ONNX: the real library loads it, computes its features, runs it and decodes it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from tiny_speech import FORMANTS, TOKENS, Spoken, lessons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

# The last class, after all tokens.
BLANK = len(TOKENS)


def fitted(spectra: Callable[[Spoken], NDArray[np.float64]], step_ms: int) -> NDArray[np.float64]:
    """Weights (features and one constant by classes) that tell the lessons' frames apart."""
    rows, wanted = [], []
    for lesson in lessons():
        found = spectra(lesson)
        rows.append(np.hstack([found, np.ones((len(found), 1))]))
        wanted.append(np.eye(len(TOKENS))[lesson.labels(step_ms, len(found))])
    x, y = np.vstack(rows), np.vstack(wanted)
    return np.linalg.solve(x.T @ x + 1.0 * np.eye(x.shape[1]), x.T @ y)


def nemo_spectra(spoken: Spoken) -> NDArray[np.float64]:
    """NeMo's features as onnx-asr computes them, four frames side by side."""
    from onnx_asr.preprocessors.numpy_preprocessor import NemoPreprocessorNumpy

    return _stacked(NemoPreprocessorNumpy("nemo80"), spoken)


def gigaam_spectra(spoken: Spoken) -> NDArray[np.float64]:
    """GigaAM v3's features as onnx-asr computes them, four frames side by side."""
    from onnx_asr.preprocessors.numpy_preprocessor import GigaamPreprocessorNumpy

    return _stacked(GigaamPreprocessorNumpy("gigaam_v3"), spoken)


def kaldi_spectra(spoken: Spoken) -> NDArray[np.float64]:
    """Kaldi's filter banks as onnx-asr computes them, four frames side by side."""
    from onnx_asr.preprocessors.numpy_preprocessor import KaldiPreprocessorNumpy

    return _stacked(KaldiPreprocessorNumpy("kaldi"), spoken, frames_first=True)


def _stacked(preprocessor: Callable, spoken: Spoken, *, frames_first: bool = False) -> NDArray[np.float64]:
    length = np.array([len(spoken.samples)], dtype=np.int64)
    features, lengths = preprocessor(spoken.samples[None, :], length)
    bands = features[0].T if frames_first else features[0]
    count = int(lengths[0]) // 4
    blocks = bands[:, : count * 4].reshape(len(bands), count, 4).transpose(1, 0, 2)
    return blocks.reshape(count, -1).astype(float)


# T-one hears 8 kHz in chunks of 300 ms and answers for each 30 ms.
_CHUNK, _FRAME, _BANDS = 2_400, 240, np.arange(150.0, 3_700.0, 100.0)


def _kernels() -> NDArray[np.float64]:
    t = np.arange(_FRAME) / 8_000
    window = np.hanning(_FRAME)
    angles = 2 * np.pi * np.outer(_BANDS, t)
    return np.vstack([np.cos(angles) * window, np.sin(angles) * window])


def tone_spectra(spoken: Spoken) -> NDArray[np.float64]:
    """Log energies in bands, 30 ms each, at 8 kHz."""
    low = spoken.samples.reshape(-1, 2).mean(axis=1) if len(spoken.samples) % 2 == 0 else spoken.samples[::2]
    frames = low[: len(low) // _FRAME * _FRAME].reshape(-1, _FRAME)
    parts = frames @ _kernels().T
    power = parts[:, : len(_BANDS)] ** 2 + parts[:, len(_BANDS) :] ** 2
    return np.log(power + 1e-4)


def nemo_ctc(folder: Path) -> Path:
    """A model laid out as NeMo's CTC ones: model.onnx, vocab.txt, config.json."""
    _ctc(folder / "model.onnx", nemo_spectra, ("audio_signal", "length", "logprobs"), bands=80)
    _vocabulary(folder / "vocab.txt")
    _config(folder, {"model_type": "nemo-conformer-ctc", "features_size": 80, "subsampling_factor": 4})
    return folder


def gigaam(folder: Path) -> Path:
    """A model laid out as GigaAM v3 CTC: v3_ctc.onnx, v3_vocab.txt, config.json."""
    names = ("features", "feature_lengths", "log_probs")
    _ctc(folder / "v3_ctc.onnx", gigaam_spectra, names, bands=64)
    _vocabulary(folder / "v3_vocab.txt")
    _config(folder, {"features_size": 64, "subsampling_factor": 4, "version": "v3"})
    return folder


def _ctc(path: Path, spectra: Callable, names: tuple[str, str, str], *, bands: int) -> None:
    features, lengths, result = names
    nodes, constants = _classifier("padded", fitted(spectra, 40), blank=-30.0)
    constants["pads"] = np.array([0, 0, 0, 0, 0, 3], dtype=np.int64)
    nodes = [
        _node("Pad", [features, "pads"], ["padded"], mode="edge"),
        *nodes,
        _node("Transpose", ["scores"], ["turned"], perm=[0, 2, 1]),
        _node("LogSoftmax", ["turned"], [result], axis=-1),
    ]
    inputs = {features: ("float32", ["b", bands, "t"]), lengths: ("int64", ["b"])}
    _write(path, nodes, constants, inputs, {result: ("float32", ["b", "f", BLANK + 1])})


def parakeet(folder: Path) -> Path:
    """A transducer laid out as Parakeet TDT: encoder-model, decoder_joint-model, vocab.txt, config.json.

    After the scores of the tokens come those of five durations; it always takes one frame.
    """
    nodes, constants = _classifier("audio_signal", fitted(nemo_spectra, 40), blank=10.0)
    nodes[0].output[0] = "outputs"
    nodes.append(_node("Div", ["length", "four"], ["encoded_lengths"]))
    inputs = {"audio_signal": ("float32", ["b", 80, "t"]), "length": ("int64", ["b"])}
    outputs = {"outputs": ("float32", ["b", BLANK + 1, "f"]), "encoded_lengths": ("int64", ["b"])}
    _write(folder / "encoder-model.onnx", nodes, constants | {"four": np.int64(4)}, inputs, outputs)
    nodes = [
        _node("Transpose", ["encoder_outputs"], ["frame"], perm=[0, 2, 1]),
        _node("Gather", ["unsaid", "targets"], ["penalty"], axis=0),
        _node("Add", ["frame", "penalty"], ["tokens"]),
        _node("Concat", ["tokens", "durations"], ["outputs"], axis=2),
        _node("Identity", ["input_states_1"], ["output_states_1"]),
        _node("Identity", ["input_states_2"], ["output_states_2"]),
    ]
    states = {f"states_{index}": ("float32", [1, "b", 2]) for index in (1, 2)}
    inputs = {
        "encoder_outputs": ("float32", ["b", BLANK + 1, 1]),
        "targets": ("int32", ["b", 1]),
        "target_length": ("int32", ["b"]),
        **{f"input_{name}": kind for name, kind in states.items()},
    }
    outputs = {"outputs": ("float32", ["b", 1, BLANK + 6])} | {f"output_{n}": k for n, k in states.items()}
    constants = {"unsaid": _unsaid(), "durations": np.array([[[0, 9, 0, 0, 0]]], dtype=np.float32)}
    _write(folder / "decoder_joint-model.onnx", nodes, constants, inputs, outputs)
    _vocabulary(folder / "vocab.txt")
    _config(folder, {"model_type": "nemo-conformer-tdt", "features_size": 80, "subsampling_factor": 4})
    return folder


def tone(folder: Path) -> Path:
    """A model laid out as T-one: model.onnx with a state, config.json with the alphabet.

    Like T-one it writes later than it hears: what it says of a chunk is about the chunk before.
    """
    kernels = _kernels()
    weights = fitted(tone_spectra, 30)
    constants = {
        "scale": np.float32(32_767),
        "flat": np.array([0, _CHUNK], dtype=np.int64),
        "shape": np.array([0, 1, _CHUNK], dtype=np.int64),
        "kernels": kernels[:, None, :].astype(np.float32),
        "floor": np.float32(1e-4),
    }
    more, extra = _classifier("bands", weights, blank=-30.0, width=1)
    nodes = [
        _node("Cast", ["signal"], ["whole"], to=1),
        _node("Div", ["whole", "scale"], ["wave"]),
        _node("Reshape", ["wave", "flat"], ["heard"]),
        _node("Cast", ["heard"], ["state_next"], to=10),
        _node("Cast", ["state"], ["before"], to=1),
        _node("Reshape", ["before", "shape"], ["line"]),
        _node("Conv", ["line", "kernels"], ["parts"], strides=[_FRAME]),
        _node("Mul", ["parts", "parts"], ["squares"]),
        _node("Split", ["squares"], ["cosines", "sines"], axis=1, num_outputs=2),
        _node("Add", ["cosines", "sines"], ["power"]),
        _node("Add", ["power", "floor"], ["raised"]),
        _node("Log", ["raised"], ["bands"]),
        *more,
        _node("Transpose", ["scores"], ["turned"], perm=[0, 2, 1]),
        _node("LogSoftmax", ["turned"], ["logprobs"], axis=-1),
    ]
    inputs = {"signal": ("int32", ["b", _CHUNK, 1]), "state": ("float16", ["b", _CHUNK])}
    outputs = {"logprobs": ("float32", ["b", 10, BLANK + 1]), "state_next": ("float16", ["b", _CHUNK])}
    _write(folder / "model.onnx", nodes, constants | extra, inputs, outputs)
    config = {
        "decoder_params": {"vocabulary": [" ", *FORMANTS]},
        "encoder_params": {"reduction_kernel_size": 3},
        "pad_token_id": BLANK,
    }
    _config(folder, config)
    return folder


def vosk(folder: Path) -> Path:
    """A transducer laid out as Vosk's ONNX ones: am/encoder, decoder and joiner, lang/tokens.txt."""
    (folder / "am").mkdir(parents=True)
    (folder / "lang").mkdir()
    nodes, constants = _classifier("turned", fitted(kaldi_spectra, 40), blank=10.0)
    nodes = [
        _node("Transpose", ["x"], ["turned"], perm=[0, 2, 1]),
        *nodes,
        _node("Transpose", ["scores"], ["encoder_out"], perm=[0, 2, 1]),
        _node("Div", ["x_lens", "four"], ["encoder_out_lens"]),
    ]
    constants["four"] = np.int64(4)
    inputs = {"x": ("float32", ["b", "t", 80]), "x_lens": ("int64", ["b"])}
    outputs = {"encoder_out": ("float32", ["b", "f", BLANK + 1]), "encoder_out_lens": ("int64", ["b"])}
    _write(folder / "am" / "encoder.onnx", nodes, constants, inputs, outputs)
    nodes = [
        _node("Gather", ["y", "last"], ["token"], axis=1),
        _node("Gather", ["unsaid", "token"], ["decoder_out"], axis=0),
    ]
    _write(
        folder / "am" / "decoder.onnx",
        nodes,
        {"last": np.int64(1), "unsaid": _unsaid()},
        {"y": ("int64", ["b", 2])},
        {"decoder_out": ("float32", ["b", BLANK + 1])},
    )
    sides = {name: ("float32", ["b", BLANK + 1]) for name in ("encoder_out", "decoder_out")}
    joiner = [_node("Add", ["encoder_out", "decoder_out"], ["logit"])]
    _write(folder / "am" / "joiner.onnx", joiner, {}, sides, {"logit": ("float32", ["b", BLANK + 1])})
    _vocabulary(folder / "lang" / "tokens.txt")
    return folder


def _unsaid() -> NDArray[np.float32]:
    """Rows to add to the scores after each token: it isn't said again until the sound changes."""
    rows = np.where(np.eye(BLANK + 1) > 0, -60.0, 0.0).astype(np.float32)
    rows[BLANK, BLANK] = 0.0
    return rows


def _classifier(
    source: str, weights: NDArray[np.float64], *, blank: float, width: int = 4
) -> tuple[list[object], dict[str, object]]:
    """Nodes that score ``width`` frames of ``source`` at a time into "scores", classes before frames."""
    features = (len(weights) - 1) // width
    kernel = np.zeros((BLANK + 1, features, width), dtype=np.float32)
    kernel[:BLANK] = 20 * weights[:-1].T.reshape(BLANK, features, width)
    bias = np.append(20 * weights[-1], blank).astype(np.float32)
    nodes = [_node("Conv", [source, "kernel", "bias"], ["scores"], strides=[width])]
    return nodes, {"kernel": kernel, "bias": bias}


def _node(kind: str, inputs: list[str], outputs: list[str], **attributes: object) -> object:
    from onnx import helper

    return helper.make_node(kind, inputs, outputs, **attributes)


def _write(path: Path, nodes, constants, inputs, outputs) -> None:
    from onnx import TensorProto, checker, helper, numpy_helper, save

    kinds = {
        "float32": TensorProto.FLOAT,
        "float16": TensorProto.FLOAT16,
        "int32": TensorProto.INT32,
        "int64": TensorProto.INT64,
    }

    def described(values):
        return [
            helper.make_tensor_value_info(name, kinds[kind], shape) for name, (kind, shape) in values.items()
        ]

    held = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", described(inputs), described(outputs), held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    save(model, path)


def _vocabulary(path: Path) -> None:
    lines = [f"{token} {index}\n" for index, token in enumerate((*TOKENS, "<blk>"))]
    path.write_text("".join(lines), encoding="utf-8")


def _config(folder: Path, content: dict[str, object]) -> None:
    (folder / "config.json").write_text(json.dumps(content), encoding="utf-8")
