"""Owns telling whether loudness moves as syllables do, where the voice detector hears no voice.

The detector misses speech that lost its low frequencies or most of its band. What is left still
swells and fades two to eight times a second, irregularly; rings, breath and beats don't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FRAME_MS = 20
_BLOCK_MS = 5_000
_FEWEST_FRAMES = 40
# The syllable rate of speech in all languages measured (Ding et al. 2017 find its peak at 2 to 8 Hz).
_SYLLABLES_HZ = (2.0, 8.0)
_SLOWEST_HZ = 0.5
# Of 60 stretches of telephone speech cut to 300-700 or 1000-3400 Hz: syllable share 0.26 and more, depth
# 0.69 and more, the three strongest rates 0.75 of all at most, 0.55 from 2.5 s on. Rings and breath
# had shares under 0.1, beats and busy tones three rates of 0.56 to 0.9.
_LEAST_SHARE = 0.25
_LEAST_DEPTH = 0.6
_MOST_REGULAR_BRIEF = 0.78
_MOST_REGULAR = 0.55
_BRIEF_FRAMES = 125


def moves_like_speech(samples: NDArray[np.float32], rate: int) -> bool:
    """Whether the loudness of any block of up to 5 s rises and falls irregularly at the pace of syllables."""
    size = rate * _BLOCK_MS // 1000
    starts = range(0, max(len(samples) - size // 4, 1), size)
    return any(_moves(samples[start : start + size], rate) for start in starts)


def _moves(samples: NDArray[np.float32], rate: int) -> bool:
    import numpy as np

    loudness = _loudness(samples, rate)
    if len(loudness) < _FEWEST_FRAMES or loudness.mean() <= 0:
        return False
    curve = loudness / loudness.mean() - 1
    power = np.abs(np.fft.rfft(curve * np.hanning(len(curve)))) ** 2
    rates = np.fft.rfftfreq(len(curve), _FRAME_MS / 1000)
    power = power * (rates > _SLOWEST_HZ)
    total = float(power.sum())
    if total <= 0:
        return False
    low, high = _SYLLABLES_HZ
    share = float(power[(rates >= low) & (rates <= high)].sum()) / total
    regular = float(np.sort(power)[-3:].sum()) / total
    limit = _MOST_REGULAR_BRIEF if len(curve) < _BRIEF_FRAMES else _MOST_REGULAR
    return share >= _LEAST_SHARE and float(curve.std()) >= _LEAST_DEPTH and regular <= limit


def _loudness(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    import numpy as np

    size = rate * _FRAME_MS // 1000
    frames = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    return np.asarray(np.sqrt(np.mean(np.square(frames), axis=1)))
