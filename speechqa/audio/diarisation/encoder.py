"""Owns the voice encoder: where its weights are, whether they are the right ones, how it runs.

A network of three LSTM layers (Wan et al. 2018, "Generalized end-to-end loss for speaker
verification") in the weights that the package Resemblyzer 0.1.4 carries (Apache-2.0). The package's
code needs torch; its weights don't: they are read from their places in the file and run with
numpy. The file's SHA-256 is checked first, so nothing in it is ever interpreted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.audio.diarisation.features import MELS, RATE, WINDOW_FRAMES, filterbank, voice_windows
from speechqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.audio.diarisation.stretches import Stretch

# --no-deps: the package asks for torch, which is not used here.
INSTALL = "pip install --no-deps resemblyzer==0.1.4"
SIZE = 256  # numbers in a voice print

_PACKAGE = "resemblyzer"
_FILE = "pretrained.pt"
_BYTES = 17_090_379
_SHA256 = "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e"
# Byte offsets of little-endian float32 arrays in the file with that digest, a layer a line:
# input weights, recurrent weights, input bias, recurrent bias; gates in the order i, f, g, o.
_LAYERS = (
    (269_883, 433_723, 5_676_603, 5_680_699),
    (1_482_299, 2_530_875, 5_684_795, 5_688_891),
    (3_579_451, 4_628_027, 5_692_987, 5_697_083),
)
_LINEAR = (7_731, 6_699)
_BATCH = 32  # windows at once: 25 MB
_SHORTEST_MS = 500  # shorter stretches are heard with what is round them


def load_voice_encoder() -> VoiceEncoder:
    """The encoder, ready; ``ModelError`` says what is missing or wrong and how to install it.

    Its package is looked for among the installed ones and not imported.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"no voice model to tell two speakers on one channel apart; run `{INSTALL}`")
    return VoiceEncoder(_weights(Path(spec.origin).with_name(_FILE)))


def voice_model_hash() -> str:
    """The SHA-256 that ``load_voice_encoder`` will insist on, "" where no voice model is installed.

    Nothing is read: for the identity of transcripts, which differ with and without it.
    """
    return "" if find_spec(_PACKAGE) is None else _SHA256


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    inputs: NDArray[np.float32]
    recurrent: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Weights:
    layers: tuple[_Layer, ...]
    linear: NDArray[np.float32]
    bias: NDArray[np.float32]


