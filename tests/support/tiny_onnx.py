"""Owns small but real speech models in the layouts that onnx-asr reads, and the speech they know.

The speech is synthetic: four vowels made by formula (harmonics under formant curves; Peterson and
Barney 1952). Each model is a linear classifier of spectra, fitted here by least squares in a second,
and written as ONNX: the real library loads it, computes its features, runs it and decodes it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 16_000
VOWEL_MS = 180
FORMANTS = {
    "а": ((730, 90), (1090, 110), (2440, 160)),
    "и": ((270, 60), (2290, 140), (3010, 200)),
    "у": ((300, 60), (870, 90), (2240, 160)),
    "э": ((530, 80), (1840, 120), (2480, 160)),
}
# In the order of the classes: a pause between words, then the vowels; the blank comes last.
TOKENS = ("\u2581", *FORMANTS)
BLANK = len(TOKENS)
_STATE = 4


def vowel(letter: str, *, pitch: float = 120.0, ms: int = VOWEL_MS) -> NDArray[np.float64]:
    """One vowel at 16 kHz, with soft ends."""
    t = np.arange(RATE * ms // 1000) / RATE
    harmonics = np.arange(pitch, 3_800, pitch)
    weights = sum(
        height / (1 + ((harmonics - centre) / width) ** 2)
        for (centre, width), height in zip(FORMANTS[letter], (1.0, 0.5, 0.25), strict=True)
    )
    phases = 2 * np.pi * np.outer(harmonics, t + 0.0004 * np.sin(2 * np.pi * 4 * t))
    sound = weights @ np.sin(phases)
    ends = np.minimum(1, np.minimum(np.arange(len(t)), np.arange(len(t))[::-1]) / (0.01 * RATE))
    return 0.25 * ends * sound / np.abs(sound).max()


def speech(words: Sequence[str], *, pitch: float = 120.0, gap_ms: int = 250, lead_ms: int = 600) -> Spoken:
    """The words said one after another, with the milliseconds of each."""
    parts, spans, at = [np.zeros(RATE * lead_ms // 1000)], [], lead_ms
    for word in words:
        parts += [vowel(letter, pitch=pitch) for letter in word] + [np.zeros(RATE * gap_ms // 1000)]
        spans.append((at, at + VOWEL_MS * len(word)))
        at += VOWEL_MS * len(word) + gap_ms
    sound = np.concatenate([*parts, np.zeros(RATE * lead_ms // 1000)])
    hiss = np.random.default_rng(len(sound)).normal(0, 3e-4, len(sound))
    return Spoken((sound + hiss).astype(np.float32), tuple(words), tuple(spans))


class Spoken:
    """Sound, the words in it and where each is."""

    def __init__(
        self, samples: NDArray[np.float32], words: tuple[str, ...], spans: tuple[tuple[int, int], ...]
    ) -> None:
        self.samples, self.words, self.spans = samples, words, spans

    def labels(self, step_ms: int, count: int) -> NDArray[np.int64]:
        """The class of each frame of ``step_ms``, by its middle."""
        out = np.zeros(count, dtype=np.int64)
        for word, (start, _) in zip(self.words, self.spans, strict=True):
            for index, letter in enumerate(word):
                begin = start + index * VOWEL_MS
                for frame in range(count):
                    if begin <= (frame + 0.5) * step_ms < begin + VOWEL_MS:
                        out[frame] = TOKENS.index(letter)
        return out


def lessons() -> list[Spoken]:
    """What the models are fitted on: words of one to four vowels at several pitches."""
    rng = np.random.default_rng(7)
    letters = list(FORMANTS)
    made = []
    for pitch in (100.0, 120.0, 145.0, 180.0, 210.0) * 5:
        words = ["".join(rng.permutation(letters)[: rng.integers(1, 5)]) for _ in range(rng.integers(2, 6))]
        made.append(speech(words, pitch=pitch, lead_ms=int(rng.integers(250, 700))))
    return made


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

    features, lengths = NemoPreprocessorNumpy("nemo80")(
        spoken.samples[None, :], np.array([len(spoken.samples)], dtype=np.int64)
    )
    return _stacked(features[0, :, : int(lengths[0])])


def kaldi_spectra(spoken: Spoken) -> NDArray[np.float64]:
    """Kaldi's filter banks as onnx-asr computes them, four frames side by side."""
    from onnx_asr.preprocessors.numpy_preprocessor import KaldiPreprocessorNumpy

    features, lengths = KaldiPreprocessorNumpy("kaldi")(
        spoken.samples[None, :], np.array([len(spoken.samples)], dtype=np.int64)
    )
    return _stacked(features[0, : int(lengths[0])].T)


