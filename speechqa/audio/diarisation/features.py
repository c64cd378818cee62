"""Owns the voice encoder's input: 40 mel energies each 10 ms, and the windows it listens to.

The filterbank is the one of Slaney's Auditory Toolbox (1998), as librosa builds it by default: linear below
1 kHz, logarithmic above, each filter with the same area. The encoder was trained on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
MELS = 40
WINDOW_FRAMES = 160  # the encoder was trained on 1.6 s
_STEP_FRAMES = 80
_FRAME = 400
_HOP = 160
_LEVEL = 10 ** (-30 / 20)  # root mean square the encoder was trained at: -30 dB of full scale
_BREAK_HZ = 1_000.0
_LINEAR_HZ = 200 / 3
_LOG_STEP = 27.0


def filterbank() -> NDArray[np.float32]:
    """The mel filters over power spectra of 400 samples at 16 kHz, shape (201, 40)."""
    import numpy as np

    top = _BREAK_HZ / _LINEAR_HZ + np.log(RATE / 2 / _BREAK_HZ) / (np.log(6.4) / _LOG_STEP)
    mels = np.linspace(0.0, top, MELS + 2)
    above = _BREAK_HZ * np.exp((np.log(6.4) / _LOG_STEP) * (mels - _BREAK_HZ / _LINEAR_HZ))
    edges = np.where(mels >= _BREAK_HZ / _LINEAR_HZ, above, mels * _LINEAR_HZ)
    bins = np.linspace(0.0, RATE / 2, _FRAME // 2 + 1)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    filters = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (edges[2:] - edges[:-2]))
    return np.asarray(filters, dtype=np.float32)


def voice_windows(samples: NDArray[np.float32], filters: NDArray[np.float32]) -> NDArray[np.float32]:
    """Windows of 1.6 s with 0.8 s between, shape (windows, 160, 40), at least one.

    The level is evened out; what is shorter than a window is repeated to fill it.
    """
    import numpy as np

    frames = _mel_frames(samples, filters)
    if len(frames) < WINDOW_FRAMES:
        frames = frames[np.arange(WINDOW_FRAMES) % len(frames)]
    spare = len(frames) - WINDOW_FRAMES
    starts = [min(index * _STEP_FRAMES, spare) for index in range(round(spare / _STEP_FRAMES) + 1)]
    return np.stack([frames[start : start + WINDOW_FRAMES] for start in starts])


def _mel_frames(samples: NDArray[np.float32], filters: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    clean = np.nan_to_num(samples.astype(np.float64), posinf=0.0, neginf=0.0)
    clean *= _LEVEL / (float(np.sqrt(np.mean(np.square(clean)))) + 1e-6)
    padded = np.pad(clean, _FRAME // 2)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FRAME) / _FRAME)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP] * hann
    power = np.square(np.abs(np.fft.rfft(frames, axis=1)))
    return np.asarray(power @ filters, dtype=np.float32)