class VoiceEncoder:
    """Gives voice prints: two stretches of one voice have a higher cosine than two of different voices."""

    def __init__(self, weights: _Weights) -> None:
        self._weights = weights
        self._filters = filterbank()

    def embed(
        self, samples: NDArray[np.float32], rate: int, stretches: Sequence[Stretch], *, start_ms: int = 0
    ) -> NDArray[np.float32]:
        """Voice prints, shape (stretches, 256), each of length 1.

        ``samples`` are mono in -1..1 and begin at ``start_ms`` of the call; what a stretch has
        outside them is left out. Raises ValueError unless ``rate`` is 16000.
        """
        if rate != RATE:
            raise ValueError(f"voice prints need {RATE} Hz, not {rate}")
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no type hints

        # Products this small only get slower by a second thread, and much slower on a busy machine.
        with threadpool_limits(limits=1, user_api="blas"):
            return self._embed(samples, stretches, start_ms)

    def _embed(
        self, samples: NDArray[np.float32], stretches: Sequence[Stretch], start_ms: int
    ) -> NDArray[np.float32]:
        import numpy as np

        prints = np.zeros((len(stretches), SIZE), dtype=np.float32)
        waiting: list[NDArray[np.float32]] = []
        owners: list[int] = []
        for index, stretch in enumerate(stretches):
            windows = voice_windows(_sound(samples, stretch, start_ms), self._filters)
            waiting.extend(windows)
            owners.extend([index] * len(windows))
            while len(waiting) >= _BATCH:
                self._add(prints, owners, waiting)
        while waiting:
            self._add(prints, owners, waiting)
        lengths = np.linalg.norm(prints, axis=1, keepdims=True)
        return np.asarray(prints / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _add(
        self, prints: NDArray[np.float32], owners: list[int], waiting: list[NDArray[np.float32]]
    ) -> None:
        """Nothing; the next batch of ``waiting`` goes through the network and onto its owners' prints."""
        import numpy as np

        found = _run(self._weights, np.stack(waiting[:_BATCH]))
        np.add.at(prints, owners[:_BATCH], found)
        del waiting[:_BATCH], owners[:_BATCH]


def _sound(samples: NDArray[np.float32], stretch: Stretch, start_ms: int) -> NDArray[np.float32]:
    import numpy as np

    start, end = stretch.start_ms - start_ms, stretch.end_ms - start_ms
    if end - start < _SHORTEST_MS:
        start = (start + end - _SHORTEST_MS) // 2
        end = start + _SHORTEST_MS
    part = samples[max(start, 0) * RATE // 1000 : max(end, 0) * RATE // 1000]
    return part if len(part) else np.zeros(RATE // 2, dtype=np.float32)


def _run(weights: _Weights, windows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Voice prints of length 1 for windows of shape (n, 160, 40)."""
    import numpy as np

    states = windows
    for layer in weights.layers:
        states = _lstm(layer, states)
    raw = np.maximum(states[:, -1] @ weights.linear.T + weights.bias, 0.0)
    return np.asarray(raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _lstm(layer: _Layer, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """All hidden states of one layer, shape (n, frames, 256); equations of Hochreiter and Schmidhuber 1997
    with a forget gate.
    """
    import numpy as np

    gates = inputs @ layer.inputs.T + layer.bias
    hidden = np.zeros((len(inputs), SIZE), dtype=np.float32)
    cell = np.zeros_like(hidden)
    states = np.empty((len(inputs), WINDOW_FRAMES, SIZE), dtype=np.float32)
    for frame in range(WINDOW_FRAMES):
        now = gates[:, frame] + hidden @ layer.recurrent.T
        let_in, keep, new, out = now[:, :256], now[:, 256:512], now[:, 512:768], now[:, 768:]
        cell = _sigmoid(keep) * cell + _sigmoid(let_in) * np.tanh(new)
        hidden = _sigmoid(out) * np.tanh(cell)
        states[:, frame] = hidden
    return states


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    return np.asarray(np.tanh(x * np.float32(0.5)) * np.float32(0.5) + np.float32(0.5))  # never overflows


def _weights(path: Path) -> _Weights:
    content = _verified(path)
    layers = []
    for size, (inputs, recurrent, bias, second) in zip((MELS, SIZE, SIZE), _LAYERS, strict=True):
        layers.append(
            _Layer(
                inputs=_array(content, inputs, (4 * SIZE, size)),
                recurrent=_array(content, recurrent, (4 * SIZE, SIZE)),
                bias=_array(content, bias, (4 * SIZE,)) + _array(content, second, (4 * SIZE,)),
            )
        )
    linear, bias_at = _LINEAR
    return _Weights(tuple(layers), _array(content, linear, (SIZE, SIZE)), _array(content, bias_at, (SIZE,)))


def _verified(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size == _BYTES else b""
    except OSError as error:
        raise ModelError(
            f"{path}: the voice model can't be read ({error.strerror}); run `{INSTALL}`"
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != _SHA256:
        what = f"{size} bytes, not {_BYTES}" if size != _BYTES else f"SHA-256 should be {_SHA256[:12]}…"
        raise ModelError(
            f"{path}: not the voice model that is known ({what}); run `{INSTALL} --force-reinstall`"
        )
    return content


def _array(content: bytes, offset: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    import math

    import numpy as np

    # A copy: aligned, and the rest of the file can go.
    return np.frombuffer(content, "<f4", math.prod(shape), offset).reshape(shape).astype(np.float32)