def _stacked(features: NDArray[np.float32]) -> NDArray[np.float64]:
    count = features.shape[1] // 4
    return features[:, : count * 4].reshape(80, count, 4).transpose(1, 0, 2).reshape(count, 320).astype(float)


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
    weights = fitted(nemo_spectra, 40)
    nodes, constants = _classifier("padded", weights, blank=-30.0)
    nodes = [_node("Pad", ["audio_signal", "pads"], ["padded"]), *nodes]
    constants["pads"] = np.array([0, 0, 0, 0, 0, 3], dtype=np.int64)
    nodes += [
        _node("Transpose", ["scores"], ["turned"], perm=[0, 2, 1]),
        _node("LogSoftmax", ["turned"], ["logprobs"], axis=-1),
    ]
    inputs = {"audio_signal": ("float32", ["b", 80, "t"]), "length": ("int64", ["b"])}
    _write(folder / "model.onnx", nodes, constants, inputs, {"logprobs": ("float32", ["b", "f", BLANK + 1])})
    _vocabulary(folder / "vocab.txt")
    _config(folder, {"model_type": "nemo-conformer-ctc", "features_size": 80, "subsampling_factor": 4})
    return folder


def tone(folder: Path) -> Path:
    """A model laid out as T-one: model.onnx with a state, config.json with the alphabet."""
    kernels = _kernels()
    weights = fitted(tone_spectra, 30)
    constants = {
        "scale": np.float32(32_767),
        "shape": np.array([0, 1, _CHUNK], dtype=np.int64),
        "kernels": kernels[:, None, :].astype(np.float32),
        "floor": np.float32(1e-4),
    }
    more, extra = _classifier("bands", weights, blank=-30.0, width=1)
    nodes = [
        _node("Cast", ["signal"], ["whole"], to=1),
        _node("Div", ["whole", "scale"], ["wave"]),
        _node("Reshape", ["wave", "shape"], ["line"]),
        _node("Conv", ["line", "kernels"], ["parts"], strides=[_FRAME]),
        _node("Mul", ["parts", "parts"], ["squares"]),
        _node("Split", ["squares"], ["cosines", "sines"], axis=1, num_outputs=2),
        _node("Add", ["cosines", "sines"], ["power"]),
        _node("Add", ["power", "floor"], ["raised"]),
        _node("Log", ["raised"], ["bands"]),
        *more,
        _node("Transpose", ["scores"], ["turned"], perm=[0, 2, 1]),
        _node("LogSoftmax", ["turned"], ["logprobs"], axis=-1),
        _node("Identity", ["state"], ["state_next"]),
    ]
    inputs = {"signal": ("int32", ["b", _CHUNK, 1]), "state": ("float16", ["b", _STATE])}
    outputs = {"logprobs": ("float32", ["b", 10, BLANK + 1]), "state_next": ("float16", ["b", _STATE])}
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
    # What was said last isn't said again: the blank wins until the sound changes.
    unsaid = np.where(np.eye(BLANK + 1) > 0, -60.0, 0.0).astype(np.float32)
    unsaid[BLANK, BLANK] = 0.0
    nodes = [
        _node("Gather", ["y", "last"], ["token"], axis=1),
        _node("Gather", ["unsaid", "token"], ["decoder_out"], axis=0),
    ]
    _write(
        folder / "am" / "decoder.onnx",
        nodes,
        {"last": np.int64(1), "unsaid": unsaid},
        {"y": ("int64", ["b", 2])},
        {"decoder_out": ("float32", ["b", BLANK + 1])},
    )
    sides = {name: ("float32", ["b", BLANK + 1]) for name in ("encoder_out", "decoder_out")}
    joiner = [_node("Add", ["encoder_out", "decoder_out"], ["logit"])]
    _write(folder / "am" / "joiner.onnx", joiner, {}, sides, {"logit": ("float32", ["b", BLANK + 1])})
    _vocabulary(folder / "lang" / "tokens.txt")
    return folder


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
